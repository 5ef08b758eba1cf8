"""Folding keeps places; patterns find whole words; plurals are the regular ones."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine.text import words


@given(st.text())
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = words.fold(text)
    assert len(folded) == len(text)
    assert words.fold(folded) == folded


@given(st.text(st.characters(exclude_characters="+#.")))
@example("ΟΔΟΣ")  # whose last letter has a lower case of its own there
@example("İstanbul")  # whose first letter has a lower case of two characters
def test_each_character_is_folded_alone(text: str) -> None:
    assert words.fold(text) == "".join(map(words.fold, text))


@pytest.mark.parametrize(
    ("keyword", "pattern"),
    [
        ("Real-Time", " real time "),
        ("pub/sub", " pub sub "),
        ("C++", " c++ "),
        (".NET", " .net "),
        ("Node.js", " node.js "),
        ("数据库", "数据库"),
        ("Vue 组件", " vue 组件"),
        ("--", ""),
    ],
)
def test_patterns(keyword: str, pattern: str) -> None:
    assert words.pattern(keyword) == pattern


@pytest.mark.parametrize(
    ("keyword", "plural"),
    [
        ("parser", "parsers"),
        ("library", "libraries"),
        ("proxy", "proxies"),
        ("key", "keys"),
        ("index", "indexes"),
        ("batch job", "batch jobs"),
        ("REST API", "REST APIs"),
        ("tools", None),
        ("C++", None),
        ("数据库", None),
    ],
)
def test_plurals(keyword: str, plural: str | None) -> None:
    assert words.plural(keyword) == plural
