"""Pieces: visible text that knows where in the source it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.pieces import Piece
from tagengine.rules.zones import Zone


@given(st.text(max_size=9), st.text(" ", max_size=3), st.integers(0, 12), st.integers(0, 12))
def test_a_part_stands_where_its_characters_do(
    text: str, blanks: str, first: int, last: int
) -> None:
    first, last = sorted((min(first, len(text + blanks)), min(last, len(text + blanks))))
    source = f"<{text}>"
    piece = Piece(text + blanks, 1, 1 + len(text), Zone.LINK_TEXT)
    part = piece.part(first, last)
    assert part.text == piece.text[first:last]
    assert part.text.startswith(source[part.start : part.end])
    assert part.zone is piece.zone
    assert part.is_literal


def test_blanks_behind_the_source_stand_at_its_end() -> None:
    part = Piece("queue  ", 10, 15).part(6, 7)
    assert (part.text, part.start, part.end) == (" ", 15, 15)
