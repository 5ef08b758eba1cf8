"""Fuzzing: what must hold whatever the input, tried on inputs that coverage guides (atheris)."""
