"""What a project was replaced by does not count as what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.reading import read
from tagengine.matching import replacements
from tagengine.matching.matcher import Matcher
from tests.support import Folder


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("This is archived, use the database Tide instead.", []),
        ("This project is archived. Use the Tide database instead. Ember is a router.", ["router"]),
        ("> **Deprecated**: please use [Tide](/tide), a database, instead.", []),
        ("Deprecated in favor of Tide, a database. Ember is a router.", ["router"]),
        ("A router, superseded by the Tide database.", ["router"]),
        ("The repository has moved to Tide, a message queue. A router.", ["router"]),
        ("Ember is no longer maintained; see Tide for a modern message queue.", []),
        ("Ember isn't actively maintained. We recommend the web framework Tide.", []),
        ("(Obsolete, use https://tide.example instead) A modern web framework.", ["web framework"]),
        ("[Unmaintained, see README] A web framework.", ["web framework"]),
        ("[DEPRECATED] Ember. Browse and use databases.", ["databases"]),
        ("Deprecated. A database.", ["database"]),
        ("Deprecated: use the official database client.", ["database"]),
        ("A well maintained database. Use it with a router.", ["database", "router"]),
        ("Ember can be replaced by a database later.", ["database"]),
        ("A database that has moved to the cloud.", ["database"]),
        ("More of a router than a database.", ["router"]),
        ("More than a database.", ["database"]),
        ("Ember doesn't use a database.", []),
    ],
)
def test_what_counts(text: str, counts: list[str], matcher: Matcher, rules: Folder) -> None:
    document = read(f"# Ember\n\n{text}\n", rules.load().settings)
    assert [document.text[one.start : one.end] for one in matcher.find(document)] == counts


@given(
    st.text(alphabet=st.sampled_from("use see instead . , ( ) - \n \v tide"), max_size=300),
    st.sampled_from(replacements.CUES),
)
def test_a_scope_is_in_the_text_behind_the_cue(behind: str, cue: str) -> None:
    text = f"no longer {cue} {behind}"
    end = len("no longer ") + len(cue)
    found = replacements.scope(text, cue, end - len(cue), end, "no longer ")
    assert found is None or end <= found[0] <= found[1] <= len(text)
