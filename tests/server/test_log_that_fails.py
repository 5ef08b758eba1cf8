"""A log that cannot be written: the server answers, and stops, as if nothing were."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tagengine.server.event_log import Background
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

_REQUESTS = 600  # their lines are more than a pipe holds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def started(port: int, log: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tagengine", "serve", "--workers", "0", "--log-format", "json"]
    return subprocess.Popen([*command, "--port", str(port)], stdin=subprocess.DEVNULL, stderr=log)


def is_well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until_well(port: int) -> None:
    until(lambda: is_well(port))


def stop(process: subprocess.Popen[bytes], number: int) -> None:
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nobody_reads_it_any_more(number: int) -> None:
    port, (ours, theirs) = free_port(), os.pipe()
    process = started(port, theirs)
    os.close(theirs)
    os.close(ours)
    until_well(port)
    stop(process, number)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_its_disk_is_full() -> None:
    port, log = free_port(), os.open("/dev/full", os.O_WRONLY)
    process = started(port, log)
    os.close(log)
    until_well(port)
    stop(process, signal.SIGTERM)


def test_a_pipe_that_is_full_and_not_read() -> None:
    port, (ours, theirs) = free_port(), os.pipe()
    process = started(port, theirs)
    os.close(theirs)
    try:
        until_well(port)
        assert all(is_well(port) for _ in range(_REQUESTS))
        stop(process, signal.SIGTERM)
    finally:
        os.close(ours)


def test_lines_are_counted_that_are_left_out() -> None:
    ours, theirs = os.pipe()
    lines = Background(theirs)
    for number in range(5000):
        lines.write(f"{number} {'x' * 200}")
    read = b""
    while b"left-out" not in read:
        read += os.read(ours, 1 << 20)
        lines.write("last")
    assert b'{"event":"left-out","lines":' in read
    assert read.startswith(b"0 x")
