"""A line of the log, and figures, for every request; and an answer for a mistake of our own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tagengine.server.problems import bug
from tagengine.server.state import ServerState

_CLIENT_GONE = 499  # as nginx counts it
_OTHER = "other"


class Accounting:
    """Wraps an application: times, counts and logs what it answers."""

    def __init__(self, app: ASGIApp, state: ServerState, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        self._state = state
        self._paths: dict[Callable[..., Any], str] = {
            route.endpoint: route.path for route in routes if isinstance(route, Route)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and write down how."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _CLIENT_GONE
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._state.metrics.in_flight.inc()
        try:
            await self._app(scope, receive, counted)
        except ClientDisconnect:
            status = _CLIENT_GONE
        except Exception as error:  # the one place that answers for our bugs
            self._state.log.bug(error, method=scope["method"], route=self._path(scope))
            has_begun, status = status != _CLIENT_GONE, 500
            if has_begun:
                raise  # the connection is cut, so that the client does not take it for whole
            await bug().response(scope, receive, send)
        finally:
            self._state.metrics.in_flight.dec()
            self._write(scope, status, time.perf_counter() - begun)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        path, method = self._path(scope), scope["method"]
        label = method if method in ("GET", "HEAD", "POST") else _OTHER
        self._state.metrics.requests.labels(path, label, str(status)).inc()
        self._state.metrics.seconds.labels(path).observe(seconds)
        client = scope.get("client") or ("",)
        milliseconds = round(seconds * 1000, 1)
        self._state.log.write(
            "request",
            client=client[0],
            method=label,
            route=path,
            status=status,
            milliseconds=milliseconds,
        )

    def _path(self, scope: Scope) -> str:
        """Return the route's path, not the request's: that one is the client's text."""
        endpoint = scope.get("endpoint")
        return self._paths.get(endpoint, _OTHER) if callable(endpoint) else _OTHER
