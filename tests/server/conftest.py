"""A server on the shipped rules, for tests that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.server.support import client_of


@pytest.fixture(scope="session")
def client(own_cache: object) -> Iterator[TestClient]:
    """A client of a server on the shipped rules."""
    with client_of() as client:
        yield client
