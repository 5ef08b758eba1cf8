"""From text to a document: sections, zones, source places."""
