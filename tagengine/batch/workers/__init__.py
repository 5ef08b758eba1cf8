"""The processes that tag a batch."""
