"""The inputs of a batch, as documents."""
