"""Many documents: read, tagged by several processes, written, and taken up again after a stop."""
