"""A regex matches nothing without one of its literals."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tagengine.matching.literal_search import LiteralSearch
from tagengine.rules.regexes.literals import of_regex
from tests.support import examples

_REGEXES = st.recursive(
    st.sampled_from(
        [
            *"aAbis. ",
            r"\.",
            r"\bab",
            r"\w",
            "[ab]",
            "(?i:Kiss)",
            "(?i:ab)",
            "(?=a)",
            "\u017f",
            "İ",
            "é",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(
            inner, st.sampled_from(["?", "*", "+", "{2}", "{0,1}", "{,}", "{}", "(?#so)*"])
        ).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=8,
)
_TEXTS = st.text("aAbBiIsSkK\u017fİ\u0131é. \u212a", max_size=20)


@given(source=_REGEXES, text=_TEXTS)
@examples(800)
def test_every_match_has_one_of_the_literals(source: str, text: str) -> None:
    literals = of_regex(source)
    (places,) = LiteralSearch([sorted(literals)]).places(text)
    for found in regex.finditer(source, text):
        assert not literals or any(one in found[0].lower() for one in literals)
        assert places is None or any(found.start() <= place < found.end() for place in places)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\bgem ['\"]", ["gem "]),
        (r"(?:dev-)?dependencies:\s", ["dependencies:", "dev-dependencies:"]),
        (r"--(?:help|version)\b", ["--help", "--version"]),
        (r"\[(?:opts?|[a-z])\]", ["["]),
        (r"(?:a|b){0,1}cd", ["acd", "bcd", "cd"]),
        (r"(?<!x)[A-Z]\w+\.jl", [".jl"]),
        (r"(?i:fetch_content)", ["fetch_content"]),
        (r"(?i:disks)", ["d"]),
        (r"(?:ab)+", ["ab"]),
        (r"ab(?=cde)\b|ab(?!c)", ["ab"]),
        (r"a{2}|b", ["a", "b"]),
        (r"(?:ab)?", []),
        (r"(?:ab){,}c(?#or not)?", []),
        (r"\w+", []),
        (r"", []),
        (r"(?P=x)", []),
    ],
)
def test_literals(source: str, expected: list[str]) -> None:
    assert sorted(of_regex(source)) == expected
