"""The formats of record files, one a module: text to nodes with their places."""
