"""What goes wrong in the world: slow, broken and too many clients; stops, reloads and crashes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.server.load import Tally, ask, load
from tests.server.support import Served, serve
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

_ALL = (
    b'{"id":1,"tags":[{"id":1,"name":"database"},{"id":2,"name":"cache "},{"id":3,"name":"lib"}]}'
)
_HEAD = b"POST /tag HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
_CONCURRENT = 1000


@pytest.fixture(scope="module")
def server(own_cache: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with little patience and small bounds."""
    with serve("--client-timeout", "1", "--max-body", "65536") as server:
        yield server


@pytest.fixture
def small(folder: Path) -> Path:
    """Rules of which each tags the document of `load`."""
    return folder


def talk(server: Served, *parts: bytes, pause: float = 0) -> bytes:
    """Send parts, a pause before each but the first; return all that comes until the end."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        for number, part in enumerate(parts):
            if number:
                time.sleep(pause)
            try:
                connection.sendall(part)
            except ConnectionError:
                break
        received = b""
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionError:
                return received
            if not piece:
                return received
            received += piece


def error_in(answer: bytes) -> tuple[int, str]:
    """Return status and message of an answer that must be an error, and end its connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    return int(head[9:12]), json.loads(body)["error"]["message"]


def is_well(server: Served) -> bool:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=PATIENCE) as answer:
        return bool(answer.status == 200)


def test_a_slow_head(server: Served) -> None:
    letters = [bytes([letter]) for letter in _HEAD[:30]]
    answer = talk(server, *letters, pause=0.1)
    if answer:  # one who still sends when the connection closes may not hear why
        assert error_in(answer) == (
            408,
            "the headers of the request did not arrive within 1 seconds",
        )
    assert is_well(server)


def test_a_half_open_connection(server: Served) -> None:
    status, message = error_in(talk(server))
    assert (status, message) == (408, "the headers of the request did not arrive within 1 seconds")


def test_a_body_that_does_not_come(server: Served) -> None:
    answer = talk(server, _HEAD + b"content-length: 100\r\n\r\n{")
    assert error_in(answer) == (408, "the body did not arrive within 1 seconds")


def test_an_idle_connection_is_closed(server: Served) -> None:
    assert talk(server, b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").startswith(
        b"HTTP/1.1 200"
    )


def test_a_client_that_does_not_read(server: Served) -> None:
    record = json.dumps({"readme": "# Tide\n\n" + "Tide is a database. " * 2000}).encode()
    request = b"POST /explain HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    request += b"content-length: %d\r\n\r\n%s" % (len(record), record)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        for _ in range(4):
            connection.sendall(request)
        until(lambda: connections(server) == 1)  # the one that asks
    assert is_well(server)


def connections(server: Served) -> float:
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=PATIENCE) as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith("tagengine_connections "):
                return float(line.split()[1])
    raise AssertionError("no such figure")


@pytest.mark.parametrize(
    "request_",
    [
        _HEAD + b"content-length: 70000\r\n\r\n" + b"x" * 70000,
        _HEAD + b"transfer-encoding: chunked\r\n\r\n" + (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 20
        + b"0\r\n\r\n",
        _HEAD + b"content-length: 99999999999\r\nexpect: 100-continue\r\n\r\n",
    ],
    ids=["declared", "chunked", "expected"],
)  # fmt: skip
def test_a_body_that_is_too_large(server: Served, request_: bytes) -> None:
    assert error_in(talk(server, request_)) == (
        413,
        "the body is larger than 65,536 bytes (--max-body sets the limit)",
    )
    assert is_well(server)


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
        b"GET / HTTP/1.1\r\nx: " + b"y" * 40_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        _HEAD + b"content-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
        _HEAD + b"content-length: -5\r\n\r\n",
        _HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["tls", "head", "hosts", "lengths", "negative", "chunk"],
)
def test_what_is_no_request(server: Served, request_: bytes) -> None:
    status, message = error_in(talk(server, request_))
    assert status == 400
    assert message == "the request is not valid HTTP/1.1, or its headers are too large"
    assert is_well(server)


def test_invalid_json_under_load_harms_nobody(server: Served) -> None:
    body = b'{"readme": '
    bad = _HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)
    for _ in range(50):
        assert talk(server, bad).startswith(b"HTTP/1.1 400")
    assert is_well(server)


