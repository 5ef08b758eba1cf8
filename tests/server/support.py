"""Servers for tests: an application in this process, and `tagengine serve` as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tagengine.server.app import build_app
from tagengine.server.state import ServerState, Settings
from tests.waiting import PATIENCE, until

PROMPT = """\
Ember is an embeddable key-value store for Rust.

Choose at most 2 tags from this list of tags: [{"id": 1, "name": "database"}, \
{"id": 2, "name": "cache"}]
Answer with this JSON, filled in: {"id": "ember", "tags": []}
"""
PROMPT_ANSWER = '{"id":"ember","tags":[{"id":1,"name":"database"}]}'


@contextmanager
def client_of(**settings: Any) -> Iterator[TestClient]:
    """Give a client of an application in this process, which tags in a thread."""
    state = ServerState(Settings(workers=0, **settings))
    with TestClient(build_app(state), base_url="http://127.0.0.1") as client:
        yield client


@dataclass(frozen=True)
class Served:
    """`tagengine serve`, running; `log` is the file of its standard error."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the events of this name in the log so far."""
        return events_in(self.log, name)

    def wait_for(self, name: str, count: int = 1) -> dict[str, Any]:
        """Return the event of this name that comes as number `count`, once it is there."""
        return wait_for(self.process, self.log, name, count)

    def reload(self) -> None:
        """Tell the server to read its rules again."""
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        """Stop the server; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def events_in(log: Path, name: str) -> list[dict[str, Any]]:
    """Return the events of one name in a log."""
    whole = [line for line in log.read_text("utf-8").splitlines(keepends=True) if line[-1] == "\n"]
    return [event for event in map(json.loads, whole) if event["event"] == name]


def wait_for(
    process: subprocess.Popen[bytes], log: Path, name: str, count: int = 1
) -> dict[str, Any]:
    """Return the event number `count` of a name, once it is in the log."""
    until(lambda: process.poll() is not None or len(events_in(log, name)) >= count)
    found = events_in(log, name)
    assert len(found) >= count, f"no event {name!r}: {log.read_text('utf-8')}"
    return found[count - 1]


@contextmanager
def serve(*options: str | Path) -> Iterator[Served]:
    """Run `tagengine serve` on a free port while the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = [sys.executable, "-m", "tagengine", "serve", "--port", "0", *map(str, options)]
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [*command, "--log-format", "json"],
                stdin=subprocess.DEVNULL,
                stderr=errors,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        try:
            url = wait_for(process, log, "listening")["url"]
            yield Served(process, int(url.rpartition(":")[2]), log)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
