"""What a repository says about its records."""