def test_a_thousand_at_once(small: Path) -> None:
    async def one(port: int) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            status, body, _ = await ask(reader, writer)
        finally:
            writer.close()
        return status, body

    async def all_of_them(port: int) -> list[tuple[int, bytes]]:
        return await asyncio.gather(*(one(port) for _ in range(_CONCURRENT)))

    with serve("--rules", small) as server:
        answers = asyncio.run(all_of_them(server.port))
        assert set(answers) == {(200, _ALL)}
        assert server.stop() == 0


async def under_load(server: Served, act: Callable[[], None], after: Callable[[], bool]) -> Tally:
    """Return what became of requests while something happens; `after` says when it has.

    Before it happens and thereafter there are a hundred answers, or nobody listens any more.
    """
    tally, end = Tally(), asyncio.Event()
    running = asyncio.create_task(load(server.port, tally, end))

    def answers() -> int:
        return sum(tally.statuses.values())

    async def more_answers() -> None:
        before = answers()
        await asyncio.to_thread(until, lambda: running.done() or answers() > before + 100)

    await more_answers()
    act()
    await asyncio.to_thread(until, after)
    await more_answers()
    end.set()
    await running
    return tally


def test_a_stop_under_load_loses_no_request(small: Path) -> None:
    with serve("--rules", small) as server:
        process = server.process
        tally = asyncio.run(
            under_load(
                server,
                lambda: process.send_signal(signal.SIGTERM),
                lambda: process.poll() is not None,
            )
        )
        assert process.returncode == 0
        assert tally.lost == []
        assert set(tally.statuses) == {200}
        assert tally.statuses[200] > 10
        assert tally.refused > 0
        assert tally.bodies == {_ALL}


def test_a_reload_under_load_fails_no_request(small: Path) -> None:
    with serve("--rules", small) as server:
        rules = small / "lib.yaml"
        rules.write_text("tag: lib\nrules:\n  - {keywords: [grate], weight: 10}\n")
        tally = asyncio.run(
            under_load(server, server.reload, lambda: bool(server.events("rules-reloaded")))
        )
        assert (tally.lost, tally.refused) == ([], 0)
        assert set(tally.statuses) == {200}
        without = b'{"id":1,"tags":[{"id":1,"name":"database"},{"id":2,"name":"cache "}]}'
        assert tally.bodies == {_ALL, without}

        rules.write_text("tag: lib\nrules: 5\n")
        tally = asyncio.run(
            under_load(server, server.reload, lambda: bool(server.events("rules-kept")))
        )
        assert (tally.lost, tally.refused, tally.bodies) == ([], 0, {without})
        problem = server.events("rules-kept")[0]["problem"]
        assert f"{rules}:2:8: " in problem
        with urllib.request.urlopen(f"{server.url}/healthz") as answer:
            assert json.load(answer)["reload_failed"] is True
        assert server.stop() == 0


def workers_of(process_id: int) -> list[int]:
    """Return the ids of a process's children that tag."""
    children = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == process_id and b"spawn_main" in command:
                children.append(int(entry.name))
    return children


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")


@needs_proc
def test_workers_that_are_killed_are_replaced_and_no_request_fails(small: Path) -> None:
    with serve("--rules", small) as server:
        old = workers_of(server.process.pid)
        assert len(old) >= 2

        def kill() -> None:
            for worker in old:
                os.kill(worker, signal.SIGKILL)

        def are_replaced() -> bool:
            new = workers_of(server.process.pid)
            return len(new) >= 2 and not set(new) & set(old)

        tally = asyncio.run(under_load(server, kill, are_replaced))
        assert (tally.lost, set(tally.statuses)) == ([], {200})
        assert server.stop() == 0


def test_a_reload_that_is_asked_for_at_once(small: Path) -> None:
    with serve("--rules", small) as server:
        server.reload()
        server.wait_for("rules-reloaded")
        assert server.stop() == 0


def test_many_reloads_that_are_asked_for_at_once_are_few(small: Path) -> None:
    with serve("--rules", small) as server:
        for _ in range(50):
            server.reload()
        server.wait_for("rules-reloaded")
        server.reload()
        server.wait_for("rules-reloaded", 2)
        assert server.stop() == 0
        assert len(server.events("rules-reloaded")) <= 10


@needs_proc
def test_workers_that_hang_do_not_hold_up_a_stop(small: Path) -> None:
    with serve("--rules", small) as server:
        for worker in workers_of(server.process.pid):
            os.kill(worker, signal.SIGSTOP)
        assert server.stop() == 0


@needs_proc
def test_workers_end_with_a_server_that_is_killed(small: Path) -> None:
    with serve("--rules", small) as server:
        workers = workers_of(server.process.pid)
        assert workers
        server.process.kill()
        server.process.wait(PATIENCE)
        until(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
