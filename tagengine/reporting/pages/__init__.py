"""The audit as HTML: one page a document that needs nothing else, and an index of many."""
