"""Metadata repositories: record files read, their tags compared with the engine's, and fixed."""
