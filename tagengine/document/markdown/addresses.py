"""Where the addresses of links stand: the parser says what they are, not their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.lazy_regex import lazy_regex

_DEFINITION = lazy_regex(
    r"\[(?:[^\]\\]|\\.)*\]:[ \t\r\n>]*(?:<([^>\n]*)>|([^ \t\r\n]+))", re.DOTALL
)
_DESTINATION = lazy_regex(
    r"\]\([ \t\r\n>]*(?:<([^<>\n]*)>|((?:[^ \t\r\n\\]|\\.)*)(?=[ \t\r\n)]))", re.DOTALL
)


def of_definitions(source: str, places: Iterable[tuple[int, int]]) -> Iterator[Fragment]:
    """Yield the address of each link reference definition that is at some characters."""
    for start, end in places:
        found = _DEFINITION.search(source, start, end)
        if found is not None:
            group = 1 if found[1] is not None else 2
            if found[group]:
                yield Fragment(Zone.URL, pieces=[Piece(found[group], *found.span(group))])


def of_link(source: str, link: dict[str, str], content_end: int, end: int) -> tuple[int, int]:
    """Return the characters of a link's address, which follows its content and ends before `end`.

    They are none where the link has only a label.
    """
    if link["link_type"] != "Inline":
        return end, end
    address = link["dest_url"]
    if source.startswith(f"]({address}", content_end):
        return content_end + 2, content_end + 2 + len(address)
    found = _DESTINATION.search(source, content_end, end)
    return found.span(1 if found[1] is not None else 2) if found else (end, end)
