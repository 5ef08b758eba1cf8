"""Phrases with gaps: as a slow search would find them, and in linear time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.definition import sentence_borders
from tagengine.matching.matches import Span, WordCount
from tagengine.matching.phrases import find
from tagengine.rules.patterns import Phrase
from tests.growth import LINEAR, growth
from tests.matching.test_matcher import found
from tests.support import Folder


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("keywords: [stores … data]", "It stores data.", ["stores data"]),
        ("keywords: [stores … data]", "It stores all your data", ["stores all your data"]),
        ("keywords: [stores … data]", "It stores all of your data", []),
        ("keywords: [stores … data], gap: 3", "stores all of my data", ["stores all of my data"]),
        ("keywords: [stores … data]", "It stores. Data is", []),
        ("keywords: [stores … data]", "stores\n\n- data", []),
        ("keywords: [stores … data]", "data stores", []),
        ("keywords: [stores … table]", "stores big tables", ["stores big tables"]),
        ("keywords: [stores … table], plural: false", "stores big tables", []),
        ("keywords: [a … b … c], gap: 1", "a x b y c", ["a x b y c"]),
        ("keywords: [a … b … c], gap: 1", "a x b y z c", []),
        ("keywords: [a … b … c], gap: 1", "a b b x c", ["a b b x c"]),
        ("keywords: [stores … data]", "stores stores data", ["stores stores data"]),
        ("keywords: [[stores … data, stores data]]", "stores data", ["stores data"]),
        ("keywords: [数 … 据]", "数库据 and 数 x 据", ["数库据", "数 x 据"]),
        ("keywords: [Map … Run … Step], case: exact", "Map x Run a Step", ["Map x Run a Step"]),
        ("keywords: [Map … Run … Step], case: exact", "Map and run a Step", []),
        ("keywords: [on-call … x], hyphen: false", "an on-call a x, on call a x", ["on-call a x"]),
    ],
)  # fmt: skip
def test_what_a_phrase_finds(rule: str, text: str, expected: list[str], rules: Folder) -> None:
    texts = found(rules, f"- {{{rule}, weight: 3}}", text)
    assert [" ".join(one.split()) for one in texts] == expected


def test_the_words_of_a_gap_may_stand_in_emphasis(rules: Folder) -> None:
    rule = "- {keywords: [machine … learning], weight: 3}"
    assert found(rules, rule, "**machine** *and deep* learning") == ["machine and deep learning"]


def test_zones_hold_for_the_first_part(rules: Folder) -> None:
    rule = "- {keywords: [stores … data], weight: 3, zones: [title]}"
    assert found(rules, rule, "# Stores your data\n\nstores your data\n") == ["Stores your data"]


def slow(phrase: Phrase, spans: dict[int, list[Span]], text: str) -> list[Span]:
    """Return what `find` should, by trying every choice of parts."""
    borders = [0, *sentence_borders(text), len(text) + 2]
    ends: dict[int, int] = {}
    for parts in product(*(spans.get(number, []) for number in phrase.parts)):
        gaps = list(pairwise(parts))
        limit = next(border for border in borders if border > parts[0][0])
        near = all(
            before[1] <= after[0]
            and len(text[before[1] : after[0]].split()) <= phrase.gap
            and after[1] <= limit
            for before, after in gaps
        )
        if near:
            start, end = parts[0][0], parts[-1][1]
            ends[start] = min(ends.get(start, end), end)
    return sorted(ends.items())


@given(
    st.lists(st.sampled_from(["a", "b", "c", "x", ". Y"]), max_size=12),
    st.lists(st.sampled_from("abc"), min_size=2, max_size=4),
    st.integers(1, 3),
)
def test_a_slow_search_finds_the_same(text: list[str], parts: list[str], gap: int) -> None:
    whole = " ".join(text) + " "
    spans: dict[int, list[Span]] = {}
    for position, character in enumerate(whole):
        if character in "abc":
            spans.setdefault("abc".index(character), []).append((position, position + 1))
    phrase = Phrase(0, tuple("abc".index(part) for part in parts), gap)
    folded = "".join(one if one.isalnum() else " " for one in whole.lower())
    fast = find(phrase, spans, WordCount(folded), sentence_borders(whole))
    assert list(fast) == slow(phrase, spans, whole)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("a … z", lambda n: "a " * n * 4 + "z"),
        (" … ".join("a" * 9) + " … z", lambda n: "a " * n + ". z"),
        ("a … a … b", lambda n: "a x " * n * 2 + "b " * n * 2),
        ("甲 … 中 … x", lambda n: "x " + "甲中" * n * 2),  # words that no space parts
        ("甲 … 中 … 乙 … x", lambda n: "x " + "甲中乙" * n * 2),
        ("甲 … 中 … x", lambda n: "甲" * n * 2 + "中" * n * 2),
    ],
)
def test_a_long_document_full_of_parts_is_no_trap(
    keyword: str, text: Callable[[int], str], rules: Folder
) -> None:
    rules.write_rules("database", f"- {{keywords: [{keyword}], weight: 3, gap: 10}}")
    engine = rules.engine()
    assert growth(text, engine.tag, 500) < LINEAR
