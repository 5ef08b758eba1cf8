"""The account of how a result came about."""
