"""Tags changed in the text of a record file, with every other character left as it is."""
