"""Fragments in the making: what the text of a document becomes, piece by piece."""

from __future__ import annotations

import html
import re
from functools import cache
from html.entities import html5

import ahocorasick_rs
from msgspec.structs import replace

from tagengine.document.pieces import BREAK, Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.beyond_ascii import characters_beyond_ascii
from tagengine.text.letters import with_known_letters
from tagengine.text.words import CJK

_EMOJI_NAME = "(?:(?=[0-9_+-]{0,9}[a-z])[a-z0-9_+-]{1,48}|[+-]1)"
_EMOJI = rf"(?P<emoji>:(?<!\w:)(?<!::){_EMOJI_NAME}:(?::{_EMOJI_NAME}:){{0,9}}(?![\w:]))"
_ADDRESS = r"""[^\s<>"'`)\]|*]+"""
EMAIL = r"(?<![+\w.-])[+\w.-]{1,64}@(?:[\w-]{1,63}\.){1,9}[A-Za-z]{2,63}\b"
_EMAIL = re.compile(EMAIL)
_HOST = re.compile(r"\.(?:com|dev|edu|gov|org)/")
_URL = (
    rf"(?P<url>(?<!\w)(?:https?|HTTPS?|ftp|git|ssh)://{_ADDRESS}|www\.{_ADDRESS}"
    rf"|{EMAIL}(?::[\w~/][\w.~/-]*)?"
    rf"|(?<![\w@/.-])(?:[\w-]{{1,63}}\.){{1,5}}(?:com|dev|edu|gov|org)/{_ADDRESS})"
)
_BLANKS = r"(?P<blanks>[ \t](?:[ \t]+(?:\r?\n[ \t>]*)?|\r?\n[ \t>]*)|\n[ \t>]+|\r\n[ \t>]*)"
_CJK = f"(?P<cjk>{CJK.pattern})"
_ENTITY = r"(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_ANY_ENTITY = re.compile(_ENTITY)
_WITHOUT_BLANK = ("cjk", "entity")  # nothing stands for them where no text is before them
_BADGE = ahocorasick_rs.AhoCorasick((
    *("shields.io", "badge", "travis-ci", "codecov", "coveralls", "circleci", "appveyor"),
    *("snyk.io", "codacy", "/actions/workflows/", "status.svg", "zenodo.org", "opencollective"),
    *("isitmaintained", "contrib.rocks"),
))  # fmt: skip

_HEADING, _INLINE_CODE = Zone.HEADING, Zone.INLINE_CODE  # which takes time to look up


@cache
def _special(blanks: bool, url: bool, emoji: bool, cjk: bool, entity: bool) -> re.Pattern[str]:
    """Return what finds the kinds of special text that there may be; the fewer, the faster."""
    kinds = ((emoji, _EMOJI), (url, _URL), (blanks, _BLANKS), (cjk, _CJK), (entity, _ENTITY))
    return re.compile("|".join(pattern for is_there, pattern in kinds if is_there))


