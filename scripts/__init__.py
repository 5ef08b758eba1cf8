"""What maintainers run: reference pages and the supply chain's checks."""
