"""What the server bounds and checks before it reads a request."""
