"""Who gets in: a known host, a token where one is asked for; and headers that close the rest."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tagengine.server.problems import RequestError
from tagengine.server.state import ServerState

_CLOSE = {"connection": "close"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Gate:
    """Wraps an application: refuses whom it does not know, and writes the headers of safety.

    `public` are the paths that need no token.
    """

    def __init__(self, app: ASGIApp, state: ServerState, public: Collection[str]) -> None:
        self._app = app
        self._state = state
        self._public = frozenset(public)
        token = state.settings.token
        self._token = None if token is None else token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "no-store")
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self._state.is_stopping:
                    headers["connection"] = "close"
            await send(message)

        try:
            self._check(scope)
        except RequestError as error:
            await error.response(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        _check_framing(scope, headers, self._state.settings.limits.head_bytes)
        if self._state.connections > self._state.settings.limits.connections:
            message = "too many connections (try again in a second)"
            retry = {"retry-after": "1", **_CLOSE}
            raise RequestError(503, "too_many_connections", message, headers=retry)
        hosts = self._state.settings.hosts
        if hosts is not None and _host(headers.get("host", "")) not in hosts:
            message = "the Host header names another host (--allow-host NAME allows one)"
            raise RequestError(421, "unknown_host", message, headers=_CLOSE)
        if self._token is not None and scope["path"] not in self._public:
            scheme, _, given = headers.get("authorization", "").partition(" ")
            is_right = hmac.compare_digest(given.strip().encode(), self._token)
            if scheme.lower() != "bearer" or not is_right:
                message = "a token is needed (Authorization: Bearer TOKEN)"
                if given:
                    message = "the token is wrong (Authorization: Bearer TOKEN)"
                asked = {"www-authenticate": "Bearer"}
                raise RequestError(401, "invalid_api_key", message, headers=asked)


def _check_framing(scope: Scope, headers: Headers, limit: int) -> None:
    """Raise `RequestError` for a head that is too large, or that says in two ways where it ends.

    What comes after such a request cannot be told from its body, so the connection is closed
    (RFC 9112, 6.1 and 6.3).
    """
    encoded = "transfer-encoding" in headers
    if encoded and ("content-length" in headers or scope["http_version"] == "1.0"):
        message = "Transfer-Encoding, and a second way to say where the body ends"
        raise RequestError(400, "bad_request", message, headers=_CLOSE)
    size = sum(len(name) + len(value) for name, value in scope["headers"])
    size += len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))
    if size > limit:
        message = f"the headers of the request are larger than {limit:,} bytes"
        raise RequestError(431, "head_too_large", message, headers=_CLOSE)


def _host(header: str) -> str:
    """Return the name in a Host header, without the port."""
    if header.startswith("["):
        return header.partition("]")[0][1:].lower()
    return header.partition(":")[0].lower().rstrip(".")
