"""A listener that takes nobody new keeps those who have come."""

from __future__ import annotations

import socket
import sys
import threading

import pytest

from tagengine.server.http.last_connections import refuse_new


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is done elsewhere")
def test_who_waits_is_taken_and_who_comes_later_is_refused() -> None:
    refused: list[OSError] = []

    def come_later(port: int) -> None:
        try:
            socket.create_connection(("127.0.0.1", port), 30).close()
        except OSError as error:
            refused.append(error)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        early = socket.create_connection(("127.0.0.1", port), 30)
        refuse_new(listener)
        early.sendall(b"here")  # its packets still pass
        later = threading.Thread(target=come_later, args=(port,))
        later.start()
        taken, _ = listener.accept()
        listener.settimeout(0.3)
        with pytest.raises(TimeoutError):
            listener.accept()
    later.join()
    assert [type(error) for error in refused] == [ConnectionRefusedError]
    with early, taken:
        assert taken.recv(10) == b"here"
        taken.sendall(b"yes")
        assert early.recv(10) == b"yes"
