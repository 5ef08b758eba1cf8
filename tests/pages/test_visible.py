"""Characters that nobody sees become codes; all others stay."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tagengine.reporting.pages.visible import Piece, one_line, pieces


def test_pieces() -> None:
    assert pieces("a\u202eb") == [Piece("a"), Piece("U+202E", "RIGHT-TO-LEFT OVERRIDE"), Piece("b")]
    assert pieces("\x07\U000e0041") == [
        Piece("U+0007", "control character"),
        Piece("U+E0041", "TAG LATIN CAPITAL LETTER A"),
    ]
    assert pieces("a\tb") == [Piece("a\tb")]
    assert pieces("") == []


def test_joiners_stay_for_emoji_and_scripts() -> None:
    family = "👩\u200d👩\u200d👧"
    assert pieces(family) == [Piece(family)]


def test_one_line() -> None:
    assert one_line(" a\n b\u202ec ") == "a b[U+202E]c"
    assert one_line("abcdef", 4) == "abc…"


@given(st.text(st.characters()))
def test_nothing_invisible_is_left_and_nothing_visible_is_lost(text: str) -> None:
    found = pieces(text)
    shown = "".join(piece.text for piece in found)
    allowed = "\t\u200c\u200d"
    kinds = {unicodedata.category(one) for one in shown if one not in allowed}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    restored = "".join(
        chr(int(f"0x{piece.text[2:]}", 0)) if piece.name else piece.text for piece in found
    )
    assert restored == text
    one_line(text).encode()
