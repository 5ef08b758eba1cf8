"""What a string is, and how it is shown without harm."""
