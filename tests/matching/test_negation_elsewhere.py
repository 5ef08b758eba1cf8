"""Denials in other languages than English; what only looks like one denies nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.reading import read
from tagengine.matching import negation_elsewhere
from tagengine.matching.matcher import Matcher
from tests.support import Folder


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ember ist kein Web-Framework.", []),
        ("Ember ist keine Database, sondern eine Message Queue.", ["Message Queue"]),
        ("Ember ist eine Message Queue, keine Database.", ["Message Queue"]),
        ("Ember ist nicht als Database gedacht.", []),
        ("Eine Message Queue ohne Database.", ["Message Queue"]),
        ("Ember n'est pas un web framework.", []),
        ("Ember n’est pas un web framework, mais un router.", ["router"]),
        ("Une message queue sans database.", ["message queue"]),
        ("Ember no es un web framework.", []),
        ("Una message queue sin router ni database.", ["message queue"]),
        ("Ember não é um web framework.", []),
        ("Uma message queue sem database.", ["message queue"]),
        ("Ember non è un web framework, ma un router.", ["router"]),
        ("Ember is geen web framework.", []),
        ("Ember nie jest web framework.", []),
        ("Ember — это не database, а router.", ["router"]),
        ("Ember не является database.", []),
        ("Ember не database.", ["database"]),  # nothing says that this is a denial of it
        ("Ember 是 message queue，而不是 database。", ["message queue"]),
        ("Ember 是 message queue，而非 database。", ["message queue"]),
        ("无需 database，Ember 是 router。", ["router"]),
        ("Ember は web framework ではありません。", []),
        ("Ember は database ではなく、router です。", ["router"]),
        ("Ember는 database가 아닙니다.", []),
        ("Ember는 database가 아니라 router입니다.", ["router"]),
    ],
)
def test_denied(text: str, counts: list[str], matcher: Matcher, rules: Folder) -> None:
    document = read(f"# Ember\n\n{text}\n", rules.load().settings)
    assert [document.text[one.start : one.end] for one in matcher.find(document)] == counts


@pytest.mark.parametrize(
    "text",
    [
        "Ember ist nicht nur eine database.",
        "Nicht vergessen: Ember ist eine database.",
        "Ember n'est pas seulement une database.",
        "Ember no es solo una database.",
        "Ember não é apenas uma database.",
        "Ember — это не только database.",
        "Ember 是不是 database？",
        "Ember 不是只有 database。",
        "Ember は database だけではない。",
        "Ember는 database뿐만 아니라 빠르다.",
        "The Open Sans database.",
        "SIN database",
    ],
)
def test_not_denied(text: str, matcher: Matcher, rules: Folder) -> None:
    document = read(f"# Ember\n\n{text}\n", rules.load().settings)
    assert [document.text[one.start : one.end] for one in matcher.find(document)] == ["database"]


@given(
    cue=st.sampled_from(negation_elsewhere.CUES),
    before=st.text(max_size=20),
    after=st.text(max_size=60),
)
def test_what_is_denied_is_in_the_text(cue: str, before: str, after: str) -> None:
    word = cue.strip()
    text, start, end = before + word + after, len(before), len(before) + len(word)
    denied = negation_elsewhere.scope(text, word, start, end, before)
    if denied is not None:
        assert 0 <= denied[0] <= denied[1] <= len(text)
        assert denied[1] <= start or denied[0] >= end
