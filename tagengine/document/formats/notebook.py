"""Jupyter notebooks (https://nbformat.readthedocs.io/): cells of Markdown, and of code.

The JSON is read with its places, and as far as it goes: a notebook that was cut has the cells
before the cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tagengine.document.formats.mapped import MappedText
from tagengine.document.markdown import fragments as markdown
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.letters import with_known_letters

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|[{}\[\],]', re.DOTALL)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\"\\/bfnrt]"
)
_LANGUAGE = re.compile(
    r'"(?:language_info|kernelspec)"\s*:\s*\{[^{}]*?"(?:name|language)"\s*:\s*"(\w+)"'
)
_TEXTS = ("source", "input")
_DEPTH = 64  # nested deeper there is no cell


@dataclass(slots=True)
class _Cell:
    kind: str = ""
    text: MappedText = field(default_factory=MappedText)


def read(source: str) -> list[Fragment]:
    """Return the fragments of a notebook."""
    found = _LANGUAGE.search(source)
    language = found[1].lower() if found else "python"
    fragments: list[Fragment] = []
    for cell in _cells(source):
        if cell.kind in ("markdown", "heading"):
            fragments.extend(
                map(cell.text.placed, markdown.read(with_known_letters(cell.text.text)).fragments)
            )
        elif cell.kind == "code" and cell.text.text.strip():
            pieces = list(cell.text.parts(Piece(cell.text.text, 0, cell.text.length)))
            fragments.append(Fragment(Zone.CODE_BLOCK, pieces=pieces, language=language))
    return fragments


def _cells(source: str) -> Iterator[_Cell]:
    """Yield the cells of a notebook, as far as its JSON goes."""
    path: list[str | None] = []  # for each object that is open its key, None for an array
    wants_key = False
    cell = _Cell()
    for token in _TOKEN.finditer(source):
        mark = token[0]
        if mark in ("{", "["):
            if len(path) > _DEPTH:
                return
            path.append(None if mark == "[" else "")
            wants_key = mark == "{"
        elif mark in ("}", "]"):
            if mark == "}" and path[-3:-1] == ["cells", None]:
                yield cell
                cell = _Cell()
            if path:
                path.pop()
            wants_key = False
        elif mark == ",":
            wants_key = bool(path) and path[-1] is not None
        elif wants_key:
            path[-1] = token[1]
            wants_key = False
        else:
            _take(cell, path, token)
    if cell.kind:
        yield cell


def _take(cell: _Cell, path: list[str | None], token: re.Match[str]) -> None:
    """Keep a text of a cell: its type, or a part of what it says."""
    own = path[path.index("cells") + 2 :] if "cells" in path else []
    if own == ["cell_type"]:
        cell.kind = token[1]
    elif own and own[0] in _TEXTS and own[1:] in ([], [None]):
        _add_string(cell.text, token)


def _add_string(text: MappedText, token: re.Match[str]) -> None:
    """Add a string of JSON; each escape is its own part."""
    written, start = token[1], token.start(1)
    position = 0
    for escape in _ESCAPE.finditer(written):
        text.add(written[position : escape.start()], start + position, start + escape.start())
        text.add(json.loads(f'"{escape[0]}"'), start + escape.start(), start + escape.end())
        position = escape.end()
    text.add(written[position:], start + position, start + len(written))
