"""Link reference definitions, `[label]: url "title"`, read from the lines of a text.

They are those of https://spec.commonmark.org/0.31.2/#link-reference-definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

# Most definitions are a line, with nothing in it that would have to be decoded.
_PLAIN = re.compile(
    r"""\[([^\[\]\\]+)\]:[ \t]*
    (?=\S)(?!//)((?:https?://[a-z0-9.-]+(?=[/?#\s]|$))?[A-Za-z0-9._~/?\#=+,;@!$-]*)
    ([ \t]+(?:"[^"\\]*"|'[^'\\]*'))?[ \t]*$""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r"""\[(?P<label>(?:[^\[\]\\]|\\[\s\S])*)\]:[ \t\n]*
    (?:<(?P<bracketed>(?:[^<>\n\\]|\\.)*)>
    |(?!<)(?P<bare>(?:[^\x00-\x20\x7f\\]|\\(?:[^ \n]|(?=\n|\Z)))+))
    (?:[ \t\n]+
    (?P<title>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?
    [ \t]*(?=\n|\Z)""",
    re.VERBOSE,
)
_TITLE_MARKS = ('"', "'", "(")
_PARENTHESIS = re.compile(r"\\.|([()])", re.DOTALL)
_PARENTHESES = 32  # inside each other


class Reference(NamedTuple):
    """What a label stands for, and the lines `[first, end)` that say so."""

    url: str
    first: int
    end: int


class Definition(NamedTuple):
    """What is defined, the label normalized, in how many lines."""

    label: str
    url: str
    lines: int


def normalized(label: str) -> str:
    """Return a label in the form in which it equals others that mean the same."""
    return " ".join(label.split()).lower().upper()


def read(lines: Iterator[str]) -> Definition | None:
    """Return what the first lines of a text define; they have no indent. None if they do not."""
    first = next(lines)
    following = ""
    plain = _PLAIN.match(first)
    if plain is not None:
        if plain[3] is None:
            following = next(lines, "")
        if plain[3] is not None or not following.startswith(_TITLE_MARKS):
            label = normalized(plain[1])
            return Definition(label, plain[2], 1) if label else None
    elif "]" in first and "]:" not in first:
        return None
    return _read_any([first, following] if following else [first], lines)


def _read_any(gathered: list[str], lines: Iterator[str]) -> Definition | None:
    """Return what lines define, gathering more of them for as long as these may go on."""
    while True:
        text = "\n".join(gathered)
        found = _DEFINITION.match(text)
        is_whole = found is not None and (
            found["title"] is not None
            or (found.end() + 1 < len(text) and text[found.end() + 1] not in _TITLE_MARKS)
        )
        more = [] if is_whole else [*islice(lines, len(gathered))]
        if not more:
            break
        gathered += more
    if found is None:
        return None
    written = found["bracketed"]
    if written is None:
        written = found["bare"]
        if not _is_balanced(written):
            return None
    label, url = normalized(found["label"]), _url(written)
    if not label or url is None:
        return None
    return Definition(label, url, text.count("\n", 0, found.end()) + 1)


def _is_balanced(written: str) -> bool:
    depth = 0
    for found in _PARENTHESIS.finditer(written):
        depth += {"(": 1, ")": -1, None: 0}[found[1]]
        if not 0 <= depth <= _PARENTHESES:
            return False
    return depth == 0


def _url(written: str) -> str | None:
    """Return a URL as markdown-it normalizes it; None for one that it does not let through."""
    from markdown_it.common.normalize_url import normalizeLink, validateLink  # noqa: PLC0415 -- rare
    from markdown_it.common.utils import unescapeAll  # noqa: PLC0415

    url = normalizeLink(unescapeAll(written))
    return url if validateLink(url) else None
