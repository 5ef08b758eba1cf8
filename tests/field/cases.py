"""A folder of a case, tried: what its commands, or the server, say to its input."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

_SECONDS = 60
_OWN = ("command.txt", "expect.txt")


@dataclass(frozen=True)
class Step:
    """What a command said: its exit code and texts; of a request its status and body."""

    command: str
    code: int
    output: str
    error: str


@dataclass(frozen=True)
class Seen:
    """What was seen of a case: its steps in order, and the texts of its files afterwards."""

    steps: tuple[Step, ...]
    files: dict[str, str]

    @property
    def last(self) -> Step:
        """The last step."""
        return self.steps[-1]

    @property
    def tags(self) -> list[str]:
        """The names of all tags in the JSON that the last step printed, in order."""
        found: list[str] = []
        for line in self.last.output.splitlines():
            try:
                found += _names(json.loads(line))
            except ValueError:
                continue
        return found


@dataclass(frozen=True)
class Case:
    """A case: its folder, whose name begins with its kind, and what is expected."""

    folder: Path

    @property
    def kind(self) -> str:
        """What goes wrong in this kind of case, as a short mark: 'p1'."""
        return self.folder.name.partition("-")[0]

    @property
    def expected(self) -> str:
        """The expected answer, in words."""
        return (self.folder / "expect.txt").read_text("utf-8").strip()

    def run(self, client: TestClient) -> Seen:
        """Return what is seen when the case is tried in a copy of its folder."""
        commands = (self.folder / "command.txt").read_text("utf-8").split("\n")
        if not any(commands):
            return Seen((self._ask(client),), {})
        with tempfile.TemporaryDirectory(prefix="field") as parent:
            copy = Path(parent, "case")
            shutil.copytree(self.folder, copy)
            for name in _OWN:
                (copy / name).unlink(missing_ok=True)
            steps = tuple(_run(command, copy) for command in commands if command)
            return Seen(steps, dict(_texts(copy)))

    def _ask(self, client: TestClient) -> Step:
        """Send the request that `how.txt` describes: 'POST /tag, Content-Type: text/markdown'."""
        how = (self.folder / "how.txt").read_text("utf-8").strip()
        line, _, header = how.partition(", ")
        method, path = line.split(" ")
        body = next(self.folder.glob("request.*")).read_bytes()
        key, _, value = header.partition(": ")
        answer = client.request(method, path, content=body, headers={key: value})
        return Step(how, answer.status_code, _content(answer.text), "")


def cases_in(folder: Path) -> list[Case]:
    """Return the cases in a folder, by name."""
    return [Case(file.parent) for file in sorted(folder.glob("*/expect.txt"))]


def _run(command: str, folder: Path) -> Step:
    words = shlex.split(command)
    assert words[0] == "tagengine", command
    done = subprocess.run(
        [sys.executable, "-m", "tagengine", *words[1:]],
        check=False,
        cwd=folder,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=_SECONDS,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    output, error = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return Step(command, done.returncode, output, error)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text("utf-8", "replace")


def _content(body: str) -> str:
    """Return the text that a completion holds; another body as it is."""
    try:
        content: str = json.loads(body)["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError, ValueError):
        return body
    return content


def _names(data: Any) -> Iterator[str]:
    """Yield the names of the tags in the values of all keys `tags`, at any depth."""
    if isinstance(data, list):
        for item in data:
            yield from _names(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key != "tags":
                yield from _names(value)
            elif isinstance(value, list):
                yield from (_name(one) for one in value)


def _name(tag: Any) -> str:
    """Return a tag's name: it stands last in an object."""
    return str(list(tag.values())[-1] if isinstance(tag, dict) else tag)
