"""The last touch to the pieces of a document, whatever it is written in: as a reader sees them.

Characters get their one form, a sentence that is glued to the one before is set apart, and of a
note's `[[page|text]]` the text is left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.forms import has_other_forms, other_forms

# 'a database.It is', 'a database.it is', 'a database.1'; not 'node.js', 'ASP.NET', 'a.b.C'.
_GLUED = re.compile(
    r"[.!?](?<=[a-z][a-z)\"'’].)"
    r"(?=(?!Js|Net|Io|Py|Rs)[A-Z][a-z]*(?![\w.(\[:]|-\w)"
    r"|(?:it|the|this|that|these|an?|and|you|we|with)\s"
    r"|\d{1,2}(?![\w.]))"
)
# The same where markup may be between: whether a closer look is worth its time. A regex that begins
# with one character is searched much faster than one that begins with any of three.
_MAY_BE_GLUED = [
    re.compile(rf"{mark}(?<=[a-z][a-z)\"'’].)[*_~\[<]{{0,3}}(?:[A-Z]|\d|(?:it|th|an?|you|we|with))")
    for mark in (r"\.", "!", r"\?")
]
# Entities for characters that may have another form; the most common ones have none.
_ENTITY = re.compile(r"&(?!(?:amp|copy|gt|lt|mdash|nbsp|quot|reg);)#?\w+;")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_TWO_BRACKETS = re.compile(r"\[\[")  # much faster than `in`
_CODE = (Zone.CODE_BLOCK, Zone.INLINE_CODE, Zone.URL)

Cut = tuple[int, int, str]
"""Characters `[start, end)` of a fragment's text, and what a reader sees in their place."""


def as_seen(fragments: list[Fragment], source: str) -> list[Fragment]:
    """Return the fragments of a source text as a reader sees them; their places stay."""
    if has_other_forms(source) or ("&" in source and _ENTITY.search(source)):
        for fragment in fragments:
            fragment.pieces = _in_one_form(fragment.pieces)
            fragment.aside = _in_one_form(fragment.aside)
    if _TWO_BRACKETS.search(source):
        _change(fragments, _wikilinks)
    places = [found.start() for glued in _MAY_BE_GLUED for found in glued.finditer(source)]
    if places:
        places.sort()
        _change([one for one in fragments if _has_one_of(places, one)], _glued)
    return fragments


def _in_one_form(pieces: list[Piece]) -> list[Piece]:
    for piece in pieces:
        if not piece.text.isascii():
            return [part for one in pieces for part in in_one_form(one)]
    return pieces


def in_one_form(piece: Piece) -> Iterator[Piece]:
    """Yield a piece in parts, so that each character has its one form."""
    text = piece.text
    if text.isascii():
        yield piece
        return
    forms = list(other_forms(text))
    if not forms:
        yield piece
    elif not piece.is_literal:
        whole = _replaced(text, [(form.start, form.end, form.text) for form in forms])
        if whole:
            yield Piece(whole, piece.start, piece.end, piece.zone, is_whole=True)
    else:
        yield from _parts(piece, [(form.start, form.end, form.text) for form in forms])


def _has_one_of(places: list[int], fragment: Fragment) -> bool:
    """Tell whether one of some places, in order, is in the text of a fragment."""
    pieces = fragment.pieces
    if not pieces:
        return False
    following = bisect_left(places, pieces[0].start)
    return following < len(places) and places[following] < pieces[-1].end


def _replaced(text: str, cuts: list[Cut]) -> str:
    parts = []
    position = 0
    for first, last, seen in cuts:
        parts += [text[position:first], seen]
        position = last
    return "".join([*parts, text[position:]])


def _parts(piece: Piece, cuts: list[Cut]) -> Iterator[Piece]:
    """Yield a literal piece without the characters of the cuts, with what is seen for them."""
    text, start, end, zone = piece.text, piece.start, piece.end, piece.zone
    position = 0
    for first, last, seen in [*cuts, (len(text), len(text), "")]:
        if first > position:  # blanks may be at the end that are not in the source
            yield piece.part(position, first)
        if seen:
            yield Piece(seen, min(start + first, end), min(start + last, end), zone)
        position = max(position, last)


def _change(fragments: list[Fragment], find: Callable[[str], list[Cut]]) -> None:
    """Change what `find` finds in the texts of all fragments of prose."""
    for fragment in fragments:
        if fragment.zone not in _CODE:
            cuts = find(fragment.text())
            if cuts:
                fragment.pieces = list(_changed(fragment.pieces, cuts))


def _changed(pieces: list[Piece], cuts: list[Cut]) -> Iterator[Piece]:
    """Yield pieces with cuts of their common text; one that is code, or not literal, stays."""
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        own = [
            (
                max(first, position) - position,
                min(last, end) - position,
                seen if first >= position else "",
            )
            for first, last, seen in cuts
            if first < end and (last > position or first == last >= position)
        ]
        if own and piece.is_literal and piece.zone not in _CODE:
            yield from _parts(piece, own)
        else:
            yield piece
        position = end


def _wikilinks(text: str) -> list[Cut]:
    """Return the brackets of links between notes, and pages whose links have another text."""
    cuts: list[Cut] = []
    for link in _WIKILINK.finditer(text):
        shown = 2 if link[2] is not None else 1
        cuts += [(link.start(), link.start(shown), ""), (link.end(shown), link.end(), "")]
    return cuts


def _glued(text: str) -> list[Cut]:
    """Return where a sentence begins right after the end of another."""
    return [(found.end(), found.end(), " ") for found in _GLUED.finditer(text)]
