"""Markdown as pieces of text with their places."""
