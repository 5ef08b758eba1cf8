"""HTML pages: what a browser shows of them, without menus, scripts and styles."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import EMOJI, ENTITY, URL, Sheet, marks
from tagengine.document.markdown.html_tokens import Comment, Tag, token_at
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone

_MARKS = marks(r"(?P<space_>\s{2,}|[\t\r\n])", URL, ENTITY, EMOJI)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
))  # fmt: skip
_ZONES = {
    "li": Zone.LIST_ITEM, "dd": Zone.LIST_ITEM, "dt": Zone.LIST_ITEM, "td": Zone.TABLE,
    "th": Zone.TABLE,
}  # fmt: skip
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_HIDDEN = frozenset((
    "button", "del", "footer", "head", "nav", "noscript", "s", "select", "strike",
))  # fmt: skip
_RAW = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "template", "svg")
}
_FIRST_HEADING = re.compile(r"<h1\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight|brush:)[-\s]?(?:source-)?([\w+#-]+)")
_BADGE = re.compile(r"shields\.io|badge|travis-ci|codecov|coveralls|circleci|status\.svg")


def read(source: str) -> list[Fragment]:
    """Return the fragments of an HTML page."""
    return _Reading(source).run()


class _Reading:
    """One pass over the tags: what is open decides what the text between them is."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._sheet = Sheet(source, _MARKS)
        self._fragment = Fragment(Zone.BODY)
        self._zone: Zone | None = None  # of text inside <a>, <code>
        self._hidden: list[str] = []
        self._pre = False

    def run(self) -> list[Fragment]:
        source, position = self._source, 0
        at = source.find("<")
        while at >= 0:
            token = token_at(source, at, len(source))
            if token is None:
                at = source.find("<", at + 1)
                continue
            self._text(position, token.start)
            position = token.end
            if isinstance(token, Comment):
                self._aside(*token.inner, Zone.HTML_COMMENT)
            elif not token.closing and token.name in _RAW:
                position = self._raw(token)
            else:
                self._tag(token)
            at = source.find("<", position)
        self._text(position, len(source))
        self._enter(Zone.BODY)
        return self._sheet.fragments

    def _raw(self, tag: Tag) -> int:
        """Return where text without tags ends; a title is read where the page has no heading."""
        close = _RAW[tag.name].search(self._source, tag.end)
        end = close.end() if close else len(self._source)
        if close and tag.name == "title" and not _FIRST_HEADING.search(self._source):
            self._sheet.add(Zone.HEADING, tag.end, close.start(), 1)
        return end

    def _text(self, start: int, end: int) -> None:
        if end <= start or self._hidden:
            return
        if self._pre:
            self._fragment.pieces.append(Piece(self._source[start:end], start, end))
        else:
            self._sheet.read(self._fragment, start, end, self._zone)

    def _enter(self, zone: Zone, level: int = 0, language: str = "") -> None:
        """Begin a new fragment."""
        last = self._fragment
        if last.text().strip() or last.aside:
            self._sheet.fragments.append(last)
        self._fragment = Fragment(zone, level, language=language)

    def _aside(self, start: int, end: int, zone: Zone) -> None:
        if end > start and (not self._hidden or zone is Zone.HTML_COMMENT):
            self._fragment.aside.append(Piece(self._source[start:end], start, end, zone))
            if self._fragment.pieces:
                self._fragment.pieces.append(Piece(" ", end, end, self._zone))

    def _tag(self, tag: Tag) -> None:
        name = tag.name
        if name in _HIDDEN:
            if not tag.closing:
                self._hidden.append(name)
            elif name in self._hidden:
                del self._hidden[self._hidden.index(name) :]
        elif self._hidden and name != "body":
            return
        elif name in _HEADINGS:
            self._enter(
                Zone.BODY if tag.closing else Zone.HEADING, 0 if tag.closing else int(name[1])
            )
        elif name == "pre":
            self._pre = not tag.closing
            zone = Zone.BODY if tag.closing else Zone.CODE_BLOCK
            self._enter(zone, language="" if tag.closing else self._language(tag))
        elif name in _BLOCKS:
            self._hidden.clear()
            if self._fragment.zone is not Zone.HEADING:
                self._enter(Zone.BODY if tag.closing else _ZONES.get(name, Zone.BODY))
        else:
            self._inline(tag)

    def _inline(self, tag: Tag) -> None:
        name = tag.name
        if name == "a":
            self._zone = None if tag.closing else Zone.LINK_TEXT
            self._aside(*tag.attributes.get("href", (0, 0)), Zone.URL)
        elif name in _CODE:
            if self._pre and not tag.closing and not self._fragment.language:
                self._fragment.language = self._language(tag)
            self._zone = None if tag.closing else Zone.INLINE_CODE
        elif name in ("br", "sub", "sup") and self._fragment.pieces:
            self._fragment.pieces.append(Piece(" ", tag.start, tag.end))
        elif name == "img":
            address = tag.attributes.get("src", (0, 0))
            is_badge = _BADGE.search(self._source, *address) is not None
            self._aside(
                *tag.attributes.get("alt", (0, 0)), Zone.BADGE if is_badge else Zone.IMAGE_ALT
            )
            self._aside(*address, Zone.BADGE if is_badge else Zone.URL)

    def _language(self, tag: Tag) -> str:
        start, end = tag.attributes.get("class", tag.attributes.get("lang", (0, 0)))
        found = _LANGUAGE.search(self._source, start, end)
        return found[1].lower() if found else ""
