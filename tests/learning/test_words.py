"""Words learned beside rules by hand: what is learned, what people say is respected."""

from __future__ import annotations

import json

import pytest

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evaluation.gold import Labelled
from tagengine.learning import examples, grams
from tagengine.learning.beside import Folder
from tagengine.learning.joint import Learned
from tagengine.rules.files import folder as rule_files
from tests import support

RECORDS = [
    Labelled(Record(f"own{n}/p{n}", f"p{n}", f"A {what} for number {n}"), (tag,), ())
    for n in range(40)
    for what, tag in (("ledger store", "database"), ("quick recall", "cache "))
]


def learned(found: Folder) -> Learned:
    *_, last = found.learn(RECORDS, ())
    assert last.done == last.total
    assert last.result is not None
    return last.result


def folder(rules: support.Folder) -> Folder:
    files = {
        path.relative_to(rules.path).as_posix(): path.read_text("utf-8")
        for path in rules.path.rglob("*.yaml")
    }
    return Folder.of(files, "rules")


@pytest.fixture
def hand(rules: support.Folder) -> support.Folder:
    rules.write_rules("database", "- {keywords: [sql], weight: 4}")
    return rules


def test_words_that_tell_tags_apart_are_learned(hand: support.Folder) -> None:
    found = folder(hand)
    first = found.written(learned(found))
    assert first == found.written(learned(found)), "the same records give the same bytes"
    rule_set = rule_files.read({**found.files, **first}).rule_set
    by_word = {rule.text: rule for rule in rule_set.rules if rule.support is not None}
    words = [rule for rule in by_word.values() if rule.weight > 0]
    assert {rule.text for rule in words} & {"ledger", "store", "recall", "quick"}
    assert all(rule.support == (40, 40) for rule in words)
    tags = Engine(rule_set).tag_record(Record("", "q", "A ledger store for all")).tags
    assert [tag.name for tag in tags][:1] == ["database"]


def test_a_word_speaks_for_a_tag_only_if_the_tag_is_more_common_with_it(
    hand: support.Folder,
) -> None:
    found = folder(hand)
    # 'sql' by hand says database wherever it stands; the queries are none for all that.
    records = [
        *RECORDS,
        *(
            Labelled(Record(f"other{n}/q{n}", f"q{n}", f"A sql query {n} for all"), ("lib",), ())
            for n in range(40)
        ),
    ]
    *_, last = found.learn(records, ())
    assert last.result is not None
    usual = {"database": 1 / 3, "lib": 1 / 3, "cache ": 1 / 3}
    names = [tag.name for tag in found.reading.rule_set.vocabulary]
    words = [
        (name, word)
        for name, tag in zip(names, last.result.tags, strict=True)
        for word in tag.words.values()
    ]
    assert words
    for name, word in words:
        is_more_common = word.right / word.projects > usual.get(name, 0)
        assert is_more_common == (word.weight > 0), (name, word)


def test_words_are_learned_of_a_record_s_language(hand: support.Folder) -> None:
    found = folder(hand)
    records = [
        Labelled(Record(f"own{n}/p{n}", f"p{n}", f"A thing for {n}", language=language), (tag,))
        for n in range(40)
        for language, tag in (("Shell", "lib"), ("Nix", "cache "))
    ]
    *_, last = found.learn(records, ())
    assert last.result is not None
    rule_set = rule_files.read({**found.files, **found.written(last.result)}).rule_set
    engine = Engine(rule_set)
    result = engine.tag_record(Record("", "q", "A thing", language="Shell"))
    (one,) = [one for one in result.why("lib").contributions if one.match.zone == "language"]
    assert (one.match.text, one.match.place.source, one.match.support) == (
        "Shell", "language", (40, 40)
    )  # fmt: skip
    assert one.points > 0


def test_what_is_pinned_and_struck_is_respected(hand: support.Folder) -> None:
    found = folder(hand)
    for name, text in found.written(learned(found)).items():
        (hand.path / name).parent.mkdir(exist_ok=True)
        hand.write(name, text)
    hand.write(
        "learned/database.yaml",
        "tag: database\nwords:\n  ledger: +3, in 40 of 40, pinned\nstruck: [store]\n",
    )
    again = folder(hand)
    text = again.written(learned(again))["learned/database.yaml"]
    assert "  ledger: +3, in 40 of 40, pinned\n" in text
    assert "  store:" not in text
    assert "struck: [store]\n" in text


@pytest.mark.parametrize(
    ("gram", "expected"),
    [("database", True), ("for the", False), ("a 42", False), ("c", True), ("x", False),
     ("..", False), ("for sql", True)],
)  # fmt: skip
def test_a_word_says_something(gram: str, expected: bool) -> None:
    assert grams.says_something(gram) is expected


def test_records_are_weighed_like_others() -> None:
    many = [Labelled(Record(n, "", "x"), ("lib",), ()) for n in range(9)]
    one = Labelled(Record("q", "", "y"), ("cli",), ())
    listed = examples.of([*many, one], [many[0], one])
    of_tag = {
        name: sum(example.weight for example in listed if name in example.labels)
        for name in ("lib", "cli")
    }
    assert of_tag["cli"] / of_tag["lib"] > 0.5


def test_a_record_with_line_and_readme_is_three_examples() -> None:
    record = Record("a/b", "b", "A tool", readme="# b\n")
    found = [
        (bool(one.record.description), bool(one.record.readme), one.is_whole)
        for one in examples.of([Labelled(record, ("cli",), ())])
    ]
    assert found == [(True, True, True), (True, False, False), (False, True, False)]


def test_a_language_is_learned_from_beside_a_record_without_it() -> None:
    record = Record("a/b", "b", "A tool", language="Shell")
    found = [
        (one.record.language, one.is_whole, one.weight)
        for one in examples.of([Labelled(record, ("cli",), ())])
    ]
    assert found == [("Shell", True, 0.5), ("", False, 1.0)]


def test_words_are_learned_for_tags_that_only_the_configuration_names(
    hand: support.Folder, cli: support.CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hand.path.parent)
    tags = "- {id: 7, name: kitchen}\n- {id: 1, name: database}\n"
    (hand.path.parent / "tags.yaml").write_text(tags)
    records = [
        {"id": f"{what}{n}", "description": f"A {what} for {n}", "tags": [tag]}
        for n in range(40)
        for what, tag in (("ledger", "database"), ("stove", "kitchen"))
    ]
    gold = hand.path.parent / "gold.jsonl"
    gold.write_text("".join(f"{json.dumps(one)}\n" for one in records))
    into = ("rules", "learn", "--into", hand.path.name, "--gold", "gold.jsonl")
    code, _, error = cli(*into)
    assert code == 2
    assert "kitchen" in error
    configuration = f"records: [{{files: [r/*.yml]}}]\nrules: {hand.path.name}\n"
    (hand.path.parent / ".tagengine.yaml").write_text(f"{configuration}vocabulary: tags.yaml\n")
    code, output, error = cli(*into)
    assert (code, error) == (0, "")
    assert f"words for 4 tags in {hand.path.name}/learned/" in output
    assert "stove: +" in (hand.path / "learned/kitchen.yaml").read_text()
    assert cli("rules", "check")[0] == 0
