"""Counting the words between two places of a folded text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagengine.matching.matches import WordCount
from tagengine.text import words


@given(st.text("ab .\n数-", max_size=30), st.integers(1, 30), st.data())
def test_the_count_is_that_of_the_stretch_itself(
    text: str, times: int, data: st.DataObject
) -> None:
    folded = words.fold(text * times + " ")
    end = data.draw(st.integers(0, len(folded)))
    start = data.draw(st.integers(0, len(folded)))
    expected = len(folded[end:start].split()) if end < start else 0
    assert WordCount(folded).between(end, start) == expected
    than = data.draw(st.integers(0, 8))
    assert WordCount(folded).are_more(than, end, start) == (expected > than)
