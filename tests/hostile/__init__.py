"""Inputs that try to hang, crash, exhaust or inject; `python -m tests.hostile` runs them."""
