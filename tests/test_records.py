"""Records cut to what is read of them."""

from __future__ import annotations

from tagengine.document import Record
from tagengine.records import cut


def test_a_record_within_the_limit_stays_itself() -> None:
    record = Record("a", "abc", "abc", ("a", "b"), "abcd")
    assert cut(record, 4) is record


def test_each_text_is_cut_and_the_topics_together() -> None:
    record = Record("a", "abc", "abcdef", ("ab", "cd", "ef"), "abcdef")
    assert cut(record, 4) == Record("a", "abc", "abcd", ("ab",), "abcd")
