"""Texts of documents made harmless to look at: what nobody sees, or turns text, is spelled out."""

from __future__ import annotations

import unicodedata

import regex
from markupsafe import Markup, escape

_INVISIBLE = regex.compile(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]--[\t\u200c\u200d]]", regex.VERSION1
)
"""Controls, marks of direction and lone surrogates; but not the tab, nor the joiners
(U+200C, U+200D), which emoji and some scripts are made of."""
_CODE = Markup('<span class="code" title="{}">{}</span>')


def visible(text: str) -> Markup:
    """Return a text as HTML, escaped, every invisible character as its code: U+202E."""
    if not _INVISIBLE.search(text):
        return escape(text)
    return Markup(_INVISIBLE.sub(lambda match: _spelled_out(match[0]), escape(text)))  # noqa: S704


def one_line(text: str, width: int = 200) -> str:
    """Return a text on one line, at most `width` characters, invisible characters as codes."""
    flat = _INVISIBLE.sub(lambda match: f"[{_code(match[0])}]", " ".join(text.split()))
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"


def _spelled_out(character: str) -> Markup:
    return _CODE.format(unicodedata.name(character, "control character"), _code(character))


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
