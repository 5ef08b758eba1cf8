"""Texts put together from a source know where each part of them stands."""

from __future__ import annotations

from tagengine.document.formats.mapped import MappedText
from tagengine.document.pieces import Piece


def test_pieces_stand_where_their_characters_do() -> None:
    source = 'ab\\n"cd\\u00e9"'
    text = MappedText()
    text.add("ab", 0, 2)
    text.add("\n", 2, 4)
    text.add("cd", 5, 7)
    text.add("é", 7, 13)
    assert text.text == "ab\ncdé"
    parts = list(text.parts(Piece("b\ncdé", 1, 6)))
    assert parts == [
        Piece("b", 1, 2), Piece("\n", 2, 4), Piece("cd", 5, 7), Piece("é", 7, 13),
    ]  # fmt: skip
    assert [source[part.start : part.end] for part in parts] == ["b", "\\n", "cd", "\\u00e9"]


def test_a_piece_that_is_not_literal_keeps_its_text() -> None:
    text = MappedText()
    text.add("x&amp;y", 10, 17)
    assert list(text.parts(Piece("&", 1, 6))) == [Piece("&", 11, 16)]
    assert list(text.parts(Piece("x ", 0, 1))) == [Piece("x", 10, 11), Piece(" ", 11, 11)]


def test_an_empty_text_has_no_parts() -> None:
    assert list(MappedText().parts(Piece("", 0, 0))) == []
