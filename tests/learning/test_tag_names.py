"""Tags whose own name stands in a record's text."""

from __future__ import annotations

import pytest

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.learning.tag_names import TagNames, is_kin
from tagengine.rules.vocabulary import Tag, Vocabulary

VOCABULARY = Vocabulary(
    [
        Tag(1, "Content Management Systems (CMS)"),
        Tag(2, "Building - Continuous Integration & Deployment"),
        Tag(3, "Chat - IRC - Web Clients"),
        Tag(4, "Wikis"),
        Tag(5, "Money, Budgets and Tax Returns "),
        Tag(6, "Drag-n-drop Upload"),
    ]
)


def named(text: str, name: str = "Ember") -> list[tuple[int | str, str]]:
    found = TagNames(VOCABULARY).of_record(Record("r", name, text))
    return [(one.tag.id, one.words) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A content management system in PHP.", [(1, "content management system")]),
        ("Headless CMS and blog.", [(1, "CMS")]),
        ("A list of CMSs", [(1, "CMSs")]),
        ("Continuous-integration server", [(2, "Continuous-integration")]),
        ("Files tax return after\ntax\nreturns.", [(5, "tax return")]),
        ("Drag-n-drop uploads", [(6, "Drag-n-drop uploads")]),
        ("A blog/CMS platform", [(1, "CMS")]),
    ],
)
def test_a_name_is_found(text: str, found: list[tuple[int, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "cms in lower case may be anything",  # an abbreviation is written as it is
        "A wiki, and a deployment of money",  # single words mean too much
        "Content for management systems",
        "A discontinuous integration",
        "Comments for your content management system",  # it works with one
        "A fast alternative to a content management system",
        "Publishes pages without any heavy CMS",
        "Themes from https://example.org/content-management-systems",
        "[Ember](https://example.org/a-CMS) keeps notes",
        "A web client",  # of what?
    ],
)
def test_what_only_looks_like_a_name_is_not(text: str) -> None:
    assert named(text) == []


def test_a_name_that_needs_the_wider_one() -> None:
    assert named("A web client that speaks IRC") == [(3, "web client")]


def test_a_new_clause_is_about_the_project_again() -> None:
    assert named("For teams. A content management system.") == [(1, "content management system")]
    assert named("A tool for teams (CMS)") == [(1, "CMS")]


def test_the_name_of_the_project_and_its_topics_count() -> None:
    assert named("", "Ember CMS") == [(1, "CMS")]
    record = Record("r", "Ember", "", ("content-management-system",))
    assert [one.tag.id for one in TagNames(VOCABULARY).of_record(record)] == [1]


def test_wider_and_narrower_tags_are_kin() -> None:
    assert is_kin("Games", "Games - Control Panels")
    assert is_kin("Games - Control Panels", "Games ")
    assert is_kin("Games", "Games")
    assert not is_kin("Games", "Games Libraries")
    assert not is_kin("Games - Servers", "Games - Control Panels")


def test_a_name_that_people_give_to_few_is_unclear() -> None:
    def records(count: int, *labels: str) -> list[Labelled]:
        return [
            Labelled(Record(f"{labels}{number}", "x", "A CMS."), labels) for number in range(count)
        ]

    names, own = TagNames(VOCABULARY), "Content Management Systems (CMS)"
    assert names.unclear(records(3, "Wikis")) == frozenset()  # too few to tell
    assert names.unclear(records(4, "Wikis")) == {own}
    assert names.unclear([*records(4, "Wikis"), *records(4, own)]) == frozenset()
