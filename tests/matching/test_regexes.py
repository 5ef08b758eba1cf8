"""Regex rules over documents: what part counts, in which zones, and in bounded time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document.document import Document, Run
from tagengine.document.structure import SectionInfo
from tagengine.errors import DocumentError
from tagengine.matching import regexes
from tagengine.matching.regexes import RegexSearch
from tagengine.rules.files.folder import read
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.zones import Section, Zone
from tests.growth import LINEAR, growth
from tests.matching.test_matcher import found
from tests.rules.files.test_broken_rules import BASE
from tests.support import Folder


@pytest.mark.parametrize(
    ("regex", "text", "expected"),
    [
        (r"SQL:\d+", "SQL:92, sql:99 and SQL:2003", ["SQL:92", "SQL:2003"]),
        (r"(?i)sql:\d+", "SQL:92, sql:99", ["SQL:92", "sql:99"]),
        (r"v(?<match>\d)", "v1 and v2", ["1", "2"]),
        (r"v(?P<match>\d)?x", "vx v3x", ["3"]),
        (r"(?<other>v)\d", "v1", ["v1"]),
        (r"SQL", "", []),
        (r"a\s+b", "a b and a\nb\n\n- a\n- b", ["a b", "a\nb"]),
        (r"^Run\b", "Run it.\n\nRun it.", ["Run", "Run"]),
        (r"数\w", "数据", ["数据"]),
    ],
)
def test_what_a_regex_finds(regex: str, text: str, expected: list[str], rules: Folder) -> None:
    assert found(rules, f"- {{regex: '{regex}', weight: 3}}", text) == expected


def test_a_regex_counts_in_its_zones_and_sections(rules: Folder) -> None:
    rule = "- {regex: 'SQL\\d', weight: 3, zones: [title, install]}"
    text = "# SQL1\n\nSQL2\n\n## Install\n\nSQL3\n"
    assert found(rules, rule, text) == ["SQL1", "SQL3"]


def test_conditions_and_longest_matches_hold_for_regexes_too(rules: Folder) -> None:
    rule = "- {regex: 'SQL:\\d+', weight: 3, unless: {any: [old], in: sentence}}\n"
    rule += "- {keywords: [new sql 99], weight: 0}"
    text = "SQL:92 is fine. The old SQL:99. A new SQL:99."
    assert found(rules, rule, text) == ["SQL:92", "new SQL:99"]


@pytest.mark.parametrize("regex", [r"a+b", r"\w+!", r"(?:ab?)+c", "[^b]*b"])
def test_a_long_document_is_no_trap_for_a_sound_regex(regex: str, rules: Folder) -> None:
    rules.write_rules("database", f"- {{regex: '{regex}', weight: 3}}")
    engine = rules.engine()
    assert growth("a".__mul__, engine.tag, 4_000) < LINEAR


@pytest.mark.parametrize("before", ["", "Words of a text.\n\n" * 12_000])
def test_a_regex_that_takes_too_long_is_named_with_the_document(
    before: str, rules: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regexes, "_SECONDS", 0.1)
    rules.write_rules("database", "- {regex: 'x', weight: 3, id: slow}")
    rule_set = rules.load()
    # No file can hold such a rule: it is refused when it is read.
    [rule] = rule_set.rules
    engine = Engine(replace(rule_set, rules=(rule._replace(forms=("(a|aa)+$",)),)))
    with pytest.raises(DocumentError) as caught:
        engine.tag(f"{before}{'a' * 40}b\n", id="ember.md")
    assert str(caught.value) == (
        f"ember.md: {rules.path}/database.yaml:3: the regex of rule slow takes too long"
        " on this document"
    )


@given(st.integers(0, 2_300), st.sampled_from(["x", "Key:12", "Key:" + "1" * 150]))
def test_where_a_long_text_is_cut_makes_no_difference(length: int, word: str) -> None:
    text = "- " * (length // 2) + word + " -" * 600
    rule = "{regex: '\\bKey:\\d+\\b', weight: 3}"
    rule_set = read({**BASE, "cache.yaml": f"tag: cache\nrules: [{rule}]\n"}).rule_set
    run = Run(0, 0, len(text), Zone.BODY, 0, True)
    document = Document((), text, [0], [run], [SectionInfo(Section.MAIN, (), 0)])
    expected = [] if word == "x" else [word]
    found = RegexSearch(rule_set.rules, {0: []}).find(document)
    found_here = [text[one.start : one.end] for one in found]
    assert found_here == expected


def test_a_match_over_the_end_of_a_window_is_one(rules: Folder) -> None:
    text = "x" * 390 + " " + "y" * 100
    assert found(rules, "- {regex: '\\S.*\\S', weight: 3}", text) == [text]


@pytest.mark.parametrize(
    "pump", ["a", "x ", "- ", "[a", "The a ", "--", '"', "A.", "::", "gem 'a", "#include <a", "\t"]
)
def test_the_shipped_regexes_read_hostile_text_quickly(pump: str, shipped: RuleSet) -> None:
    having = tuple(rule for rule in shipped.rules if rule.regex)
    engine = Engine(replace(shipped, rules=having))
    assert having
    assert growth(lambda length: pump * (length // len(pump)), engine.tag, 4_096) < LINEAR
