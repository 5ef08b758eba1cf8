"""The library's front door."""

from __future__ import annotations

import time

import pytest

import tagengine
from tagengine import Engine, Record, Vocabulary, VocabularyError
from tagengine.vocabulary import Tag
from tests.support import Folder


@pytest.fixture
def small(rules: Folder) -> Engine:
    """An engine with one rule for each of two tags."""
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 10}")
    return rules.engine()


def test_a_result_has_tags_scores_and_evidence(small: Engine) -> None:
    result = small.tag("# SQL and a memo\n\nsql\n", id="x")
    assert result.id == "x"
    assert result.tags == (Tag(1, "database"), Tag(2, "cache "))
    assert result.scores == {"database": 3100, "cache ": 2500}
    first = result.evidence.tags[0]
    assert (first.tag.name, first.score, first.chosen) == ("database", 3100, True)
    best = first.contributions[0]
    assert (best.rule, best.text, best.zone, best.points) == ("database/sql", "SQL", "title", 2500)
    place = best.place
    assert (place.source, place.start, place.end, place.line, place.column) == (
        "readme",
        2,
        5,
        1,
        3,
    )


def test_why_not(small: Engine) -> None:
    result = small.tag("# SQL")
    against = result.why("Cache")
    assert (against.score, against.chosen, against.verdict) == (0, False, None)
    with pytest.raises(VocabularyError) as caught:
        result.why("cash")
    assert str(caught.value) == 'no tag "cash" in the vocabulary (did you mean "cache"?)'


def test_a_record_s_places_are_in_its_fields(small: Engine) -> None:
    record = Record(1, name="memo", description="A SQL memo", topics=("sql",))
    result = small.tag_record(record)
    places = {(one.place.source, one.place.start) for one in result.evidence.tags[0].contributions}
    assert places == {("description", 2), ("topics[0]", 0)}


def test_another_vocabulary_takes_the_rules_by_name(rules: Folder, small: Engine) -> None:
    vocabulary = Vocabulary([Tag("c", "Cache"), Tag("n", "new")])
    engine = Engine.load(rules.path, vocabulary)
    assert engine.tag("# sql memo").tags == (Tag("c", "Cache"),)
    assert engine.rule_set.tags_without_rules() == ["new"]
    assert engine.rule_set.fingerprint != small.rule_set.fingerprint


def test_the_order_of_documents_changes_nothing(small: Engine) -> None:
    texts = ["# sql", "# memo", "", "# memo sql memo"]
    forwards = [small.tag(text).scores for text in texts]
    backwards = [small.tag(text).scores for text in reversed(texts)]
    assert forwards == backwards[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 40_000,
        "a|b\n-|-\n" * 15_000,
        "> " * 60_000,
        "".join(" " * depth + "- a\n" for depth in range(600)),
        "&amp;" * 40_000,
        "[a][b]" * 25_000 + "\n\n[b]: c",
        "<details>\n\n" * 15_000,
        "is a " * 40_000,
        "# x\n```\n" + "import " * 25_000,
        "---\n" + "a: b\n" * 40_000,
        "\0" * 100_000,
        "\ud800" * 1000,
    ],
    ids=lambda text: repr(text[:10]),
)
def test_hostile_documents_are_answered_in_bounded_time(text: str, engine: Engine) -> None:
    start = time.process_time()
    result = engine.tag(text)
    assert len(result.tags) <= 3
    assert time.process_time() - start < 10


def test_every_public_name_has_a_docstring() -> None:
    for name in tagengine.__all__:
        if name != "__version__":
            assert getattr(tagengine, name).__doc__, name
