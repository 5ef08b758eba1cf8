"""Workers that die as they start: reloads fail and say so, requests end, the server stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.server.support import Served, serve
from tests.server.test_faults import needs_proc, workers_of
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.slow, needs_proc]


@contextmanager
def killing_new(server: Served, kept: set[int]) -> Iterator[set[int]]:
    """Kill each process of the server that appears, as soon as it does; give those killed."""
    end = threading.Event()
    killed: set[int] = set()

    def kill() -> None:
        while not end.is_set():
            for worker in workers_of(server.process.pid):
                if worker not in kept:
                    try:
                        os.kill(worker, signal.SIGKILL)
                        killed.add(worker)
                    except ProcessLookupError:
                        continue
            time.sleep(0.002)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        end.set()
        killer.join()


def status_of(
    server: Served, path: str, body: bytes | None = None, timeout: float = PATIENCE
) -> int:
    headers = {"content-type": "text/markdown"}
    request = urllib.request.Request(f"{server.url}{path}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_reload_whose_workers_die_fails_and_the_next_succeeds(folder: Path) -> None:
    with serve("--rules", folder) as server:
        with killing_new(server, set(workers_of(server.process.pid))):
            server.reload()
            problem = server.wait_for("rules-kept")["problem"]
        assert problem == "a worker process died as it started (ended by SIGKILL)"
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=PATIENCE) as answer:
            assert json.load(answer)["reload_failed"] is True
        assert status_of(server, "/tag", b"# SQL\n") == 200
        server.reload()
        server.wait_for("rules-reloaded")
        assert server.stop() == 0


@pytest.mark.parametrize("others", ["killed", "stopped"])
def test_a_request_ends_in_time_though_no_worker_can_start(folder: Path, others: str) -> None:
    with serve("--rules", folder, "--timeout", "4") as server:
        old = set(workers_of(server.process.pid))
        if others == "stopped":
            for worker in old:
                os.kill(worker, signal.SIGSTOP)
            assert status_of(server, "/tag", b"# SQL\n") == 503
        else:
            with killing_new(server, set()):
                assert status_of(server, "/tag", b"# SQL\n") == 503
                until(lambda: status_of(server, "/readyz") == 503)
            until(lambda: status_of(server, "/readyz") == 200)
            assert status_of(server, "/tag", b"# SQL\n") == 200
        assert server.stop() == 0


def test_workers_that_cannot_import(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(modules), prepend=os.pathsep)
    with serve("--rules", folder, "--timeout", "4") as server:
        broken = modules / "ahocorasick_rs.py"
        broken.write_text("raise ImportError('the wrong build')\n")
        server.reload()
        problem = server.wait_for("rules-kept")["problem"]
        assert "ImportError: the wrong build" in problem
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=PATIENCE) as answer:
            assert json.load(answer)["reload_failed"] is True
        assert status_of(server, "/tag", b"# SQL\n") == 200  # by the workers that were there
        assert status_of(server, "/readyz") == 200
        for worker in workers_of(server.process.pid):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        assert status_of(server, "/tag", b"# SQL\n") == 503
        until(lambda: status_of(server, "/readyz") == 503)
        broken.unlink()
        until(lambda: status_of(server, "/readyz") == 200)
        broken.write_text("raise ImportError('the wrong build')\n")
        server.reload()
        assert server.stop() == 0
        assert "Traceback" not in server.log.read_text("utf-8")


def test_a_stop_while_workers_die(folder: Path) -> None:
    with serve("--rules", folder) as server, killing_new(server, set()) as killed:
        before = len(killed)
        server.reload()
        until(lambda: len(killed) > before)
        assert server.stop() == 0


def test_slow_batches_keep_one_set_of_workers_at_most(folder: Path) -> None:
    with serve("--rules", folder, "--workers", "2") as server:
        streams = []
        for number in range(3):
            stream = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
            stream.sendall(
                b"POST /batch HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\n"
                b'transfer-encoding: chunked\r\n\r\n11\r\n{"readme":"sql"}\n\r\n'
            )
            assert b'{"id":"batch:1"' in _received(stream, b"}\n\r\n")
            streams.append(stream)
            server.reload()
            server.wait_for("rules-reloaded", number + 1)
        until(lambda: len(workers_of(server.process.pid)) <= 4)
        for stream in streams:
            stream.sendall(b'11\r\n{"readme":"sql"}\n\r\n0\r\n\r\n')
        answers = [_received(stream, b"\r\n0\r\n\r\n") for stream in streams]
        assert [b"rules_changed" in answer for answer in answers] == [True, True, False]
        assert b'{"id":"batch:2"' in answers[2]
        for stream in streams:
            stream.close()
        assert server.stop() == 0


def _received(stream: socket.socket, end: bytes) -> bytes:
    """Return what comes, until it ends so or the connection does."""
    received = b""
    while not received.endswith(end):
        piece = stream.recv(65536)
        if not piece:
            break
        received += piece
    return received
