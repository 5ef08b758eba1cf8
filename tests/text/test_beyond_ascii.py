"""Twin of tagengine.text.beyond_ascii."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.text.beyond_ascii import characters_beyond_ascii, spans_beyond_ascii


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("plain", []),
        ("naïve café", [(2, 3), (9, 10)]),
        ("中文 and 日本", [(0, 2), (7, 9)]),
        ("a" * 127 + "éé" + "a", [(127, 129)]),
        ("é" * 300, [(0, 300)]),
        ("é" * 128 + "a" * 128 + "é", [(0, 128), (256, 257)]),
    ],
)
def test_spans(text: str, spans: list[tuple[int, int]]) -> None:
    assert spans_beyond_ascii(text) == spans


@given(st.lists(st.text("aé中🚀\n", max_size=5).map(lambda part: part * 40)).map("".join))
def test_spans_are_those_of_a_plain_search(text: str) -> None:
    assert spans_beyond_ascii(text) == [one.span() for one in re.finditer("[^\x00-\x7f]+", text)]


def test_characters() -> None:
    assert characters_beyond_ascii("naïve 🚀 中文") == "ï🚀中文"
