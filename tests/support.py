"""A small rule folder for tests, the command line run in this process, and where gold may be."""

from __future__ import annotations

import os
import pty
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import NoReturn, TypeVar

import hypothesis
import pytest
from hypothesis import HealthCheck

from tagengine import Engine, RuleErrors, cli
from tagengine.document.document import Document
from tagengine.document.reading import read
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.sources import load
from tagengine.rules.zones import ZONE_NAMES, Settings

T = TypeVar("T", bound=Callable[..., object])

_SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = _SHARED / "gold" / "dev.jsonl"
SEED = _SHARED / "seed-prompt.txt"

# Settings of the tests' own: the shipped ones are tuned from time to time.
SETTINGS = Path(__file__).resolve().parent / "zones.yaml"

VOCABULARY = """\
- {id: 1, name: database}
- {id: 2, name: "cache "}
- {id: 3, name: lib}
"""


def needs_gold(test: T) -> T:
    """Mark a test of real READMEs, which not everybody may have: slow, and skipped without them."""
    there = pytest.mark.skipif(not GOLD.exists(), reason="the gold READMEs are not at hand")
    marked: T = pytest.mark.slow(there(test))
    return marked


def needs_seed(test: T) -> T:
    """Mark a test of the real request, as `needs_gold` does those of READMEs."""
    there = pytest.mark.skipif(not SEED.exists(), reason="the seed prompt is not at hand")
    marked: T = pytest.mark.slow(there(test))
    return marked


def on_a_terminal(*command: str | Path, text: str = "", folder: Path | None = None) -> str:
    """Return what a program prints on a terminal of 80 columns: its output, errors and colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        process = subprocess.Popen(
            command, stdin=given, stdout=theirs, stderr=theirs, env=environment, cwd=folder
        )
    os.close(theirs)
    parts = []
    with suppress(OSError):  # the end of a terminal's output is an error
        while part := os.read(ours, 65536):
            parts.append(part)
    os.close(ours)
    process.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def missing(what: str, how: str) -> NoReturn:
    """Fail, and say what to install; only slow tests need more than Python packages."""
    pytest.fail(f"{what} is not installed ({how})")


def is_full() -> bool:
    """Return whether all is tried (`--run-slow`), or in a quick run a part of very many cases."""
    return hypothesis.settings.get_current_profile_name() == "full"


def examples(number: int = 100, *allowed: HealthCheck) -> hypothesis.settings:
    """Settings of a hypothesis test: all examples in a full run, a fifth in a quick one."""
    share = hypothesis.settings().max_examples / 100
    return hypothesis.settings(
        max_examples=max(5, round(number * share)),
        suppress_health_check=[HealthCheck.too_slow, *allowed],
    )


@dataclass(frozen=True)
class Folder:
    """A folder of rule files: the tests' settings, three tags, and what a test writes."""

    path: Path

    def __post_init__(self) -> None:
        self.path.mkdir()
        self.write("vocabulary.yaml", VOCABULARY)
        self.write("zones.yaml", SETTINGS.read_text("utf-8"))

    def write(self, name: str, text: str) -> None:
        """Write a rule file, its indentation removed."""
        (self.path / name).write_text(dedent(text), "utf-8")

    def write_rules(self, tag: str, rules: str) -> None:
        """Write the file of a tag; `rules` are the items of its list of rules."""
        items = "".join(f"  {line}\n" for line in dedent(rules).strip().splitlines())
        self.write(f"{tag}.yaml", f"tag: {tag}\nrules:\n{items}")

    def load(self) -> RuleSet:
        """Return the rule set."""
        return load(self.path)

    def engine(self) -> Engine:
        """Return an engine with the rules."""
        return Engine.load(self.path)

    def problems(self) -> list[str]:
        """Return the problems of the files, without the folder's path."""
        with pytest.raises(RuleErrors) as caught:
            self.load()
        return str(caught.value).replace(f"{self.path}/", "").splitlines()


class CommandLine:
    """Runs commands in this process; keeps what they wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Return exit code, standard output and standard error of a command."""
        code = cli.main([str(argument) for argument in arguments])
        output, error = self._capsys.readouterr()
        return code, output, error


def zones_of(document: Document) -> list[tuple[str, str]]:
    """Return a document's text by zone: neighbouring runs of one zone joined, blanks trimmed."""
    stops = [*document.starts[1:], len(document.text)]
    joined: list[tuple[str, str]] = []
    for run, start, stop in zip(document.runs, document.starts, stops, strict=True):
        text = document.text[start:stop]
        if joined and joined[-1][0] == ZONE_NAMES[run.zone] and "\v" not in joined[-1][1]:
            joined[-1] = (joined[-1][0], joined[-1][1] + text)
        else:
            joined.append((ZONE_NAMES[run.zone], text))
    trimmed = [(zone, " ".join(text.split())) for zone, text in joined]
    return [(zone, text) for zone, text in trimmed if text]


def zones_in(text: str, settings: Settings) -> list[tuple[str, str]]:
    """Return the zones of a Markdown text (see `zones_of`)."""
    return zones_of(read(dedent(text), settings))


def read_one_line(command: list[str]) -> tuple[int, bytes]:
    """Run a command whose reader goes away after a line; return exit code and standard error."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
        return process.wait(), error
