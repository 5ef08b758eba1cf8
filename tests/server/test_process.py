"""The socket of a server."""

from __future__ import annotations

import socket

from tagengine.server.process import listen
from tests.waiting import PATIENCE


def test_answers_are_sent_at_once() -> None:
    with (
        listen("localhost", 0) as listener,
        socket.create_connection(listener.getsockname()[:2], PATIENCE) as client,
    ):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            connection.sendall(b"x")
            assert client.recv(1) == b"x"
