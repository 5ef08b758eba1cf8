"""Who gets in, and what every answer says to browsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tagengine.server.limits import Limits
from tagengine.server.state import ServerState
from tests.server.support import client_of

TOKEN = "correct-horse-battery-staple"


@pytest.fixture(scope="module")
def guarded(own_cache: object) -> Iterator[TestClient]:
    """A client of a server that asks for a token and knows two names of itself."""
    hosts = frozenset(["127.0.0.1", "tags.example"])
    with client_of(token=TOKEN, hosts=hosts) as client:
        yield client


@pytest.mark.parametrize(
    ("header", "status", "message"),
    [
        (None, 401, "a token is needed (Authorization: Bearer TOKEN)"),
        ("Bearer wrong", 401, "the token is wrong (Authorization: Bearer TOKEN)"),
        (f"Bearer {TOKEN}x", 401, "the token is wrong (Authorization: Bearer TOKEN)"),
        (f"Basic {TOKEN}", 401, "the token is wrong (Authorization: Bearer TOKEN)"),
        ("Bearer \xff", 401, "the token is wrong (Authorization: Bearer TOKEN)"),
        (f"Bearer {TOKEN}", 200, None),
        (f"bearer  {TOKEN}", 200, None),
    ],
)
def test_the_token(
    guarded: TestClient, header: str | None, status: int, message: str | None
) -> None:
    headers = {} if header is None else {b"authorization": header.encode("latin-1")}
    answer = guarded.get("/vocabulary", headers=headers)
    assert answer.status_code == status
    if message is not None:
        assert answer.headers["www-authenticate"] == "Bearer"
        error = answer.json()["error"]
        assert (error["message"], error["code"]) == (message, "invalid_api_key")


def test_only_what_asks_for_life_needs_no_token(guarded: TestClient) -> None:
    assert guarded.get("/healthz").status_code == 200
    assert guarded.get("/readyz").status_code == 200
    for path in ("/metrics", "/openapi.json", "/v1/models", "/rules", "/nowhere"):
        assert guarded.get(path).status_code == 401, path


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("TAGS.example", 200),
        ("tags.example.", 200),
        ("evil.example", 421),
        ("tags.example.evil.example", 421),
        ("", 421),
        ("[::1]:8000", 421),
    ],
)
def test_the_host(guarded: TestClient, host: str, status: int) -> None:
    answer = guarded.get("/healthz", headers={"host": host})
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["error"]["message"] == (
            "the Host header names another host (--allow-host NAME allows one)"
        )


def test_headers_of_every_answer(client: TestClient) -> None:
    for answer in (client.get("/healthz"), client.get("/nowhere"), client.post("/tag")):
        assert answer.headers["content-security-policy"].startswith(
            "default-src 'none'; script-src 'self'; style-src 'self';"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_other_sites_cannot_ask(client: TestClient) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = client.options("/tag", headers=headers)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_too_many_connections() -> None:
    with client_of(limits=Limits(connections=2)) as client:
        state: ServerState = client.app.state.server  # type: ignore[attr-defined]
        state.connections = 3
        answer = client.get("/rules")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.headers["connection"] == "close"
        assert answer.json()["error"] == {
            "message": "too many connections (try again in a second)",
            "type": "server_error",
            "param": None,
            "code": "too_many_connections",
        }


def test_too_many_that_wait() -> None:
    with client_of(limits=Limits(waiting=0)) as client:
        answer = client.post("/tag", json={"readme": "x"})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert answer.json()["error"] == {
            "message": "too many requests are waiting (try again in a second)",
            "type": "rate_limit_error",
            "param": None,
            "code": "too_many_requests",
        }


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"transfer-encoding": "chunked", "content-length": "5"}, 400),
        ({"x": "y" * 33_000}, 431),
        ({f"x-{number}": "y" * 1000 for number in range(40)}, 431),
        ({"x": "y" * 30_000}, 200),
    ],
)
def test_heads_that_are_too_large_or_end_in_two_ways(
    guarded: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = guarded.get("/healthz", headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["connection"] == "close"
