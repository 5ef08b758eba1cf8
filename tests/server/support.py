"""Servers for tests: an application in this process, and `tagengine serve` as a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from tagengine.server.app import build_app
from tagengine.server.state import ServerState, Settings


@contextmanager
def client_of(**settings: Any) -> Iterator[TestClient]:
    """Give a client of an application in this process, which tags in a thread."""
    state = ServerState(Settings(workers=0, **settings))
    with TestClient(build_app(state), base_url="http://127.0.0.1") as client:
        yield client
