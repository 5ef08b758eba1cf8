"""What is read of a document that is too long ends where a character or a line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.inputs.files import beginning, text_of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"one\ntwo\n", "one\n"),
        ("ééé".encode(), "éé"),
        ("aaéé\n".encode(), "aaé"),
        ("\ufeffaé\n".encode("utf-16-le"), "aé"),
        ("\ufeffa😀".encode("utf-16-be"), "a"),
    ],
)
def test_no_character_is_cut(content: bytes, expected: str) -> None:
    limit = 6 if content[0] in (0xFE, 0xFF) else 5
    told: list[str] = []
    assert text_of(content, "a.md", limit, len(content), told.append) == expected
    assert len(told) == 1  # that it was cut, and nothing of what UTF-8 is


@given(st.text(), st.integers(0, 50))
def test_the_beginning_is_one(text: str, limit: int) -> None:
    content = text.encode()
    cut = beginning(content, limit)
    assert content.startswith(cut)
    assert len(cut) <= limit
    assert text.startswith(cut.decode())
