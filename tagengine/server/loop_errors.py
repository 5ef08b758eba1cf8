"""What goes wrong in the event loop outside any request: told as events, never as tracebacks."""

from __future__ import annotations

import asyncio
import errno
from typing import Any

from tagengine.errors import reason
from tagengine.server.state import ServerState

_USED_UP = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)  # nothing can be accepted
_PAUSE = 1.0  # seconds between two events about that
_HINT = "new connections wait; ulimit -n allows more"


class LoopErrors:
    """Handles the errors that nothing awaits; of connections that cannot be accepted one a second.

    The event loop tries to accept as many as may wait, and reports each that it could not.
    """

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._told = float("-inf")

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Tell of an error as the loop describes it."""
        error = context.get("exception")
        log = self._state.log
        if isinstance(error, OSError) and error.errno in _USED_UP:
            if loop.time() >= self._told + _PAUSE:
                self._told = loop.time()
                problem = f"{reason(error)} ({_HINT})"
                log.write("not-accepting", level="error", problem=problem)
        elif isinstance(error, ValueError) and self._state.is_stopping:
            pass  # it tries again to accept from a socket that is closed by now
        elif isinstance(error, BaseException):
            log.bug(error)
        else:
            log.write("http", level="warning", message=str(context.get("message")))
