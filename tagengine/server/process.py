"""A server as a process: its socket, its signals, and an end that loses no request."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import multiprocessing
import select
import signal
import socket
import time
from collections.abc import Iterator

import uvicorn

from tagengine.errors import UsageError, reason
from tagengine.server.app import build_app
from tagengine.server.event_log import ServerMessages
from tagengine.server.http.connections import connection_of
from tagengine.server.http.last_connections import refuse_new
from tagengine.server.loop_errors import LoopErrors
from tagengine.server.state import ServerState

_BACKLOG = 2048  # connections that the system keeps until they are accepted
_ROUND = 0.05  # seconds between two looks at who is still there, when the server stops
_LAST_STEPS = 1.0  # seconds that ending the workers may take
_ROUNDS = 40  # the most for those in the backlog, and for open connections to ask


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `UsageError` if there is none to be had."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = infos[0]
        listener = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except socket.gaierror:
        raise UsageError(
            f"{host}: no such host (--host needs an address of this machine)"
        ) from None
    except OSError as error:
        hints = {
            errno.EADDRINUSE: "the port is in use (--port takes another; 0 takes a free one)",
            errno.EACCES: "the port is reserved for the system (--port takes another)",
            errno.EADDRNOTAVAIL: "not an address of this machine (--host names one)",
        }
        raise UsageError(f"{host}:{port}: {hints.get(error.errno or 0, reason(error))}") from None
    # Connections inherit it. Without, an answer's body waits 40 ms for its head's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def run(state: ServerState, listener: socket.socket) -> None:
    """Serve until the process is told to stop (SIGTERM or Ctrl-C); SIGHUP reloads the rules."""
    try:
        asyncio.run(_serve(state, listener))
    finally:
        # Nobody waits for what they still do, but Python would wait for them.
        for process in multiprocessing.active_children():
            process.kill()
        state.log.finish()


async def _serve(state: ServerState, listener: socket.socket) -> None:
    with _reloading(state):  # from the start: a process that does not take SIGHUP is ended by it
        asyncio.get_running_loop().set_exception_handler(LoopErrors(state))
        messages = logging.getLogger("uvicorn.error")
        messages.handlers = [ServerMessages(state.log)]
        messages.propagate = False
        await state.start()
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        state.log.write("listening", url=f"http://{shown}:{port}", workers=state.settings.workers)
        limits = state.settings.limits
        config = uvicorn.Config(
            build_app(state),
            http=connection_of(state),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=_BACKLOG,
            h11_max_incomplete_event_size=limits.head_bytes,
            timeout_keep_alive=int(limits.idle),
        )
        await _Server(config, state).serve([listener])
        state.log.write("stopped")


@contextlib.contextmanager
def _reloading(state: ServerState) -> Iterator[None]:
    """Reload the rules at SIGHUP, where there is such a signal."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    loop = asyncio.get_running_loop()
    reloads: set[asyncio.Task[bool]] = set()

    def reload() -> None:
        if len(reloads) > 1:  # one of them has yet to read the rules, and stands for this one
            return
        task = loop.create_task(state.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


class _Server(uvicorn.Server):
    """uvicorn's server, which stops in the order that loses nothing."""

    def __init__(self, config: uvicorn.Config, state: ServerState) -> None:
        super().__init__(config)
        self._state = state

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM."""
        loop = asyncio.get_running_loop()
        numbers = (signal.SIGINT, signal.SIGTERM)
        try:
            for number in numbers:
                loop.add_signal_handler(number, self._stop)
        except NotImplementedError:  # Windows: uvicorn knows how
            with super().capture_signals():
                yield
            return
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept what has connected, let it be answered, then close.

        From here on each answer ends its connection. A connection that is idle may be about to
        send a request: it is given a moment.
        """
        self._state.is_stopping = True
        began = time.monotonic()
        for listener in sockets or ():
            refuse_new(listener)
        rounds = 0
        while rounds < _ROUNDS and not self.force_exit:
            await asyncio.sleep(_ROUND)
            rounds += 1
            if not select.select(sockets or (), (), (), 0)[0]:
                break
        for server in self.servers:
            server.close()
        await asyncio.sleep(_ROUND)  # those accepted last are not among the connections at once
        while self.server_state.connections and rounds < _ROUNDS and not self.force_exit:
            await asyncio.sleep(_ROUND)
            rounds += 1
        # Of the time that a stop may take, some is gone; uvicorn counts what is left.
        left = self._state.settings.limits.stop - _LAST_STEPS - (time.monotonic() - began)
        self.config.timeout_graceful_shutdown = max(int(left), 1)
        await super().shutdown(sockets)

    def _stop(self) -> None:
        if self.should_exit:
            self.force_exit = True
            return
        self.should_exit = True
        self._state.log.write("stopping", connections=len(self.server_state.connections))
