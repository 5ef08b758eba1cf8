"""What a user hands over, as records."""
