"""What readers of the formats fill: fragments in order, their marks inside read by one regex.

A format names what it marks by the groups of its regex, a number after the name telling several
of a kind apart: `text` and `link` (read again inside), `code`, `url`, `alt` (of a picture), `image`
(its address), `comment`, `entity`, `space`, `name` (of a text that is shown there).
What a match has outside of its groups is markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tagengine.document.markdown.collecting import EMAIL
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.letters import with_known_letters
from tagengine.text.words import CJK

URL = (
    r"(?P<url_>(?:https?://|www\.)[^\s<>\"'`)\]|*]*[^\s<>\"'`)\]|*.,;:!?]|"
    rf"{EMAIL})"
)
"""A bare address, of a page or of a mailbox."""

SPACE = r"(?P<space_>[ \t]*\r?\n[ \t]*|[ \t]{2,}|\t)"
"""White space that is shown as one space."""

ENTITY = r"(?P<entity_>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
"""A character by its name or number, as in HTML."""

EMOJI = r"(?P<emoji_>(?<!\w):[a-z][a-z0-9_+-]{1,40}:(?!\w))"
"""A shortcode."""

_BADGE = re.compile(
    r"shields\.io|badge|travis-ci|codecov|coveralls|circleci|appveyor|snyk\.io|codacy"
    r"|/actions/workflows/|\bstatus\.svg|zenodo\.org|opencollective|isitmaintained|contrib\.rocks"
    r"|gitter\.im|readthedocs\.org/projects/[^/]+/badge|pypip\.in|landscape\.io|requires\.io"
)
_ASIDE = {
    "url": Zone.URL,
    "comment": Zone.HTML_COMMENT,
    "emoji": Zone.EMOJI,
    "alt": Zone.IMAGE_ALT,
    "image": Zone.URL,
}
_IN_TEXT = ("text", "link", "code", "entity", "name")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
_LONGEST_PART = 400  # characters
_STAR = re.compile(r"(?:(?<=(?<!\\)\])|(?<=(?<!\\)\.)|(?<=\\S)|(?<=\\w))\*")
_PLUS = re.compile(r"(?:(?<=(?<!\\)\])|(?<=(?<!\\)\.)|(?<=\\S)|(?<=\\w))\+")
LONGEST_HEADING = 400
"""Characters of a line, up to which it may be a heading."""

_DEPTH = 4  # marks inside of marks that are read
_SHOWN = 20_000  # characters that are shown in place of names, at most


class Sheet:
    """The fragments of one text, in the order in which they are added."""

    def __init__(self, source: str, marks: re.Pattern[str]) -> None:
        self.source = source
        self.fragments: list[Fragment] = []
        self.named: dict[str, str] = {}  # texts that are shown in place of a name, in lower case
        self._marks = marks
        self._shown = 0  # characters of them

    def add(self, zone: Zone, start: int, end: int, level: int = 0) -> None:
        """Add the text of a heading, a paragraph, an item, a cell; marks inside are read."""
        text = self.source[start:end]
        start, end = end - len(text.lstrip()), start + len(text.rstrip())
        if end > start:
            fragment = Fragment(zone, level)
            self.read(fragment, start, end, None)
            if fragment.pieces or fragment.aside:
                self.fragments.append(fragment)

    def add_whole(self, zone: Zone, start: int, end: int, language: str = "") -> None:
        """Add code, a comment or an address: characters that have no marks inside."""
        blank = _BLANK_LINES.match(self.source, start, end)
        start = blank.end() if blank else start
        end = start + len(self.source[start:end].rstrip())
        if end > start:
            piece = Piece(self.source[start:end], start, end)
            self.fragments.append(Fragment(zone, pieces=[piece], language=language.lower()))

    def read(
        self, fragment: Fragment, start: int, end: int, zone: Zone | None, depth: int = 0
    ) -> None:
        """Add pieces of the source to a fragment; `zone` is that of its plain text."""
        position = start
        for mark in self._marks.finditer(self.source, start, end):
            fragment.pieces.extend(literal(self.source, position, mark.start(), zone))
            position = mark.end()
            self._take(fragment, mark, zone, depth)
        fragment.pieces.extend(literal(self.source, position, end, zone))

    def _take(self, fragment: Fragment, mark: re.Match[str], zone: Zone | None, depth: int) -> None:
        groups = mark.groupdict().items()
        found = [(mark.span(name), name.rstrip("_0123456789")) for name, text in groups if text]
        for (start, end), kind in sorted(found):
            if kind in ("text", "link"):
                inner = Zone.LINK_TEXT if kind == "link" and zone is None else zone
                if depth < _DEPTH:
                    self.read(fragment, start, end, inner, depth + 1)
                else:
                    fragment.pieces.extend(literal(self.source, start, end, inner))
            elif kind == "code":
                fragment.pieces.extend(literal(self.source, start, end, Zone.INLINE_CODE))
            elif kind == "entity":
                seen = with_known_letters(html.unescape(self.source[start:end])).replace(
                    "\xa0", " "
                )
                fragment.pieces.append(Piece(seen, start, end, zone))
            elif kind == "name":
                fragment.pieces.append(Piece(self._named(self.source[start:end]), start, end, zone))
            elif kind in _ASIDE:
                badge = kind in ("alt", "image") and is_badge(mark[0])
                aside = Zone.BADGE if badge else _ASIDE[kind]
                fragment.aside.append(Piece(self.source[start:end], start, end, aside))
        if not any(kind in _IN_TEXT for _, kind in found) and found:
            fragment.pieces.append(Piece(" ", mark.end(), mark.end(), zone))

    def _named(self, name: str) -> str:
        """Return the text that is shown in place of a name: a space where there is none."""
        text = self.named.get(name.lower(), " ")
        self._shown += len(text)
        return text if self._shown <= _SHOWN else " "


def is_badge(text: str) -> bool:
    """Tell by its address, or what is in its place, whether a picture is a badge."""
    return _BADGE.search(text) is not None


def literal(source: str, start: int, end: int, zone: Zone | None) -> Iterator[Piece]:
    """Yield characters as they stand; a border of CJK and other text becomes a word border."""
    if end <= start:
        return
    text = source[start:end]
    position = 0
    if not text.isascii():
        for run in CJK.finditer(text):
            for first, last in ((position, run.start()), run.span()):
                if last > first:
                    yield Piece(text[first:last], start + first, start + last, zone)
                    yield Piece(" ", start + last, start + last, zone)
            position = run.end()
    if position < len(text):
        yield Piece(text[position:], start + position, end, zone)


def marks(*alternatives: str) -> re.Pattern[str]:
    """Return the regex of a format's marks, the first alternative that fits counts.

    No part of a mark is longer than a limit, so the time grows with the length only.
    """
    bounded = _STAR.sub(f"{{0,{_LONGEST_PART}}}", "|".join(alternatives))
    return re.compile(_PLUS.sub(f"{{1,{_LONGEST_PART}}}", bounded), re.VERBOSE)
