"""What a change of rules does: exact for every document, tag and rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine, Record
from tagengine.authoring.impact import Effect, Impact, RuleChange, compare, rule_changes
from tagengine.evaluation.gold import Labelled
from tagengine.rules.rule_set import RuleSet
from tests.support import Folder

DOCUMENTS = {
    "a": "# Ember\n\nEmber is a SQL database.\n",
    "b": "# Tide\n\nTide is a memory cache.\n",
    "c": "# Crate\n\nCrate is a library.\n",
}


def rule_set(path: Path, **files: str) -> RuleSet:
    """Return the rules of a folder of three tags."""
    folder = Folder(path)
    for tag, rules in files.items():
        folder.write_rules(tag, rules)
    return folder.load()


@pytest.fixture
def old(tmp_path: Path) -> RuleSet:
    """Rules for two tags."""
    return rule_set(
        tmp_path / "old",
        database="- {keywords: [sql], weight: 10}\n- {keywords: [gone], weight: 3}",
        cache="- {keywords: [memory cache], weight: 10}",
    )


@pytest.fixture
def new(tmp_path: Path) -> RuleSet:
    """Rules for three tags: one less, one weaker, one new, one the same."""
    return rule_set(
        tmp_path / "new",
        database="- {keywords: [sql], weight: 1}",
        cache="# moved\n\n- {keywords: [memory cache], weight: 10}",
        lib="- {keywords: [library], weight: 10}",
    )


def corpus(**labels: tuple[str, ...]) -> list[Record | Labelled]:
    """Return the documents, with labels if they are given."""
    records = [Record(name, readme=text) for name, text in DOCUMENTS.items()]
    return [Labelled(one, labels[str(one.id)]) for one in records] if labels else [*records]


def test_the_changes_of_the_rules(old: RuleSet, new: RuleSet) -> None:
    assert rule_changes(old, new) == (
        RuleChange("database/gone", "database", 300, None),
        RuleChange("database/sql", "database", 1000, 100),
        RuleChange("lib/library", "lib", None, 1000),
    )
    assert rule_changes(old, old) == ()


def test_implied_rules_are_said_once(tmp_path: Path) -> None:
    rules = "[{keywords: [sql], weight: 10}, {keywords: [table], weight: 10}]"
    sides = []
    for name, percent, weight in (("one", 30, 10), ("two", 30, 20), ("three", 50, 10)):
        folder = Folder(tmp_path / name)
        text = f"tag: database\nimplies: {{lib: {percent}}}\nrules: {rules}\n"
        folder.write("database.yaml", text.replace("10", str(weight), 1))
        sides.append(folder.load())
    one, two, three = sides
    assert rule_changes(one, two) == (RuleChange("database/sql", "database", 1000, 2000),)
    assert rule_changes(one, three) == (
        RuleChange("database/sql>lib", "lib", 300, 500),
        RuleChange("database/table>lib", "lib", 300, 500),
    )
    (document,) = compare(one, three, [Record("x", readme="# Sql\n")]).changed
    (change,) = document.changes
    assert (change.name, change.gained) == ("lib", True)
    assert [delta.change for delta in change.rules] == [rule_changes(one, three)[0]]


def test_the_documents_and_their_reasons(old: RuleSet, new: RuleSet) -> None:
    impact = compare(old, new, corpus())
    assert (impact.documents, impact.before, impact.after) == (3, None, None)
    ember, crate = impact.changed
    assert (ember.id, ember.old, ember.new, ember.effect) == ("a", ("database",), (), None)
    (lost,) = ember.changes
    assert (lost.name, lost.gained) == ("database", False)
    assert [(one.id, one.old, one.new) for one in lost.rules] == [("database/sql", 4000, 400)]
    assert lost.rules[0].change == RuleChange("database/sql", "database", 1000, 100)
    assert (lost.old.score, lost.new.score) == (4000, 400)
    assert (crate.id, crate.old, crate.new) == ("c", (), ("lib",))
    assert [(tag.name, tag.before, tag.after, tag.gained, tag.lost) for tag in impact.tags] == [
        ("database", 1, 0, 0, 1),
        ("lib", 0, 1, 1, 0),
    ]
    assert (impact.policies, impact.settings_changed) == ((), False)


def test_labels_tell_better_from_worse(old: RuleSet, new: RuleSet) -> None:
    impact = compare(old, new, corpus(a=("database",), b=("cache ",), c=("lib",)))
    assert [document.effect for document in impact.changed] == [Effect.WORSE, Effect.BETTER]
    assert impact.before is not None
    assert impact.after is not None
    assert impact.before.micro_f1 == impact.after.micro_f1 == 0.8
    assert compare(old, old, corpus(a=(), b=(), c=())).changed == ()


def test_policies_settings_and_vocabularies(tmp_path: Path, old: RuleSet) -> None:
    folder = Folder(tmp_path / "other")
    folder.write("vocabulary.yaml", "- {id: 2, name: cache}\n- {id: 9, name: new}\n")
    folder.write("cache.yaml", "tag: cache\nthreshold: 3\nexcludes: [new]\n"
                 "rules: [{keywords: [memory cache], weight: 10}]\n")  # fmt: skip
    settings = folder.path / "zones.yaml"
    settings.write_text(settings.read_text().replace("max_tags: 3", "max_tags: 2"))
    impact = compare(old, folder.load(), corpus())
    assert impact.settings_changed
    assert impact.policies == ("cache",)
    assert [document.id for document in impact.changed] == ["a", "b"]  # "cache " is "cache" now
    assert {change.name for document in impact.changed for change in document.changes} == {
        "database", "cache", "cache ",
    }  # fmt: skip


@given(data=st.data())
def test_the_impact_is_what_tagging_twice_says(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = ["sql", "memo", "crate"]
    entries = st.lists(
        st.tuples(st.sampled_from(words), st.integers(-20, 20)),
        min_size=1,
        unique_by=lambda one: one[0],
    )
    sides = []
    for _ in range(2):
        files = {
            tag: "\n".join(
                f"- {{keywords: [{word}], weight: {weight}}}" for word, weight in data.draw(entries)
            )
            for tag in ("database", "cache", "lib")
        }
        sides.append(rule_set(tmp_path_factory.mktemp("sets") / "rules", **files))
    texts = data.draw(st.lists(st.lists(st.sampled_from([*words, "is a", "x"])).map(" ".join)))
    records = [Record(number, readme=f"# {text}\n") for number, text in enumerate(texts)]
    impact = compare(sides[0], sides[1], records)
    engines = [Engine(side) for side in sides]
    changed = {document.id: document for document in impact.changed}
    for record in records:
        before, after = ([tag.name for tag in engine.tag_record(record).tags] for engine in engines)
        assert (record.id in changed) == (before != after)
        if document := changed.get(record.id):
            assert (list(document.old), list(document.new)) == (before, after)
            gained = [change.name for change in document.changes if change.gained]
            lost = [change.name for change in document.changes if not change.gained]
            assert gained == [name for name in after if name not in before]
            assert lost == [name for name in before if name not in after]
            for change in document.changes:
                moved = sum((one.new or 0) - (one.old or 0) for one in change.rules)
                assert moved == change.new.score - change.old.score
    _check_counts(impact)


def _check_counts(impact: Impact) -> None:
    for tag in impact.tags:
        assert tag.before + tag.gained - tag.lost == tag.after
