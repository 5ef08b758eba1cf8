"""The engine as an HTTP service; see `docs/server.md`. Needs the extra `[server]`."""
