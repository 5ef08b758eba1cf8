"""Servers on the shipped rules, for tests that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.server.support import Served, client_of, serve


@pytest.fixture(scope="session")
def client(own_cache: object) -> Iterator[TestClient]:
    """A client of a server in this process."""
    with client_of() as client:
        yield client


@pytest.fixture(scope="session")
def served(own_cache: object) -> Iterator[Served]:
    """A server that is a process of its own."""
    with serve() as server:
        yield server
