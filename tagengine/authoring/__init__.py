"""What helps people to write rules: checks, tests, and views of what a folder says."""
