"""The text inside a block: what a reader sees of it, each piece with its place in the source.

markdown-it's inline parser keeps no positions and takes most of its time, so the inline syntax is
read here. A test holds the visible text equal to markdown-it's. One pass, linear: after a failed
try nothing is read again.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable

from tagengine.document.markdown import inline_marks, link_references
from tagengine.document.markdown.block_lines import Block, Form
from tagengine.document.markdown.html_tokens import Comment, Tag, raw_text_end, token_at
from tagengine.document.markdown.open_brackets import Bracket, OpenBrackets
from tagengine.document.pieces import BREAK, Fragment, Piece, merged
from tagengine.rules.zones import Zone
from tagengine.text.letters import agreed

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_TAGS = dict.fromkeys(
    (
        *("p", "div", "section", "article", "aside", "main", "nav", "header", "footer", "address"),
        *("ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "caption", "hr", "center"),
        *("details", "summary", "blockquote", "figure", "figcaption", "form", "fieldset"),
    )
) | {"li": Zone.LIST_ITEM, "td": Zone.TABLE, "th": Zone.TABLE, "pre": Zone.CODE_BLOCK}
_CODE_TAGS = frozenset(("code", "kbd", "samp", "tt"))


class Reader:
    """Reads the blocks of one document in order; knows the HTML elements left open between them."""

    def __init__(self, source: str, references: dict[str, str]) -> None:
        self._source = source
        self._references = references
        self._open_level = 0
        self._open_zone: Zone | None = None

    def read(self, block: Block) -> list[Fragment]:
        """Return the fragments of `block`; one, unless HTML divides it."""
        text = self._source[block.start : block.end]
        if block.form is Form.CODE:
            return [Fragment(block.zone, pieces=[Piece(text, block.start, block.end)])]
        special = inline_marks.special_in(text)
        is_open = self._open_level or self._open_zone
        if not is_open and block.form is Form.TEXT and text.isascii() and not special.search(text):
            piece = Piece(text, block.start, block.end)
            return [Fragment(block.zone, block.level, block.quoted, [piece])]
        scan = _Scan(self._source, self._references, block)
        if block.zone is Zone.HEADING:
            scan.enter(block.zone, block.level)
            scan.html_level = 0
        else:
            scan.enter(self._open_zone or block.zone, self._open_level)
        scan.run(special)
        self._open_level, self._open_zone = scan.html_level, scan.html_zone
        return [part for part in scan.fragments if part.pieces or part.aside]


class _Scan:
    """One pass over one block."""

    __slots__ = (
        *("source", "references", "block", "fragments", "html_level", "html_zone"),
        *("_pieces", "_aside", "_position", "_zone", "_brackets", "_code_runs", "_emphasis"),
        "_no_comment_ends",
    )

    def __init__(self, source: str, references: dict[str, str], block: Block) -> None:
        self.source = source
        self.references = references
        self.block = block
        self.fragments: list[Fragment] = []
        self.html_level = 0
        self.html_zone: Zone | None = None
        self._pieces: list[Piece] = []
        self._aside: list[Piece] = []
        self._position = block.start  # everything before it has been dealt with
        self._zone: Zone | None = None  # set inside <a>, <code>
        self._brackets = OpenBrackets()
        self._code_runs: dict[int, list[int]] | None = None
        self._emphasis: dict[str, bool] = {}
        self._no_comment_ends = False  # none that begins from here on ends in this block

    def enter(self, zone: Zone, level: int) -> None:
        """Begin a new fragment."""
        fragment = Fragment(zone, level, self.block.quoted)
        self.html_level = level
        self.html_zone = None if zone is self.block.zone else zone
        self.fragments.append(fragment)
        self._pieces, self._aside = fragment.pieces, fragment.aside
        self._brackets.clear()

    def run(self, specials: re.Pattern[str]) -> None:
        """Read the block from its start to its end; `specials` are what is more than text in it."""
        source, end = self.source, self.block.end
        for special in specials.finditer(source, self.block.start, end):
            at, behind = special.span()
            position = self._position
            if at < position:
                continue
            read = _READ.get(source[at])
            if read is None and self._is_text(special):
                continue
            if at > position:
                self._text(position, at)
            self._position = behind
            if read is not None:
                read(self, at, behind)
        if self._position < end:
            self._text(self._position, end)

    def _space(self, at: int, end: int) -> None:
        self._pieces.append(Piece(" ", at, end, self._zone))

    def _open_bracket(self, at: int, end: int) -> None:
        self._brackets.open(Bracket(at, len(self._pieces), end - at == 2))
        self._text(at, end)

    def _entity(self, at: int, end: int) -> None:
        decoded = agreed(html.unescape(self.source[at:end])).replace("\xa0", " ")
        self._pieces.append(Piece(decoded, at, end, self._zone))

    def _escape(self, at: int, end: int) -> None:
        self._text(at + 1, end)

    def _emoji(self, at: int, end: int) -> None:
        self._put_aside(at, end, Zone.EMOJI)

    def _url(self, at: int, end: int) -> None:
        self._position = at + len(self.source[at:end].rstrip(".,;:!?"))
        self._put_aside(at, self._position, Zone.URL)

    def _text(self, start: int, end: int, zone: Zone | None = None) -> None:
        """Add the source's own characters; a border of CJK and other text becomes a word border."""
        text = self.source[start:end]
        if zone is None:
            zone = self._zone
        if text.isascii() or not inline_marks.CJK.search(text):
            self._pieces.append(Piece(text, start, end, zone))
            return
        position = 0
        for run in inline_marks.CJK.finditer(text):
            for first, last in ((position, run.start()), run.span()):
                if last > first:
                    self._pieces.append(Piece(text[first:last], start + first, start + last, zone))
                    self._pieces.append(Piece(" ", start + last, start + last, zone))
            position = run.end()
        if position < len(text):
            self._pieces.append(Piece(text[position:], start + position, end, zone))

    def _put_aside(self, start: int, end: int, zone: Zone) -> None:
        if end > start:
            self._aside.append(
                Piece(agreed(html.unescape(self.source[start:end])), start, end, zone)
            )
            self._pieces.append(Piece(" ", end, end, self._zone))

    def _is_text(self, special: re.Match[str]) -> bool:
        """Tell whether a run of emphasis marks is only text: '2 * 3', 'snake_case', a lone '*'."""
        start, end = max(special.start(), self.block.start), special.end()
        before = self.source[start - 1] if start > self.block.start else " "
        after = self.source[end] if end < self.block.end else " "
        if before.isspace() and after.isspace():
            return True
        mark = special[0][0]
        if mark == "_" and before.isalnum() and after.isalnum():
            return True
        if mark not in self._emphasis:
            text = self.source[self.block.start : self.block.end]
            self._emphasis[mark] = text.count(mark) > len(special[0])
        return not self._emphasis[mark]

    def _code(self, start: int, end: int) -> None:
        if self._code_runs is None:
            self._code_runs = {}
            for run in inline_marks.CODE_RUN.finditer(self.source, start, self.block.end):
                self._code_runs.setdefault(run.end() - run.start(), []).append(run.start())
        runs = self._code_runs.get(end - start, [])
        following = bisect_right(runs, start)
        if following == len(runs):
            self._text(start, end)
            return
        close = runs[following]
        self._text(end, close, Zone.INLINE_CODE)
        self._position = close + end - start

    def _close_bracket(self, at: int, _end: int) -> None:
        bracket = self._brackets.close()
        found = bracket and self._destination(bracket.at + 1 + bracket.is_image, at)
        if bracket is None or found is None:
            self._text(at, at + 1)
            return
        (url_start, url_end), url, self._position = found
        inner = self._pieces[bracket.piece + 1 :]
        del self._pieces[bracket.piece :]
        if bracket.is_image:
            zone = Zone.BADGE if inline_marks.BADGE.search(url) else Zone.IMAGE_ALT
            self._aside.extend(Piece(p.text, p.start, p.end, zone) for p in merged(inner))
            url_zone = Zone.BADGE if zone is Zone.BADGE else Zone.URL
        else:
            self._pieces.extend(
                piece if piece.zone else Piece(piece.text, piece.start, piece.end, Zone.LINK_TEXT)
                for piece in inner
            )
            self._brackets.note_link()
            url_zone = Zone.URL
        if url_end > url_start:
            self._put_aside(url_start, url_end, url_zone)

    def _destination(self, label: int, at: int) -> tuple[tuple[int, int], str, int] | None:
        """Return the URL's span and text, and where the link ends; None if it is no link."""
        after = at + 1
        plain = inline_marks.PLAIN_DESTINATION.match(self.source, after, self.block.end)
        if plain is not None:
            return plain.span(1), plain[1], plain.end()
        inline = inline_marks.DESTINATION.match(self.source, after, self.block.end)
        if inline is not None:
            group = 1 if inline[1] is not None else 2
            return inline.span(group), inline[group], inline.end()
        reference = inline_marks.LABEL.match(self.source, after, self.block.end)
        if reference is not None and reference[1].strip():
            name, end = reference[1], reference.end()
        elif at - label <= 999:
            name, end = self.source[label:at], reference.end() if reference else after
        else:
            return None
        url = self.references.get(link_references.normalized(name)) if self.references else None
        return None if url is None else ((after, after), url, end)

    def _angle(self, at: int, _end: int) -> None:
        autolink = inline_marks.AUTOLINK.match(self.source, at, self.block.end)
        if autolink is not None:
            self._put_aside(*autolink.span(1), Zone.URL)
            self._position = autolink.end()
            return
        if self._no_comment_ends and self.source.startswith("<!--", at):
            self._text(at, at + 1)
            return
        token = token_at(self.source, at, self.block.end)
        if token is None or token.end > self.block.end:
            self._no_comment_ends |= isinstance(token, Comment)
            self._text(at, at + 1)
        elif isinstance(token, Comment):
            self._put_aside(*token.inner, Zone.HTML_COMMENT)
            self._position = token.end
        else:
            self._position = raw_text_end(self.source, token, self.block.end)
            self._tag(token)

    def _tag(self, tag: Tag) -> None:
        name, own = tag.name, self.block.zone
        if name in _HEADINGS:
            if tag.closing:
                self.enter(own, self.block.level)
            else:
                self.enter(Zone.HEADING, int(name[1]))
        elif name in _BLOCK_TAGS:
            if not self.html_level:
                self.enter((None if tag.closing else _BLOCK_TAGS[name]) or own, self.block.level)
            else:
                self._pieces.append(Piece(BREAK, tag.start, tag.end))
        elif name in ("sub", "sup"):
            self._pieces.append(Piece(" ", tag.start, tag.end))
        elif name == "br":
            self._pieces.append(Piece(BREAK, tag.start, tag.end))
        elif name == "a":
            self._zone = None if tag.closing else Zone.LINK_TEXT
            if "href" in tag.attributes:
                self._put_aside(*tag.attributes["href"], Zone.URL)
        elif name in _CODE_TAGS:
            self._zone = None if tag.closing else Zone.INLINE_CODE
        elif name == "img":
            self._image(tag)

    def _image(self, tag: Tag) -> None:
        source = tag.attributes.get("src", (0, 0))
        is_badge = inline_marks.BADGE.search(self.source, *source) is not None
        if "alt" in tag.attributes:
            zone = Zone.BADGE if is_badge else Zone.IMAGE_ALT
            self._put_aside(*tag.attributes["alt"], zone)
        self._put_aside(*source, Zone.BADGE if is_badge else Zone.URL)


_READ: dict[str, Callable[[_Scan, int, int], None]] = {
    **dict.fromkeys(" \t\r\n", _Scan._space),
    **dict.fromkeys("[!", _Scan._open_bracket),
    **dict.fromkeys("hw", _Scan._url),
    "]": _Scan._close_bracket,
    "`": _Scan._code,
    "<": _Scan._angle,
    "&": _Scan._entity,
    "\\": _Scan._escape,
    ":": _Scan._emoji,
}
"""What reads a special by its first character; there is nothing to be read in emphasis."""
