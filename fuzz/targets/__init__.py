"""One module a target: `check` takes an input's bytes and raises where something does not hold."""
