"""Documents in other formats than Markdown, each read into the same fragments."""
