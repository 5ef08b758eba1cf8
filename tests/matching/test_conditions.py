"""`requires` and `unless`: scopes and distances, as a slow search would tell them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.definition import sentence_borders
from tagengine.document.document import Document
from tagengine.document.reading import read
from tagengine.matching.matcher import Matcher
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import RuleSet
from tests.growth import LINEAR, growth
from tests.rules.files.test_broken_rules import BASE
from tests.support import Folder, examples


def rule_set(condition: str) -> RuleSet:
    """Return rules of which one, for 'store', has a condition."""
    text = f"tag: cache\nrules: [{{keywords: [store], weight: 3, plural: false, {condition}}}]\n"
    return rule_files.read({**BASE, "cache.yaml": text}).rule_set


def starts(condition: str, text: str) -> list[int]:
    """Return where 'store' counts in a text."""
    rules = rule_set(condition)
    return [one.start for one in Matcher(rules).find(read(text, rules.settings))]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("requires: {any: [disk], within: 0}", ["disk store", "store disk"]),
        ("requires: {any: [disk], within: 1}", ["disk store", "store disk", "store on disk"]),
        ("unless: {any: [disk], within: 1}", ["store of the disk", "a store"]),
        ("requires: {any: [big disk], within: 0}", ["big disk store"]),
        ("requires: {any: [disk, tape], within: 0}", ["disk store", "store disk", "tapes store"]),
        ("requires: {any: [store]}", ["a store"]),
        ("requires: {any: [object store], within: 0}", ["an object store"]),
    ],
)
def test_distances_are_in_words_on_both_sides(condition: str, expected: list[str]) -> None:
    for text in expected:
        assert len(starts(condition, text)) == 1, text


def test_the_plural_of_a_term_is_found_too() -> None:
    assert starts("requires: {any: [disk]}", "a store on disks") == [2]


def test_two_conditions_have_to_hold() -> None:
    condition = "requires: {any: [disk], in: sentence}, unless: {any: [floppy], in: section}"
    assert len(starts(condition, "A store on disk.\n\n## Setup\n\nA store, a disk, a floppy.")) == 1


def test_terms_come_from_shared_lists(rules: Folder) -> None:
    (rules.path / "lists").mkdir()
    rules.write("lists/media.yaml", "keywords: [disk, [tape, magnetic tape], ssd … drive]\n")
    rules.write_rules(
        "cache", "- {keywords: [store], weight: 3, requires: {any: [paper], lists: [media]}}"
    )
    (rule,) = rules.load().rules
    assert rule.requires is not None
    assert rule.requires.terms == ("paper", "disk", "tape", "magnetic tape")
    matcher = Matcher(rules.load())
    for text in ("a store on tapes", "a store on paper"):
        assert matcher.find(read(text, rules.load().settings))


def slow(document: Document, scope: str, within: int) -> list[int]:
    """Return where 'store' has 'disk' in a scope and near enough, by looking at every pair."""
    text = document.text.lower()
    folded = "".join(one if one.isalnum() else " " for one in text)
    borders = [*sentence_borders(document.text), len(text)]

    def places(word: str) -> list[int]:
        return [at for at in range(len(text)) if text.startswith(word, at)]

    def group(position: int) -> int:
        if scope == "document":
            return 0
        if scope == "section":
            return document.runs[document.run_at(position)].section
        return sum(border <= position for border in borders)

    kept = []
    for store in places("store"):
        for disk in places("disk"):
            between = folded[disk + 4 : store] if disk < store else folded[store + 5 : disk]
            if group(store) == group(disk) and len(between.split()) <= within:
                kept.append(store)
                break
    return kept


@examples()
@given(
    st.lists(st.sampled_from(["store", "disk", "x", ". Y", "\n\n## Z\n\n", "**w**"]), max_size=14),
    st.sampled_from(["sentence", "section", "document"]),
    st.one_of(st.none(), st.integers(0, 3)),
)
def test_a_slow_search_tells_the_same(text: list[str], scope: str, within: int | None) -> None:
    distance = "" if within is None else f", within: {within}"
    rules = rule_set(f"requires: {{any: [disk], in: {scope}{distance}}}")
    document = read(" ".join(text), rules.settings)
    fast = [one.start for one in Matcher(rules).find(document)]
    assert fast == slow(document, scope, 10**9 if within is None else within)
    negated = rule_set(f"unless: {{any: [disk], in: {scope}{distance}}}")
    every = [one.start for one in Matcher(rule_set("cap: 1")).find(document)]
    others = [one.start for one in Matcher(negated).find(document)]
    assert sorted(fast + others) == every


@pytest.mark.parametrize(
    "condition",
    [
        "unless: {any: [tape], in: section, within: 3}",
        "requires: {any: [disk], in: section}",
        "requires: {any: [disk], in: sentence, within: 0}",
        "requires: {any: [disk], within: 50}",
    ],
)
@pytest.mark.parametrize(
    "text", [lambda n: "store disk " * n, lambda n: "store x " * n + "disk " * n]
)
def test_a_long_document_full_of_both_is_no_trap(
    condition: str, text: Callable[[int], str]
) -> None:
    rules = rule_set(condition)
    matcher = Matcher(rules)
    assert growth(lambda n: read(text(n), rules.settings), matcher.find, 800) < LINEAR
