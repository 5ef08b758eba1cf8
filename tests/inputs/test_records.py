"""Records cut to what is read of them."""

from __future__ import annotations

from tagengine.document.reading import Record
from tagengine.inputs.records import cut, of_columns


def test_a_record_within_the_limit_stays_itself() -> None:
    record = Record("a", "abc", "abc", ("a", "b"), "abcd")
    assert cut(record, 4) is record


def test_each_text_is_cut_and_the_topics_together() -> None:
    record = Record("a", "abc", "abcdef", ("ab", "cd", "ef"), "abcdef")
    assert cut(record, 4) == Record("a", "abc", "abcd", ("ab",), "abcd")


def test_topics_of_columns_that_are_null_are_none() -> None:
    assert of_columns({"id": 1, "topics": ["a", None, "b"]}) == {"id": 1, "topics": ["a", "b"]}
    assert of_columns({"topics": []}) == {"topics": []}
    assert of_columns({"topics": None}) == {"topics": None}
    assert of_columns({"readme": None}) == {"readme": None}
