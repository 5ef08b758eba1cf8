"""Tagging held equal to a reference that does everything in the plainest way, however slow."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagengine import Engine, words
from tagengine.definition import sentence_borders
from tagengine.document import Document, Record, read_record
from tagengine.matching import Matcher
from tagengine.occurrences import Match, Span
from tagengine.phrases import is_exact
from tagengine.rules import Condition, Rule, RuleSet, Scope
from tagengine.scoring import score
from tests.support import GOLD, Folder
from tests.test_gold import needs_gold


class _Plain:
    """One document searched for every pattern of every rule, one after the other."""

    def __init__(self, document: Document, rule_set: RuleSet) -> None:
        self.document, self.rule_set = document, rule_set
        self.folded = words.fold(document.text + " ")
        self.borders = sentence_borders(document.text)

    def places(self, pattern: str) -> list[Span]:
        text, word = f" {self.folded}", pattern.strip(" ")
        shift = pattern.startswith(" ") - 1
        found = []
        at = text.find(pattern)
        while at >= 0:
            found.append((at + shift, at + shift + len(word)))
            at = text.find(pattern, at + 1)
        return found

    def words_between(self, end: int, start: int) -> int:
        return len(self.folded[end:start].split())

    def sentence(self, place: int) -> int:
        return sum(border <= place for border in self.borders)

    def run(self, place: int) -> int:
        return sum(start <= place for start in self.document.starts) - 1

    def section(self, place: int) -> int:
        return self.document.runs[self.run(place)].section

    def spans(self, rule: Rule, pattern: str) -> list[Span]:
        if not (rule.gap and words.GAP in pattern):
            return self.places(pattern)
        first, *rest = [self.places(part) for part in pattern.split(words.GAP)]
        found = []
        for start, end in first:
            ends = self._ends(start, end, rest, rule.gap)
            found += [(start, min(ends))] if ends else []
        return found

    def _ends(self, start: int, end: int, parts: list[list[Span]], gap: int) -> list[int]:
        if not parts:
            return [end] if self.sentence(start) == self.sentence(end - 1) else []
        return [
            last
            for next_start, next_end in parts[0]
            if next_start >= end and self.words_between(end, next_start) <= gap
            for last in self._ends(start, next_end, parts[1:], gap)
        ]

    def counts(self, rule: Rule, span: Span) -> bool:
        run = self.document.runs[self.run(span[0])]
        kind = self.document.sections[run.section].kind
        if not (rule.zones & 1 << run.zone or rule.sections & 1 << kind):
            return False
        insists = rule.exact_case or rule.exact_separators
        return not insists or is_exact(rule, self.document.text[slice(*span)])

    def holds(self, condition: Condition, start: int, end: int) -> bool:
        return any(
            self._is_near(condition, place, start, end)
            for pattern in condition.patterns
            for place in self.places(pattern)
        )

    def _is_near(self, condition: Condition, place: Span, start: int, end: int) -> bool:
        before, after = sorted([place, (start, end)])
        near = condition.within < 0 or self.words_between(before[1], after[0]) <= condition.within
        if condition.scope is Scope.SENTENCE:
            return near and self.sentence(place[0]) == self.sentence(start)
        if condition.scope is Scope.SECTION:
            return near and self.section(place[0]) == self.section(start)
        return near

    def matches(self) -> list[Match]:
        rules = self.rule_set.rules
        found = {
            Match(index, *span, self.run(span[0]))
            for index, rule in enumerate(rules)
            for pattern in rule.patterns
            for span in self.spans(rule, pattern)
            if self.counts(rule, span)
        }
        by_tag = defaultdict(set)
        for match in found:
            by_tag[rules[match.rule].tag].add((match.start, match.end))
        kept = []
        for match in found:
            rule, span = rules[match.rule], (match.start, match.end)
            others = by_tag[rule.tag] - {span}
            is_inside = any(start <= span[0] and span[1] <= end for start, end in others)
            wanted = rule.requires is None or self.holds(rule.requires, *span)
            unwanted = rule.unless is not None and self.holds(rule.unless, *span)
            if wanted and not unwanted and not is_inside:
                kept.append(match)
        return kept

    def scores(self, matches: list[Match]) -> dict[int, int]:
        settings_ = self.rule_set.settings
        values = defaultdict(list)
        for match in matches:
            run = self.document.runs[match.run]
            kind = self.document.sections[run.section].kind
            factor = self.rule_set.zone_factors(self.rule_set.rules[match.rule])[run.zone]
            values[match.rule].append(factor * settings_.section_factor(run.zone, kind))
        points: dict[int, int] = defaultdict(int)
        for index, found in values.items():
            rule = self.rule_set.rules[index]
            best = sorted(found, reverse=True)[: rule.cap or None]
            for value, repeat in zip(best, settings_.repeats, strict=False):
                added = abs(rule.weight) * value * repeat // 100**3
                points[rule.tag] += added if rule.weight > 0 else -added
        return {tag: score_ for tag, score_ in points.items() if score_}


def _check(record: Record, rule_set: RuleSet, matcher: Matcher) -> None:
    document = read_record(record, rule_set.settings)
    plain = _Plain(document, rule_set)
    fast = matcher.find(document)
    slow = plain.matches()
    assert sorted(fast) == sorted(slow)
    scores = {one.tag: one.points for one in score(fast, document, rule_set) if one.points}
    assert scores == plain.scores(slow)


_RULES = """\
- keywords: [redis, [key value store, kv store], 数据库]
  weight: 8
