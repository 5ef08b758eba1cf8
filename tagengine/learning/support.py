"""How much must speak for what is learned."""

LEAST_SUPPORT = 4
"""Projects that a learned word must stand in, and that must speak for its weight."""
