"""The phrase that says what a project is, and the nouns in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document import definition
from tagengine.rules.zones import Zone


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
        ("Ember is not only a message queue but also a database", ["queue", "database"]),
        ("Ember is not just a parser but a compiler for Lua", ["parser", "compiler"]),
        ("Ember is a site generator as well as a blog", ["generator", "blog"]),
        ("Ember is a queue but as fast as a cache", ["queue"]),
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


# The end of a sentence as one would write it down; slow, because it is tried at every character.
_END = re.compile(
    r"(?<=[.!?。\uff01\uff1f])[\"')\]*_]*(?:\s+(?=[^a-z\s])|\s*\Z)|(?<=[。\uff01\uff1f])|\v"
)
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)\.|\b[A-Z]\.)\Z")


def _plain_sentences(text: str) -> list[tuple[int, int, str]]:
    found = []
    start = 0
    for end in _END.finditer(text):
        before = text[max(start, end.start() - 12) : end.start()]
        if end.end() < len(text) and _SHORT.search(before):
            continue
        found.append((start, end.start(), text[start : end.start()]))
        start = end.end()
    found.append((start, len(text), text[start:]))
    return [one for one in found if one[2].strip()]


@given(
    st.lists(
        st.sampled_from(
            [
                *".!?。\uff01\uff1f \v\n\"')]*_aA",
                " etc.",
                "e.g.",
                " no.",
                "J.",
                " is a ",
                "\u2028",
                "approx.",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_sentences_are_those_of_a_plain_search(text: str) -> None:
    plain = _plain_sentences(text)
    assert [(one.start, one.end, one.text) for one in definition.sentences(text)] == plain
    assert definition.sentence_borders(text) == [start for start, _, _ in plain]


@pytest.mark.parametrize(
    "sentence",
    [
        "Powered by Acme Cloud.",
        "Thanks to Acme for servers.",
        "Follow our blog.",
        "Read our blog post about databases.",
        "[^1]: a database",
    ],
)
def test_what_is_said_of_others_defines_nothing(sentence: str) -> None:
    assert definition.is_about_other_things(sentence)
