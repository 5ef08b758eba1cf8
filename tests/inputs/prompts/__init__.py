"""Requests written for a language model."""
