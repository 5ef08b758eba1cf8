"""Which tags of a record are wrong, and why."""
