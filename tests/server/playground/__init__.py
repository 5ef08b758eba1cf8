"""The playground: its page in a browser, and what the server answers to it."""
