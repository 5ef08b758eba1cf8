"""What markdown-it reads in a Markdown text, in a form in which ours can be held against it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from tagengine.document.markdown.fragments import read
from tagengine.document.markdown.repairs import prepare
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ZONES = {"heading": Zone.HEADING, "list_item": Zone.LIST_ITEM, "table": Zone.TABLE}
_SHOWN = ("text", "text_special", "code_inline")
_BARE_URL = re.compile(
    r"""(?:(?:https?://|www\.)[^\s<>"'`)\]|*]*"""
    r"""|(?<![\w@/.-])(?:[\w-]{1,63}\.){1,5}(?:com|dev|edu|gov|org)/[^\s<>"'`)\]|*]+)"""
)
_MAILBOX = re.compile(r"[+\w.-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\b(?::[\w~/][\w.~/-]*)?")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")


class Leaf(NamedTuple):
    """A block of text: its zone, a heading's level, whether it is quoted, and its letters.

    Letters and digits only: blanks and marks are shown in more ways than one.
    """

    zone: Zone
    level: int
    quoted: bool
    letters: str


class Reading(NamedTuple):
    """All blocks that have letters, in order, and the addresses that are linked to."""

    leaves: list[Leaf]
    addresses: set[str]
    has_html: bool


def letters(text: str) -> str:
    """Return the letters and digits of a text, without bare addresses and emoji shortcodes."""
    for hidden in (_BARE_URL, _MAILBOX, _EMOJI):
        text = hidden.sub(" ", text)
    return "".join(character for character in text if character.isalnum())


def ours(text: str) -> Reading:
    """Return what we read."""
    fragments = read(text).fragments
    leaves = [_leaf(fragment) for fragment in fragments if fragment.zone is not Zone.URL]
    addresses = {
        normalizeLink(written)
        for fragment in fragments
        for piece in [*fragment.pieces, *fragment.aside]
        if Zone.URL in (fragment.zone, piece.zone) or piece.zone is Zone.BADGE
        for written in (piece.text, unescapeAll(piece.text))
    }
    return Reading([leaf for leaf in leaves if leaf.letters], addresses, False)


def _leaf(fragment: Fragment) -> Leaf:
    shown = letters(fragment.text())
    return Leaf(fragment.zone, fragment.level, fragment.quoted, shown)


def markdown_it(text: str) -> Reading:
    """Return what markdown-it reads in a text, when that is repaired and without front matter."""
    environment: dict[str, Any] = {}
    tokens = _PARSER.parse(prepare(text).text, environment)
    leaves = []
    zones, quotes, level = [Zone.BODY], 0, 0
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if name in _ZONES:
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            zones = [*zones, _ZONES[name]] if edge == "open" else zones[:-1]
        elif name == "blockquote":
            quotes += token.nesting
        elif token.type == "inline":
            leaves.append(Leaf(zones[-1], level, quotes > 0, letters(_visible(token.children))))
        elif token.type in ("fence", "code_block"):
            leaves.append(Leaf(Zone.CODE_BLOCK, 0, quotes > 0, letters(token.content)))
    inline = [child for token in tokens for child in token.children or []]
    addresses = {reference["href"] for reference in environment.get("references", {}).values()}
    addresses |= set(_addresses(inline))
    has_html = any(token.type.startswith("html_") for token in [*tokens, *inline])
    return Reading([leaf for leaf in leaves if leaf.letters], addresses - {""}, has_html)


def _visible(tokens: list[Token] | None) -> str:
    parts = []
    struck = autolinks = 0
    for token in tokens or []:
        if token.type in ("s_open", "s_close"):
            struck += token.nesting
        elif token.markup == "autolink":
            autolinks += token.nesting
        elif token.type in _SHOWN and not struck and not autolinks:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "image"):
            parts.append(" ")
    return "".join(parts)


def _addresses(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        address = token.attrs.get("href") or token.attrs.get("src")
        if address:
            yield (
                str(address).removeprefix("mailto:") if token.markup == "autolink" else str(address)
            )
        yield from _addresses(token.children or [])


def shown_letters(rendered: str) -> str:
    """Return the letters of HTML as a reader sees them."""
    return letters(html.unescape(re.sub("<[^>]*>", " ", rendered)))
