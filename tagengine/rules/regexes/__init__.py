"""What bounds the work of a rule's regex."""