class Collector:
    """Collects the fragments of one source, in order; `zone` is that of what is collected now.

    It is None for a block's own text. HTML may open a heading in one block and close it in a later
    one: `html_zone` and `html_level` are those of what is open.
    """

    __slots__ = (
        *("source", "fragments", "zone", "html_level", "html_zone", "block_zone", "block_level"),
        *("_fragment_zone", "_level", "_is_in_quote", "_is_quoted", "_pieces", "_aside"),
        *("_images", "_has_tabs", "_has_cjk"),
    )

    def __init__(self, source: str) -> None:
        self.source = source
        self.fragments: list[Fragment] = []
        self.zone: Zone | None = None
        self.html_level = 0
        self.html_zone: Zone | None = None
        self.block_zone = Zone.BODY
        self.block_level = 0
        self._is_in_quote = False
        # The fragment that is open.
        self._fragment_zone = Zone.BODY
        self._level = 0
        self._is_quoted = False
        self._pieces: list[Piece] = []
        self._aside: list[Piece] = []
        self._images: list[list[Piece]] = []  # what was collected before each that is open
        self._has_tabs = "\t" in source or "\r" in source
        self._has_cjk = CJK.search(characters_beyond_ascii(source)) is not None

    def begin_block(self, zone: Zone, level: int, quoted: bool) -> None:
        """Begin a block; what HTML left open goes on in it, unless it is a heading."""
        self.zone, self._is_in_quote = None, quoted
        self.block_zone, self.block_level = zone, level
        if zone is _HEADING:
            self.enter(zone, level)
            self.html_level = 0
        else:
            self.enter(self.html_zone or zone, self.html_level)

    def enter(self, zone: Zone, level: int) -> None:
        """Begin a new fragment."""
        while self._images:  # what was to be an alternative text is text
            self._pieces[:0] = self._images.pop()
        pieces, aside = self._pieces, self._aside
        if pieces or aside:
            self.fragments.append(
                Fragment(self._fragment_zone, self._level, self._is_quoted, pieces, aside, "")
            )
            self._pieces, self._aside = [], []
        self._fragment_zone, self._level, self._is_quoted = zone, level, self._is_in_quote
        self.html_level = level
        self.html_zone = None if zone is self.block_zone else zone

    def end(self) -> list[Fragment]:
        """Return all fragments."""
        self.enter(Zone.BODY, 0)
        return self.fragments

    def add_code_block(self, start: int, end: int, quoted: bool, language: str) -> None:
        """Add a block of code, as it is in the source."""
        level, zone = self.html_level, self.html_zone
        self.enter(self.block_zone, 0)
        self.html_level, self.html_zone = level, zone
        pieces = [Piece(self.source[start:end], start, end)]
        self.fragments.append(Fragment(Zone.CODE_BLOCK, 0, quoted, pieces, [], language))

    def add(self, start: int, end: int, *, is_html: bool = False) -> None:
        """Add the source's characters, but URLs and emoji shortcodes, which are no text.

        Several blanks are shown as one, and so is a line end after which there is markup; the
        borders of CJK writing become borders of words.
        """
        text = self.source[start:end]
        if is_html and text[0] == "\n" and not text[1:].strip(" \t"):  # between the lines of tags
            self._pieces.append(Piece(" ", start, start, self.zone))
            return
        emoji = ":" in text
        email = "@" in text and _EMAIL.search(text) is not None
        url = (emoji and "://" in text) or "www." in text or email
        url = url or ("/" in text and _HOST.search(text) is not None)
        blanks = "  " in text or (self._has_tabs and ("\t" in text or "\r" in text))
        entity = False
        if is_html:
            blanks = blanks or "\n" in text
            entity = "&" in text
        cjk = self._has_cjk and not text.isascii() and CJK.search(text) is not None
        if emoji or url or blanks or cjk or entity:
            self._add_special(text, start, self.zone, _special(blanks, url, emoji, cjk, entity))
        elif text[-1] == "\n":
            self._pieces.append(Piece(f"{text[:-1]} ", start, end - 1, self.zone))
        else:
            self._pieces.append(Piece(text, start, end, self.zone))

    def _add_special(
        self, text: str, start: int, zone: Zone | None, specials: re.Pattern[str]
    ) -> None:
        pieces = self._pieces
        position, end = 0, start + len(text)
        for special in specials.finditer(text):
            at, behind = special.span()
            kind = special.lastgroup
            if at > position or kind not in _WITHOUT_BLANK:
                shown = text[position:at] if kind == "entity" else f"{text[position:at]} "
                pieces.append(Piece(shown, start + position, start + at, zone))
            if kind == "url":
                behind = at + len(special[0].rstrip(".,;:!?"))
                self.put_aside(start + at, start + behind, Zone.URL)
            elif kind == "emoji":
                self.put_aside(start + at, start + behind, Zone.EMOJI)
            elif kind == "cjk":
                pieces.append(Piece(f"{special[0]} ", start + at, start + behind, zone))
            elif kind == "entity":
                self.add_decoded(decoded(special[0]), start + at, start + behind)
            position = behind
        if text.endswith("\n", position):
            pieces.append(Piece(f"{text[position:-1]} ", start + position, end - 1, zone))
        elif position < len(text):
            pieces.append(Piece(text[position:], start + position, end, zone))

    def add_code(self, start: int, end: int) -> None:
        """Add code inside a text."""
        text = self.source[start:end]
        cjk = self._has_cjk and not text.isascii() and CJK.search(text) is not None
        if cjk or "\n" in text:
            specials = _special(True, False, False, cjk, False)
            self._add_special(text, start, _INLINE_CODE, specials)
        else:
            self._pieces.append(Piece(text, start, end, _INLINE_CODE))

    def add_decoded(self, text: str, start: int, end: int) -> None:
        """Add what an entity stands for."""
        shown = with_known_letters(text).replace("\xa0", " ")
        self._pieces.append(Piece(shown, start, end, self.zone))

    def add_blank(self, at: int) -> None:
        """Add a blank, which stands for something before a place that is not shown as text."""
        if self._pieces:
            last = self._pieces[-1]
            if len(last.text) == last.end - last.start or last.is_literal:
                self._pieces[-1] = Piece(f"{last.text} ", last.start, last.end, last.zone)
                return
        self._pieces.append(Piece(" ", at, at, self.zone))

    def add_break(self, start: int, end: int) -> None:
        """Add a break, for markup that ends a line or a block."""
        self._pieces.append(Piece(BREAK, start, end))

    def put_aside(self, start: int, end: int, zone: Zone) -> None:
        """Add what is not part of the text: a URL, an alternative text, a comment."""
        if end > start:
            text = self.source[start:end]
            if "&" in text:
                text = with_known_letters(decoded(text))
            self._aside.append(Piece(text, start, end, zone))

    def open_image(self) -> None:
        """Collect what follows as the alternative text of an image."""
        self._images.append(self._pieces)
        self._pieces = []

    def close_image(self, url: str, start: int, end: int) -> None:
        """End the alternative text of an image, whose URL stands at `[start, end)`."""
        is_badge = is_badge_url(url)
        if self._images:
            zone = Zone.BADGE if is_badge else Zone.IMAGE_ALT
            self._aside.extend([replace(piece, zone=zone) for piece in self._pieces])
            self._pieces = self._images.pop()
        self.put_aside(start, end, Zone.BADGE if is_badge else Zone.URL)


def decoded(text: str) -> str:
    """Return a text with what its entities stand for; an address may have `&copy=` in it."""
    return _ANY_ENTITY.sub(_decode, text) if "&" in text else text


def _decode(entity: re.Match[str]) -> str:
    name = entity[0][1:]
    return html.unescape(entity[0]) if name[0] == "#" else html5.get(name, entity[0])


def is_badge_url(url: str) -> bool:
    """Return whether a URL is that of a badge: the state of a build, a version, a number."""
    return bool(_BADGE.find_matches_as_indexes(url))
