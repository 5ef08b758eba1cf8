"""The table of formats, and a record file read by one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from tagengine.errors import Code, Problem
from tagengine.metadata.record_files import front_matter, json_text, toml_text, yaml_text
from tagengine.metadata.record_files.nodes import Node
from tagengine.metadata.record_files.reading import RecordFile, Syntax, UnreadableError
from tagengine.text.lines import Lines

FRONT_MATTER = "front-matter"
JSON_LINES = "json-lines"
_BOM = "\ufeff"
_PARSERS: dict[str, tuple[Syntax, Callable[[str, int], list[Node]]]] = {
    "yaml": (Syntax.YAML, yaml_text.parse),
    "json": (Syntax.JSON, json_text.parse),
    "toml": (Syntax.TOML, toml_text.parse),
    JSON_LINES: (Syntax.JSON, json_text.parse),
}
NAMES = (*_PARSERS, FRONT_MATTER)
_SUFFIXES = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml",
    ".jsonl": JSON_LINES, ".ndjson": JSON_LINES,
    ".md": FRONT_MATTER, ".markdown": FRONT_MATTER, ".mdx": FRONT_MATTER,
    ".mdown": FRONT_MATTER, ".mkd": FRONT_MATTER,
}  # fmt: skip
_LINE = re.compile(r"[^\r\n]+")


def format_of(path: str) -> str | None:
    """Return the format that a file's ending tells, or None."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


def read(path: str, text: str, form: str) -> RecordFile:
    """Return what a text holds; parts that cannot be read become problems, the rest counts."""
    start = len(_BOM) if text.startswith(_BOM) else 0
    lines = Lines(text, start)
    problems: list[Problem] = []
    roots: list[Node] = []
    syntax, body = Syntax.YAML, None

    def noted(error: UnreadableError) -> None:
        code = Code.SYNTAX.value
        problems.append(Problem(path, *lines.place(error.at), error.problem, error.hint, code))

    if form == JSON_LINES:
        syntax = Syntax.JSON
        for found in _LINE.finditer(text, start):
            if not found[0].isspace():
                try:
                    roots += json_text.parse(found[0], found.start())
                except UnreadableError as error:
                    noted(error)
    else:
        try:
            if form == FRONT_MATTER:
                roots, syntax, body = front_matter.parse(text, start)
            else:
                syntax, parse = _PARSERS[form]
                roots = parse(text[start:], start)
        except UnreadableError as error:
            noted(error)
    return RecordFile(path, text, form, syntax, tuple(roots), body, tuple(problems), lines)