- {keywords: [store], weight: 3, cap: 1}
- {keywords: [SQL], weight: 5, case: exact, unless: {any: [nosql], in: sentence}}
- {keywords: [table], weight: 4, requires: {any: [rows], in: section, within: 2}}
- {keywords: [stores … rows], weight: 6, gap: 2}
- {keywords: [in memory], weight: -2, zones: [body, heading, list_item]}
"""
_TEXT = st.lists(
    st.sampled_from(
        [
            *("redis", "Redis", "key-value store", "kv store", "store", "stores", "SQL", "sql"),
            *("nosql", "table", "rows", "row", "数据库", "in memory", "in-memory", "is a", "cache"),
            *(
                "the",
                "x",
                ". The",
                "etc. A",
                "! ",
                "\n",
                "\n\n",
                "\n# ",
                "\n## License\n\n",
                "\n- ",
            ),
            *("`", "```\n", "**", "[", "](https://redis.io/store)", "<br>", "<p>", "</p>", "> "),
        ]
    ),
    max_size=40,
).map(" ".join)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    folder = Folder(Path(tmp_path_factory.mktemp("plain") / "rules"))
    folder.write_rules("database", _RULES)
    folder.write_rules("lib", "- {keywords: [store, rows … store], weight: 2, gap: 3}")
    return folder.load()


@given(name=st.sampled_from(["", "Redis", "KvStore"]), text=_TEXT)
@settings(max_examples=300, deadline=None)
def test_a_plain_reference_finds_the_same(name: str, text: str, small: RuleSet) -> None:
    _check(Record("", name=name, readme=text), small, Matcher(small))


@cache
def _shipped() -> tuple[RuleSet, Matcher]:
    """Return the shipped rules but the regexes, which have tests of their own."""
    shipped = Engine.load().rule_set
    rule_set = replace(shipped, rules=tuple(rule for rule in shipped.rules if not rule.regex))
    return rule_set, Matcher(rule_set)


@needs_gold
def test_a_plain_reference_finds_the_same_in_real_documents() -> None:
    for line in GOLD.read_text("utf-8").splitlines()[::20]:
        entry = json.loads(line)
        _check(Record("", name=entry["name"], readme=entry["readme"]), *_shipped())
