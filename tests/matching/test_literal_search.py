"""Literals are found for all regexes at once, each at its place."""

from __future__ import annotations

from tagengine.matching.literal_search import LiteralSearch


def test_places_are_told_for_each_regex() -> None:
    search = LiteralSearch([["ab"], [], ["b", "c"]])
    assert search.places("abC ab") == [[0, 4], None, [1, 2, 5]]
    assert search.places("İ ab") == [[2], None, [3]]


def test_lone_surrogates_are_no_trouble() -> None:
    assert LiteralSearch([["abcd"]]).places("\ud83d abcd \udc00") == [[2]]
