"""The hooks, run by the real pre-commit, and the action."""
