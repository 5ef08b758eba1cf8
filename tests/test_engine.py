"""The library's front door."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tagengine
from tagengine import Engine, Record, Vocabulary, VocabularyError
from tagengine.rules.vocabulary import Tag
from tests.determinism.environments import DOCUMENTS
from tests.growth import LINEAR, growth
from tests.support import GOLD, Folder, needs_gold


@pytest.fixture
def small(rules: Folder) -> Engine:
    """An engine with one rule for each of two tags."""
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 10}")
    return rules.engine()


def test_a_rule_can_name_the_language_of_a_record(rules: Folder) -> None:
    rules.write_rules(
        "cache",
        "- {keywords: [rust], weight: 9, zones: {language: 200}}\n- {keywords: [elm], weight: 9}",
    )
    record = Record("1", name="x", language="Rust")
    (one,) = rules.engine().tag_record(record).why("cache ").contributions
    assert (one.match.zone, one.match.place.source, one.match.text) == (
        "language", "language", "Rust"
    )  # fmt: skip
    assert one.points == 1800
    other = Record("1", name="x", language="Elm")
    assert rules.engine().tag_record(other).why("cache ").contributions == ()


def test_a_result_has_tags_scores_and_evidence(small: Engine) -> None:
    result = small.tag("# SQL and a memo\n\nsql\n", id="x")
    assert result.id == "x"
    assert result.tags == (Tag(1, "database"), Tag(2, "cache "))
    assert result.scores == {"database": 3100, "cache ": 2500}
    first = result.evidence.tags[0]
    assert (first.tag.name, first.score, first.chosen) == ("database", 3100, True)
    best = first.contributions[0]
    assert (best.match.rule, best.match.text, best.match.zone, best.points) == (
        "database/sql",
        "SQL",
        "title",
        2500,
    )
    place = best.match.place
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
    places = {
        (one.match.place.source, one.match.place.start)
        for one in result.evidence.tags[0].contributions
    }
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


HOSTILE: dict[str, Callable[[int], str]] = {
    "headings": lambda n: "# a\n" * n * 8,
    "tables": lambda n: "a|b\n-|-\n" * n * 3,
    "quotes": lambda n: "> " * n * 12,
    "lists in lists": lambda n: "".join(" " * depth + "- a\n" for depth in range(int(n**0.5) * 9)),
    "entities": lambda n: "&amp;" * n * 8,
    "references": lambda n: "[a][b]" * n * 5 + "\n\n[b]: c",
    "HTML": lambda n: "<details>\n\n" * n * 3,
    "definitions": lambda n: "is a " * n * 8,
    "code": lambda n: "# x\n```\n" + "import " * n * 5,
    "front matter": lambda n: "---\n" + "a: b\n" * n * 8,
    "NUL": lambda n: "\0" * n * 20,
    "halves of pairs": lambda n: "\ud800" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_take_time_by_their_length(name: str, engine: Engine) -> None:
    text = HOSTILE[name]
    assert len(engine.tag(text(1000)).tags) <= 3
    assert growth(text, engine.tag, 250) < LINEAR


def test_every_public_name_has_a_docstring() -> None:
    for name in tagengine.__all__:
        if name != "__version__":
            assert getattr(tagengine, name).__doc__, name


@pytest.fixture(scope="module")
def three_tags(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine with a rule for each of three tags."""
    rules = Folder(tmp_path_factory.mktemp("three") / "rules")
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 7}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 4, requires: {any: [memo]}}")
    return rules.engine()


LICENSE = f"## License\n\n{(Path(__file__).parent.parent / 'LICENSE').read_text('utf-8')}"
_PARTS = (
    "sql and a memo", "Ember is a sql memo for a crate.", "## memo", "- sql\n- crate", "`sql` it",
    "| sql | memo |\n|---|---|\n| a | crate |", "```\nmemo\n```", "> a memo", "<p>sql</p>",
    "<b>memo</b> [crate](x)", "## Usage\n\nsql", "x",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(_PARTS), max_size=6), st.sampled_from(["# Ember", "Ember\n==", "x"])
)
def test_a_license_that_no_rule_is_about_changes_no_score(
    three_tags: Engine, parts: list[str], title: str
) -> None:
    text = "\n\n".join([title, *parts])
    longer = three_tags.tag(f"{text}\n\n{LICENSE}")
    assert (longer.tags, longer.scores) == (three_tags.tag(text).tags, three_tags.tag(text).scores)


@pytest.mark.parametrize(
    "path", sorted(DOCUMENTS.glob("*/README.md")), ids=lambda path: path.parent.name
)
def test_a_license_changes_no_tags_of_documents(path: Path, engine: Engine) -> None:
    text = path.read_text("utf-8", errors="replace")
    assert engine.tag(f"{text}\n\n{LICENSE}").tags == engine.tag(text).tags


@needs_gold
def test_a_license_changes_no_tags_of_gold(engine: Engine) -> None:
    texts = [json.loads(line)["readme"] for line in GOLD.read_text("utf-8").splitlines()]
    changed = [
        text[:80]
        for text in texts
        if engine.tag(f"{text}\n\n{LICENSE}").tags != engine.tag(text).tags
    ]
    assert changed == []
