"""The phrase that says what a project is, and the nouns in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import definition
from tagengine.zones import Zone


@pytest.mark.parametrize(
    ("sentence", "nouns"),
    [
        ("Ember is a fast Redis client for Rust", ["client"]),
        ("Ember is a Redis-compatible server", ["server"]),
        ("Ember is an RPC library and framework", ["library", "framework"]),
        ("Ember is a set of tools", ["set", "tools"]),
        ("Ember is a parser, formatter and linter for YAML", ["parser", "formatter", "linter"]),
        ("Ember is a C/C++ toolkit", ["C", "toolkit"]),
        ("Ember is a (small) cache", []),
    ],
)
def test_the_nouns_name_the_kind_of_thing(sentence: str, nouns: list[str]) -> None:
    cuts = definition.divide(sentence, Zone.DEFINITION, whole=False)
    assert [sentence[start:end] for start, end, zone in cuts if zone is Zone.NOUN] == nouns


def test_the_rest_of_the_phrase_is_the_head_and_of_the_sentence_its_own_zone() -> None:
    text = "Ember is a fast Redis client for Rust"
    cuts = definition.divide(text, Zone.DEFINITION, whole=False)
    assert [(text[start:end], zone) for start, end, zone in cuts] == [
        ("Ember is a ", Zone.DEFINITION),
        ("fast Redis ", Zone.HEAD),
        ("client", Zone.NOUN),
        (" for Rust", Zone.DEFINITION),
    ]


@given(st.text(alphabet="ab ,/&()of and is.:-\n\u00e9", max_size=60), st.booleans())
def test_the_parts_cover_the_sentence_in_order(text: str, whole: bool) -> None:
    cuts = definition.divide(text, Zone.TAGLINE, whole=whole)
    assert "".join(text[start:end] for start, end, _ in cuts) == text
