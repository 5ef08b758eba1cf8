"""The rows of a batch, written so that a crash loses nothing."""
