"""Errors of the event loop become events."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import pytest

from tagengine.server.event_log import EventLog
from tagengine.server.loop_errors import LoopErrors
from tagengine.server.state import ServerState, Settings
from tests.server.support import serve
from tests.waiting import PATIENCE

resource = pytest.importorskip("resource", reason="needs limits of open files")


class _Loop:
    """A clock that is set by hand."""

    now = 5.0

    def time(self) -> float:
        return self.now


def _heard(*contexts: dict[str, Any], is_stopping: bool = False, seconds: float = 0) -> list[str]:
    """Return the events of these contexts, one after the other with some seconds between."""
    lines: list[str] = []
    state = ServerState(Settings(workers=0), EventLog(lines.append, as_text=True))
    state.is_stopping = is_stopping
    loop, tell = _Loop(), LoopErrors(state)
    for context in contexts:
        tell(cast("Any", loop), context)
        loop.now += seconds
    return [line[9:] for line in lines]


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (0.3, 3), (2, 10)])
def test_connections_that_cannot_be_accepted_are_told_once_a_second(
    seconds: float, count: int
) -> None:
    error = OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    context = {"message": "socket.accept() out of system resource", "exception": error}
    lines = _heard(*[context] * 10, seconds=seconds)
    said = "not-accepting problem=Too many open files (new connections wait; ulimit -n allows more)"
    assert [line.lower() for line in lines] == [said.lower()] * count


def test_other_errors_are_mistakes_of_ours_without_their_texts() -> None:
    assert _heard({"message": "x", "exception": KeyError("a document")}) == [
        "bug error=KeyError where=[]"
    ]
    assert _heard({"message": "Task was destroyed"}) == ["http message=Task was destroyed"]


def test_a_closed_socket_is_no_news_while_the_server_stops() -> None:
    context = {"message": "x", "exception": ValueError("Invalid file descriptor: -1")}
    assert _heard(context, is_stopping=True) == []
    assert len(_heard(context)) == 1


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs limits of another process")
def test_a_server_without_files_for_connections_says_so_and_goes_on(folder: Path) -> None:
    with serve("--rules", folder) as server, ExitStack() as connections:
        most = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir())) + 3
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (most, most))
        for _ in range(10):
            connections.enter_context(
                socket.create_connection(("127.0.0.1", server.port), PATIENCE)
            )
        assert "many open files" in server.wait_for("not-accepting")["problem"]
        connections.close()
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as client:
            client.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert server.stop() == 0
        assert all(line.startswith("{") for line in server.log.read_text("utf-8").splitlines())
