"""Learned words and their scale: what they say, and each mistake with its place."""

from __future__ import annotations

import pytest

from tagengine.document.record import Record
from tagengine.errors import RuleErrors, UsageError
from tagengine.selection import Verdict
from tests.support import Folder

SCALE = """\
zones: {title: 100, noun: 100, head: 100, body: 50}
counts_in: [summary, features]
brackets: [{to: 5, percent: 200}, {percent: 50}]
confidence: [{score: 0, percent: 20}, {score: 10, percent: 40}, {score: 50, percent: 90}]
"""
WORDS = """\
tag: database
offset: -20
by_hand: {database: 150, cache: 10}
words:
  sqlite: +21, in 41 of 47
  tutorial: -9, in 1 of 30, pinned
struck: [redis]
"""


def folder(rules: Folder, words: str = WORDS, scale: str = SCALE) -> Folder:
    rules.write("scale.yaml", scale)
    (rules.path / "learned").mkdir(exist_ok=True)
    rules.write("learned/database.yaml", words)
    return rules


def problems(rules: Folder) -> list[str]:
    with pytest.raises(RuleErrors) as caught:
        rules.load()
    return [str(one) for one in caught.value.problems]


def test_a_learned_word_counts_once_where_it_stands_best(rules: Folder) -> None:
    text = "# A sqlite tutorial\n\nsqlite and sqlite\n\n## Features\n\nsqlite\n"
    words = WORDS.replace("offset: -20", "offset: 5")
    entry = folder(rules, words).engine().tag(text).why("database")
    found = [(one.match.rule, one.points, one.match.support) for one in entry.contributions]
    assert ("database/~sqlite", 2100, (41, 47)) in found
    assert ("database/~tutorial", -900, (1, 30)) in found
    assert [rule for rule, _, _ in found].count("database/~sqlite") == 1


def test_a_score_is_offset_contributions_and_echoes(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql, table], weight: 4}")
    rules.write_rules("cache", "- {keywords: [memoize], weight: 4}")
    entry = folder(rules).engine().tag("# A sqlite sql table memoize\n").why("database")
    points = sum(one.points for one in entry.contributions)
    points += sum(one.points for one in entry.echoes)
    assert entry.score == entry.offset + points
    assert entry.offset == -2000
    assert [(one.tag.key, one.percent) for one in entry.echoes] == [("cache", 10)]
    by_hand = [one for one in entry.contributions if one.match.support is None]
    assert any(one.points != one.worth for one in by_hand)


def test_confidence_can_be_asked_for(rules: Folder) -> None:
    rule_set = folder(rules).load()
    assert rule_set.with_min_confidence(90).threshold(0) == 5000
    assert rule_set.with_min_confidence(95).threshold(0) > 10**9


def test_rules_without_a_scale_cannot_tell_confidence(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 4}")
    with pytest.raises(UsageError, match="have no confidence"):
        rules.load().with_min_confidence(80)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("+21, in 41 of 47", "21 of 47", ':5:11: cannot read the weight of "sqlite" '),
        ("in 41 of 47", "in 48 of 47", ":5:11: 48 of 47 projects cannot be "),
        ("sqlite:", '"++":', ':5:3: the word "++" has no letter or digit to search for '),
        ("tutorial:", "sqlites:", ':6:3: the word "sqlites" occurs twice (line 5 already finds it'),
        ("tag: database", "tag: databases", ':1:6: no tag "databases" in the vocabulary '),
        ("cache: 10", "caches: 10", ':3:26: no tag "caches" in the vocabulary '),
        ("cache: 10", "cache: 9999", ":3:33: the part for cache 9999 is out of range "),
        ("offset: -20", "offset: much", ":2:9: expected a whole number for offset, found text "),
    ],
)
def test_a_mistake_in_a_file_of_words_has_its_place(
    rules: Folder, old: str, new: str, expected: str
) -> None:
    assert old in WORDS
    found = problems(folder(rules, WORDS.replace(old, new)))
    assert len(found) == 1
    assert f"learned/database.yaml{expected}" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{to: 5, percent: 200}", "{percent: 200}", ':3:12: no key "to" '),
        ("{percent: 50}", "{to: 9, percent: 50}", ':3:35: a "to" in the last bracket '),
        ("{score: 10, percent: 40}", "{score: 0, percent: 40}", ":4:39: score 0 does not rise "),
        ("percent: 90", "percent: 30", ":4:65: percent 30 falls below 40 "),
        ("counts_in: [summary,", "counts_in: [sumary,", ':2:13: unknown zone "sumary" '),
    ],
)
def test_a_mistake_in_a_scale_has_its_place(
    rules: Folder, old: str, new: str, expected: str
) -> None:
    assert old in SCALE
    found = problems(folder(rules, scale=SCALE.replace(old, new)))
    assert len(found) == 1
    assert f"scale.yaml{expected}" in found[0]


def test_learned_words_need_a_scale(rules: Folder) -> None:
    folder(rules)
    (rules.path / "scale.yaml").unlink()
    assert (
        "learned/database.yaml:1:1: there are learned words but no scale.yaml" in problems(rules)[0]
    )


def test_a_tag_has_one_file_of_words(rules: Folder) -> None:
    folder(rules)
    rules.write("learned/other.yaml", WORDS)
    assert "learned/other.yaml:1:6: a second file for the same tag" in problems(rules)[0]


def test_learned_words_need_more_where_rules_by_hand_hardly_speak(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 4}\n- {keywords: [rows], weight: 9}")
    engine = folder(rules, WORDS.replace("offset: -20", "offset: 5")).engine()
    given = {text: engine.tag(f"# {text}\n").tags for text in ("sqlite sql", "sqlite sql rows")}
    assert [len(tags) for tags in given.values()] == [0, 1]
    step = engine.tag("# sqlite sql\n").steps[0]
    assert (step.verdict, step.threshold) == (Verdict.BELOW_THRESHOLD, 4600)
    record = Record("", name="sqlite", description="A sqlite with sql")
    assert [tag.name for tag in engine.tag_record(record).tags] == ["database"]
