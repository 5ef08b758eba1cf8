"""Entries of a rule file to rules: ids, forms, zones, options and conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.errors import RuleErrors
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import Rule, Scope
from tagengine.rules.zones import ZONE_NAMES, Section, Zone
from tagengine.text import words
from tests.rules.files.test_broken_rules import BASE


def rules_of(*entries: str) -> dict[str, Rule]:
    """Return the rules of entries by id."""
    text = "tag: cache\nrules:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)
    return {rule.id: rule for rule in rule_files.read({**BASE, "cache.yaml": text}).rule_set.rules}


def one(entry: str) -> Rule:
    """Return the rule of an entry with one keyword."""
    (rule,) = rules_of(entry).values()
    return rule


def test_ids_come_from_the_first_form() -> None:
    found = rules_of(
        "keywords: [[Read-Through cache, other], C++, .NET, 'a  b/c'], weight: 1",
        "keywords: [数据库], weight: 1",
        "keywords: [memo], weight: 1, id: own",
        "regex: 'x\\d', weight: 1",
    )
    assert list(found) == [
        "cache/.net", "cache/a-b-c", "cache/c++", "cache/keyword-263200d7",
        "cache/read-through-cache", "cache/regex-6e3674f5", "own",
    ]  # fmt: skip


def test_different_keywords_with_the_same_slug_have_different_ids() -> None:
    found = rules_of(
        "keywords: [on call], weight: 1, case: exact", "keywords: [On call], weight: 2"
    )
    assert len(found) == 2
    assert all(name.startswith("cache/on-call") for name in found)


def test_the_options_of_an_entry_are_those_of_its_rules() -> None:
    rule = one("keywords: [a … b], weight: -3, cap: 2, gap: 4, case: exact, hyphen: false")
    assert (rule.weight, rule.cap, rule.gap) == (-300, 2, 4)
    assert rule.exact_case
    assert rule.exact_separators
    assert rule.patterns == (" a … b ", " a … bs ")


def test_a_gap_is_only_for_keywords_that_have_one() -> None:
    assert one("keywords: [a b], weight: 1").gap == 0
    assert one("keywords: [a … b], weight: 1").gap == 2


def test_zones_sections_and_groups_mix() -> None:
    rule = one("keywords: [a], weight: 1, zones: [url, install, prose]")
    assert rule.zones == 1 << Zone.URL | 1 << Zone.LEAD
    assert rule.sections == 1 << Section.INSTALL | 1 << Section.FEATURES
    assert rule.factors == ()


def test_a_mapping_of_zones_has_factors_of_its_own() -> None:
    rule = one("keywords: [a], weight: 1, zones: {summary: 30, url: 200, title: 50}")
    assert rule.zones == 1 << Zone.NAME | 1 << Zone.TITLE | 1 << Zone.TAGLINE | 1 << Zone.URL
    named = dict(zip(ZONE_NAMES, rule.factors, strict=True))
    assert (named["name"], named["title"], named["url"], named["body"]) == (30, 50, 200, 35)


def test_a_condition_has_its_terms_with_plurals_scope_and_distance() -> None:
    rule = one("keywords: [a], weight: 1, unless: {any: [Web page], in: section, within: 3}")
    assert rule.unless is not None
    assert rule.requires is None
    assert rule.unless.terms == ("Web page",)
    assert rule.unless.patterns == (" web page ", " web pages ")
    assert (rule.unless.scope, rule.unless.within) == (Scope.SECTION, 3)
    usual = one("keywords: [a], weight: 1, requires: {any: [b]}").requires
    assert usual is not None
    assert (usual.scope, usual.within) == (Scope.DOCUMENT, -1)


@given(st.lists(st.text("aB -", min_size=1, max_size=6), min_size=1, max_size=5))
def test_two_keywords_are_one_only_if_they_find_the_same(keywords: list[str]) -> None:
    patterns = [words.pattern(keyword) for keyword in keywords]
    listed = ", ".join(f"'{keyword}'" for keyword in keywords)
    text = f"tag: cache\nrules: [{{keywords: [{listed}], weight: 1, plural: false}}]\n"
    files = {**BASE, "cache.yaml": text}
    if all(patterns) and len(set(patterns)) == len(patterns):
        rules = rule_files.read(files).rule_set.rules
        assert len({rule.id for rule in rules}) == len(keywords)
    else:
        with pytest.raises(RuleErrors) as caught:
            rule_files.read(files)
        codes = {problem.code for problem in caught.value.problems}
        assert codes <= {"duplicate", "no-word", "bad-value"}
