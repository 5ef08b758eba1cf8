"""Markdown to its fragments: the parser's events, each with its place, in one pass.

pulldown-cmark, which `pyromark` wraps, reads CommonMark, and GitHub's tables and struck text. Where
its events say that text stands, the text is taken from the source; what is between is markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, cast

import pyromark

from tagengine.document.markdown import addresses, html_text
from tagengine.document.markdown.collecting import Collector
from tagengine.document.markdown.html_tokens import token_at
from tagengine.document.markdown.repairs import prepare
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone
from tagengine.text.byte_offsets import ByteOffsets

# By names of their own: looking a member of an enumeration up takes as long as many a call.
_BODY, _HEADING, _LIST_ITEM, _TABLE = Zone.BODY, Zone.HEADING, Zone.LIST_ITEM, Zone.TABLE
_LINK_TEXT, _URL = Zone.LINK_TEXT, Zone.URL

PARSER = f"pyromark {pyromark.__version__}"
"""What reads Markdown; another version may read some of it otherwise."""

_PARSER = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
)
# ```python, ``` {.python .x}, ~~~ console title="x"
_LANGUAGE = re.compile(r"\{?[ \t]*\.?(?:lang(?:uage)?-)?([^\s{}`,:]*)")
_MAY_DEFINE = re.compile(r"\]:")  # much faster than `in`
_ADDRESSES = ("Autolink", "Email")


class Markdown(NamedTuple):
    """The fragments of a text, and the characters `[start, end)` of its front matter, if any."""

    fragments: list[Fragment]
    front: tuple[int, int] | None


def read(source: str) -> Markdown:
    """Return the fragments of `source`, whatever text it is; it has no lone surrogates."""
    text, offsets, front = prepare(source)
    reading = _Reading(source, offsets)
    reading.run(cast("Iterable[tuple[Any, dict[str, int]]]", _PARSER.events_with_range(text)))
    fragments = reading.collector.end()
    if _MAY_DEFINE.search(text):
        spans = [one["span"] for one in _PARSER.reference_definitions(text).values()]
        places = ((offsets.character(one["start"]), offsets.character(one["end"])) for one in spans)
        fragments.extend(addresses.of_definitions(source, places))
    return Markdown(fragments, front)


class _Reading:
    """One pass over the events of a text.

    Neighbouring text is kept as the characters `[start, end)` that are still to be collected. What
    events tell are bytes; they become characters only where text is.
    """

    def __init__(self, source: str, offsets: ByteOffsets) -> None:
        self.collector = Collector(source)
        self._offsets = offsets
        self._start = self._end = 0
        self._last = 0  # where that ends which was read last and is not text
        # Bytes of which nothing is shown, or all has been read.
        self._hidden_from = self._hidden_to = 0
        self._block_end = 0  # byte
        self._in_code = False
        self._language = ""
        self._lists = self._quotes = 0
        self._links: list[tuple[dict[str, str], Zone | None]] = []

    def run(self, events: Iterable[tuple[Any, dict[str, int]]]) -> None:
        """Collect all text."""
        first = last = shift = 0  # bytes from first to last are characters, shifted by this many
        starts, ends, inline, offsets = _STARTS, _ENDS, _INLINE, self._offsets
        for event, place in events:
            start, end = place["start"], place["end"]
            if start < self._hidden_to and start >= self._hidden_from:
                continue
            # An event is a name, or a dictionary of one; taken out of it, both come at once.
            kind, value = (event, "") if event.__class__ is str else event.popitem()
            if kind == "Start" or kind == "End":  # noqa: PLR1714 -- twice as fast
                name = value if value.__class__ is str else next(iter(value))
                read = (starts if kind == "Start" else ends).get(name)
                if read is not None:
                    if self._end > self._start:
                        self._flush()
                    read(self, start, end, value)
                continue
            if first <= start and end <= last:
                start, end = start + shift, end + shift
            else:
                first, last, character, width = offsets.stretch(start)
                shift, last = character - first, last if width == 1 else first
                start, end = offsets.character(start), offsets.character(end)
            if kind == "Text" and start == self._end and len(value) == end - start:
                self._end = end  # it goes on
            elif kind in inline:
                inline[kind](self, start, end, value)
        self._flush()

    def _flush(self) -> None:
        """Collect the text that is still to be collected; that of code waits for the code's end."""
        if self._end > self._start and not self._in_code:
            self.collector.add(self._start, self._end)
            self._start = self._end

    # What reads something inside a text, given its characters.

    def _text(self, start: int, end: int, text: str) -> None:
        if self._in_code:
            self._start, self._end = (self._start if self._end > self._start else start), end
        else:
            if self._end > self._start:
                self._flush()
            if len(text) == end - start:
                self._start, self._end = start, end
            else:
                self.collector.add_decoded(text, start, end)
                self._last = end

    def _line_end(self, start: int, end: int, _text: str) -> None:
        if start == self._end == end - 1:
            self._end = end
        else:
            self._flush()
            self.collector.add_blank(start)

    def _inline_code(self, start: int, end: int, text: str) -> None:
        self._flush()
        self._last = end
        marks = 1
        if end - start != len(text) + 2:
            code = self.collector.source[start:end]
            marks = len(code) - len(code.lstrip("`"))
        self.collector.add_code(start + marks, end - marks)

    def _html(self, start: int, end: int, _text: str) -> None:
        self._flush()
        self._last = end
        token = token_at(self.collector.source, start, end)
        if token is not None and token.end <= end:
            block_end = self._offsets.character(self._block_end)
            behind = html_text.read_token(self.collector, token, block_end)
            if behind > token.end:
                self._hide(self._offsets.byte(end), self._offsets.byte(behind))

    def _hide(self, start: int, end: int) -> None:
        """Let nothing be read of the events that begin at bytes `[start, end)`."""
        self._hidden_from, self._hidden_to = start, end

    # What reads the beginning of an element or its end, by its name, given its bytes; what is
    # before has been collected.

    def _begin(self) -> None:
        """Begin a block of plain text."""
        zone = _LIST_ITEM if self._lists else _BODY
        self.collector.begin_block(zone, 0, self._quotes > 0)

    def _end_block(self, _start: int = 0, _end: int = 0, _value: Any = None) -> None:
        """Go on after a block; in a list item text may follow."""
        if self._lists:
            self._begin()

    def _start_text(self, _start: int, end: int, _value: Any) -> None:
        self._block_end = end
        zone = _LIST_ITEM if self._lists else _BODY
        self.collector.begin_block(zone, 0, self._quotes > 0)

    def _start_cell(self, _start: int, end: int, _value: Any) -> None:
        self._block_end = end
        self.collector.begin_block(_TABLE, 0, self._quotes > 0)

    def _start_heading(self, _start: int, end: int, value: Any) -> None:
        self._block_end = end
        level = int(value["Heading"]["level"][1])
        self.collector.begin_block(_HEADING, level, self._quotes > 0)

    def _start_html(self, start: int, end: int, _value: Any) -> None:
        self._begin()
        self._hide(start, end)
        at = self._offsets.character
        html_text.read_block(self.collector, *self._without_blanks(at(start), at(end)))

    def _start_code(self, _start: int, _end: int, value: Any) -> None:
        self._in_code = True
        kind = value["CodeBlock"]
        language = _LANGUAGE.match("" if kind == "Indented" else kind["Fenced"])
        self._language = language[1].lower() if language else ""

    def _end_code(self, _start: int, _end: int, _value: Any) -> None:
        self._in_code = False
        start, end = self._without_blanks(self._start, self._end)
        if end > start:
            self.collector.add_code_block(start, end, self._quotes > 0, self._language)
        self._start = self._end
        self._end_block()

    def _without_blanks(self, start: int, end: int) -> tuple[int, int]:
        return start, start + len(self.collector.source[start:end].rstrip())

    def _start_list(self, _start: int, _end: int, _value: Any) -> None:
        self._lists += 1

    def _end_list(self, _start: int, _end: int, _value: Any) -> None:
        self._lists -= 1
        self._end_block()

    def _start_quote(self, _start: int, _end: int, _value: Any) -> None:
        self._quotes += 1

    def _end_quote(self, _start: int, _end: int, _value: Any) -> None:
        self._quotes -= 1
        self._end_block()

    def _start_struck(self, start: int, end: int, _value: Any) -> None:
        self._hide(start, end)
        self._last = self._offsets.character(end)
        self.collector.add_blank(self._last)

    def _start_link(self, start: int, end: int, value: Any) -> None:
        data, collector = value["Link"], self.collector
        first = self._offsets.character(start) + 1
        if data["link_type"] in _ADDRESSES:
            self._hide(start, end)
            self._last = self._offsets.character(end)
            collector.put_aside(first, self._last - 1, Zone.URL)
            collector.add_blank(self._last)
            return
        self._links.append((data, collector.zone))
        self._last = first
        collector.zone = collector.zone or _LINK_TEXT

    def _end_link(self, _start: int, end: int, _value: Any) -> None:
        data, self.collector.zone = self._links.pop()
        collector = self.collector
        collector.put_aside(*self._address(data, end), _URL)
        if not collector.source.startswith((" ", "\n"), self._last):
            collector.add_blank(self._last)

    def _start_image(self, start: int, _end: int, value: Any) -> None:
        self._links.append((value["Image"], self.collector.zone))
        self._last = self._offsets.character(start) + 2
        self.collector.open_image()

    def _end_image(self, _start: int, end: int, _value: Any) -> None:
        data, self.collector.zone = self._links.pop()
        self.collector.close_image(data["dest_url"], *self._address(data, end))
        self.collector.add_blank(self._last)

    def _address(self, link: dict[str, str], byte: int) -> tuple[int, int]:
        """Return where the address of a link is that ends at `byte`."""
        content_end = max(self._last, self._end)
        self._last = self._offsets.character(byte)
        return addresses.of_link(self.collector.source, link, content_end, self._last)


_Read = Callable[[_Reading, int, int, Any], None]
_INLINE: dict[str, _Read] = {
    "Text": _Reading._text,
    **dict.fromkeys(("SoftBreak", "HardBreak"), _Reading._line_end),
    "Code": _Reading._inline_code,
    "InlineHtml": _Reading._html,
}
_STARTS: dict[str, _Read] = {
    **dict.fromkeys(("Paragraph", "Item"), _Reading._start_text),
    "TableCell": _Reading._start_cell,
    "Heading": _Reading._start_heading,
    "HtmlBlock": _Reading._start_html,
    "CodeBlock": _Reading._start_code,
    "List": _Reading._start_list,
    "BlockQuote": _Reading._start_quote,
    "Strikethrough": _Reading._start_struck,
    "Link": _Reading._start_link,
    "Image": _Reading._start_image,
}
_ENDS: dict[str, _Read] = {
    **dict.fromkeys(("Heading", "Table"), _Reading._end_block),
    "CodeBlock": _Reading._end_code,
    "List": _Reading._end_list,
    "BlockQuote": _Reading._end_quote,
    "Link": _Reading._end_link,
    "Image": _Reading._end_image,
}
"""What reads the beginning and the end of an element, by its name; of others nothing is kept."""
