"""Marks of a format."""

from __future__ import annotations

from tagengine.document.formats.sheet import ENTITY, SPACE, URL, Sheet, marks
from tagengine.document.pieces import Piece
from tagengine.rules.zones import Zone

_MARKS = marks(SPACE, r"`(?P<code1>[^`]*)`", r"\[(?P<link1>[^\]]*)\]", r"~[^~]+~", URL, ENTITY)


def _pieces(source: str) -> list[Piece]:
    sheet = Sheet(source, _MARKS)
    sheet.add(Zone.BODY, 0, len(source))
    return sheet.fragments[0].pieces if sheet.fragments else []


def test_marks_are_read() -> None:
    assert _pieces(" a  `b` [c `d`]~e~ &lt;") == [
        Piece("a", 1, 2),
        Piece(" ", 4, 4),
        Piece("b", 5, 6, Zone.INLINE_CODE),
        Piece(" ", 7, 8),
        Piece("c ", 9, 11, Zone.LINK_TEXT),
        Piece("d", 12, 13, Zone.INLINE_CODE),
        Piece(" ", 18, 19),
        Piece("<", 19, 23),
    ]


def test_an_address_stands_aside() -> None:
    sheet = Sheet("see https://a.test.", _MARKS)
    sheet.add(Zone.BODY, 0, 19)
    assert sheet.fragments[0].aside == [Piece("https://a.test", 4, 18, Zone.URL)]
    assert sheet.fragments[0].text() == "see  ."


def test_a_mark_has_no_longer_parts() -> None:
    assert _pieces("`" + "a" * 500 + "`")[0].zone is None
