"""Texts of documents made harmless to look at: what nobody sees, or what turns text, is spelt out.

Escaping for HTML is not done here: the templates do that for every text.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import regex

_INVISIBLE = regex.compile(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]--[\t\u200c\u200d]]", regex.VERSION1
)
"""Controls, marks of direction, lone surrogates and the like; but not the tab, nor the joiners
(U+200C, U+200D), which emoji and some scripts are made of."""


class Piece(NamedTuple):
    """A part of a text: as it is, or (with `name`) the code of a character nobody sees."""

    text: str
    name: str = ""


def pieces(text: str) -> list[Piece]:
    """Return a text in pieces, every invisible character by itself as its code: U+202E."""
    found = []
    start = 0
    for match in _INVISIBLE.finditer(text):
        if match.start() > start:
            found.append(Piece(text[start : match.start()]))
        found.append(Piece(_code(match[0]), unicodedata.name(match[0], "control character")))
        start = match.end()
    if start < len(text):
        found.append(Piece(text[start:]))
    return found


def one_line(text: str, width: int = 200) -> str:
    """Return a text on one line, at most `width` characters, invisible characters as codes."""
    flat = _INVISIBLE.sub(lambda match: f"[{_code(match[0])}]", " ".join(text.split()))
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
