"""One connection: uvicorn's, with an end to the patience for clients that are slow or gone."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState as Connections

from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError
from tagengine.server.state import ServerState

_FAR_TOO_MANY = 2  # times the limit: then a connection is dropped without an answer
_PHRASES = {400: "Bad Request", 408: "Request Timeout"}


class Connection(H11Protocol):
    """A connection whose request heads, and whose reading of answers, are bounded in time.

    uvicorn bounds the size of a head, and the time between two requests, but not the time in which
    a head comes or an answer is taken.
    """

    tagengine: ServerState  # set by `connection_of`

    def __init__(
        self,
        config: Config,
        server_state: Connections,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._head_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None

    @property
    def _limits(self) -> Limits:
        return self.tagengine.settings.limits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, and wait for the head of its first request."""
        super().connection_made(transport)
        self.tagengine.connections = len(self.connections)
        if self.tagengine.connections > _FAR_TOO_MANY * self._limits.connections:
            transport.abort()
            return
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection out."""
        super().connection_lost(exc)
        self.tagengine.connections = len(self.connections)
        for timer in (self._head_timer, self._write_timer):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that is complete is no longer waited for."""
        super().data_received(data)
        self._watch_head()

    def on_response_complete(self) -> None:
        """Wait for the next head, but only for a limited time until the answer is taken."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_later()
        else:
            self._watch_head()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, whatever it has not yet read."""
        super().timeout_keep_alive_handler()
        self._abort_later()

    def pause_writing(self) -> None:
        """Begin to wait for a client that takes its answer too slowly."""
        super().pause_writing()
        self._abort_later()

    def resume_writing(self) -> None:
        """Be content with a client that has taken what was written."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def send_400_response(self, msg: str) -> None:
        """Answer to what is no HTTP request, in the shape of all errors."""
        message = "the request is not valid HTTP/1.1, or its headers are too large"
        self._write_error(RequestError(400, "bad_request", message))

    def _watch_head(self) -> None:
        is_waiting = self.cycle is None or self.cycle.response_complete
        if is_waiting and self._head_timer is None:
            self._head_timer = self.loop.call_later(self._limits.head, self._head_is_late)
        elif not is_waiting and self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        seconds = self._limits.head
        message = f"the headers of the request did not arrive within {seconds:g} seconds"
        self._write_error(RequestError(408, "head_timeout", message))

    def _write_error(self, error: RequestError) -> None:
        if self.transport.is_closing():
            return
        body = error.response.body
        head = (
            f"HTTP/1.1 {error.status} {_PHRASES[error.status]}\r\n"
            "content-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + bytes(body))
        self.transport.close()
        self._abort_later()

    def _abort_later(self) -> None:
        if self._write_timer is None:
            self._write_timer = self.loop.call_later(self._limits.write, self.transport.abort)


def connection_of(state: ServerState) -> type[asyncio.Protocol]:
    """Return the class of the connections of one server."""
    return type("ServerConnection", (Connection,), {"tagengine": state})
