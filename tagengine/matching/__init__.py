"""Where the rules match in a document."""
