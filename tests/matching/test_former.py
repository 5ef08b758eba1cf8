"""What a project was, or does without, does not count as what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.reading import read
from tagengine.matching import former
from tagengine.matching.matcher import Matcher
from tests.support import Folder

_RULES = "- {keywords: [database, router, compiler, docker], weight: 8}\n"


@pytest.fixture
def matcher(rules: Folder) -> Matcher:
    rules.write_rules("database", _RULES)
    return Matcher(rules.load())


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("This was a database; it is now a router.", ["router"]),
        ("Ember was a database at a bank.", ["database"]),
        ("Ember started as a compiler and has since become a router.", ["router"]),
        ("Ember started as a compiler for a course.", ["compiler"]),
        ("Originally a compiler, Ember is now a router.", ["router"]),
        ("Formerly a database, Ember is a router.", ["router"]),
        ("Ember used to be a database. It is a router.", ["router"]),
        ("Ember used to be slow for a database.", ["database"]),
        ("Ember avoids Docker; it is a router.", ["router"]),
        ("Ember avoids using a database.", []),
        ("Ember avoids database locks.", ["database"]),
        ("Ember avoids Docker bugs.", ["Docker"]),
        ("Ember eliminates the need for a database.", []),
        ("There's no need to run a database.", []),
        ("Built for the need for a database.", ["database"]),
        ("All you need to run a database.", ["database"]),
        ("Ember has nothing to do with the database Tide.", []),
        ("Version 2 dropped support for Docker.", []),
    ],
)
def test_what_counts(text: str, counts: list[str], matcher: Matcher, rules: Folder) -> None:
    document = read(f"# Ember\n\n{text}\n", rules.load().settings)
    assert [document.text[one.start : one.end] for one in matcher.find(document)] == counts


@given(
    st.sampled_from(former.CUES),
    st.text(alphabet=st.sampled_from("now a Docker , . and no "), max_size=30),
    st.text(alphabet=st.sampled_from("now a Docker , . and \v it is"), max_size=200),
)
def test_a_scope_is_in_the_text_from_the_cue_on(cue: str, before: str, behind: str) -> None:
    text, start, end = before + cue + behind, len(before), len(before) + len(cue)
    found = former.scope(text, cue, start, end, before)
    assert found is None or (found[0] == start and end <= found[1] <= len(text))
