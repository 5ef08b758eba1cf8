"""What all formats share: the file that is read, the limit of nesting, and the error of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from tagengine.errors import Problem
from tagengine.metadata.record_files.nodes import Node
from tagengine.text.lines import Lines

DEPTH_LIMIT = 100
TOO_DEEP = ("nested too deeply", f"at most {DEPTH_LIMIT} levels are read")


class Syntax(Enum):
    """How lists and texts are written where the records are."""

    YAML = "yaml"
    JSON = "json"
    TOML = "toml"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file's text and what it holds.

    `form` is the name of its format; `roots` are its documents; `body` is where the Markdown after
    front matter begins (a character offset), None for other formats; `problems` are the parts that
    could not be read.
    """

    path: str
    text: str
    form: str
    syntax: Syntax
    roots: tuple[Node, ...]
    body: int | None
    problems: tuple[Problem, ...]
    lines: Lines

    def problem(
        self, at: int, problem: str, hint: str = "", code: str = "", **others: Any
    ) -> Problem:
        """Return a problem of this file at a character; `others` are fields of `Problem`."""
        return Problem(self.path, *self.lines.place(at), problem, hint, code, **others)


class UnreadableError(Exception):
    """What cannot be read as it should be: the character where, what is wrong, what to do."""

    def __init__(self, at: int, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem
        self.hint = hint
