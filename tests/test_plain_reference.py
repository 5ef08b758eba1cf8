"""Tagging held equal to a reference that does everything in the plainest way, however slow."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document.definition import sentence_borders
from tagengine.document.document import Document
from tagengine.document.pieces import BREAK
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.matching.matcher import Matcher
from tagengine.matching.matches import Match, Span
from tagengine.matching.negation import CUES, scopes
from tagengine.matching.phrases import is_exact
from tagengine.matching.regexes import COUNTED_GROUP
from tagengine.rules.rule_set import Condition, Rule, RuleSet, Scope
from tagengine.rules.scale import Scale
from tagengine.scoring import score
from tagengine.text import words
from tagengine.text.unspaced import is_word
from tests.support import GOLD, Folder, examples, needs_gold


def _begins_with(rules: Sequence[Rule]) -> list[frozenset[str]]:
    """Return for each rule the words of which one has to occur; none if any text may match."""
    return [
        frozenset()
        if rule.regex or not all(pattern.startswith(" ") for pattern in rule.patterns)
        else frozenset(pattern.split(" ")[1] for pattern in rule.patterns)
        for rule in rules
    ]


class _Plain:
    """One document searched for every pattern of every rule, one after the other."""

    def __init__(
        self, document: Document, rule_set: RuleSet, begins_with: list[frozenset[str]]
    ) -> None:
        self.document, self.rule_set, self.begins_with = document, rule_set, begins_with
        self.folded = words.fold(document.text + " ")
        self.words = frozenset(self.folded.split())
        starts = [*document.starts, len(self.folded)]
        self.runs = [
            number for number, pair in enumerate(pairwise(starts)) for _ in range(*pair)
        ]  # of every character
        self.borders = sentence_borders(document.text)
        cues = [place for cue in CUES for place in self.places(cue)]
        self.denied = list(scopes(document, cues))

    def places(self, pattern: str) -> list[Span]:
        is_words = pattern[0] == pattern[-1] == " "
        if is_words and not self.words.issuperset(pattern.split()):
            return []
        text, word = f" {self.folded}", pattern.strip(" ")
        shift = pattern.startswith(" ") - 1
        found = []
        at = text.find(pattern)
        while at >= 0:
            span = (at + shift, at + shift + len(word))
            if is_words or is_word(self.document.text, *span):
                found.append(span)
            at = text.find(pattern, at + 1)
        return found

    def words_between(self, end: int, start: int) -> int:
        return len(self.folded[end:start].split())

    def sentence(self, place: int) -> int:
        return sum(border <= place for border in self.borders)

    def run(self, place: int) -> int:
        return self.runs[place]

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

    def regex_spans(self, rule: Rule) -> list[Span]:
        """Return the matches of a regex in the texts between breaks, in windows of 400 characters.

        A match belongs to the window that it begins in, and may reach 400 characters over its end.
        """
        compiled = regex.compile(rule.forms[0])
        group = COUNTED_GROUP if COUNTED_GROUP in compiled.groupindex else 0
        found = []
        for part in re.finditer(f"[^{BREAK}]+", self.document.text):
            text = part[0].strip(" ")
            start = part.start() + part[0].index(text)
            reached = 0
            for first in range(0, len(text), 400):
                runs = set(self.runs[start + first : start + min(first + 400, len(text))])
                if not any(self.is_in_zone(rule, run) for run in runs):
                    continue
                limit = min(first + 800, len(text))
                for one in compiled.finditer(text, max(first, reached), limit):
                    if one.start() < first + 400:
                        reached = one.end()
                        found.append((start + one.start(group), start + one.end(group)))
        return [(first, end) for first, end in found if end > first]

    def is_in_zone(self, rule: Rule, run_index: int) -> bool:
        run = self.document.runs[run_index]
        kind = self.document.sections[run.section].kind
        return bool(rule.zones & 1 << run.zone or rule.sections & 1 << kind)

    def counts(self, rule: Rule, span: Span) -> bool:
        if not self.is_in_zone(rule, self.run(span[0])):
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

    def may_have(self, index: int) -> bool:
        words_ = self.begins_with[index]
        return not words_ or not self.words.isdisjoint(words_)

    def all_spans(self, rule: Rule) -> list[Span]:
        if rule.regex:
            return self.regex_spans(rule)
        return [span for pattern in rule.patterns for span in self.spans(rule, pattern)]

    def matches(self) -> list[Match]:
        rules = self.rule_set.rules
        found = {
            Match(index, *span, self.run(span[0]))
            for index, rule in enumerate(rules)
            if rule.support is None and self.may_have(index)
            for span in self.all_spans(rule)
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
        return [match for match in kept if not self.is_denied(match)]

    def is_denied(self, match: Match) -> bool:
        return any(scope.holds(match) for scope in self.denied)

    def learned(self, scale: Scale) -> dict[int, tuple[Match, int]]:
        """Return each learned rule's best place, and the factor that its weight counts by there."""
        best: dict[int, tuple[Match, int]] = {}
        for index, rule in enumerate(self.rule_set.rules):
            if rule.support is None or not self.may_have(index):
                continue
            places = [
                (-self._factor(scale, run), start, end, run)
                for start, end in self.all_spans(rule)
                if self._factor(scale, run := self.run(start))
            ]
            if places:
                factor, start, end, run = min(places)
                match = Match(index, start, end, run)
                if not self.is_denied(match):
                    best[index] = (match, -factor)
        return best

    def _factor(self, scale: Scale, run_index: int) -> int:
        run = self.document.runs[run_index]
        kind = self.document.sections[run.section].kind
        if not (scale.zones & 1 << run.zone or scale.sections & 1 << kind):
            return 0
        return scale.zone_factors[run.zone] * self.rule_set.settings.section_factor(run.zone, kind)

    def weighed(self, matches: list[Match], scale: Scale) -> dict[int, int]:
        """Return what offsets, brackets, echoes and learned words make of the points by hand."""
        by_hand = self.by_hand(matches)
        counted = {tag: scale.counted(points) for tag, points in by_hand.items()}
        said = {tag: points for tag, points in counted.items() if points > 0}
        points: dict[int, int] = defaultdict(int)
        for index, (_, factor) in self.learned(scale).items():
            rule = self.rule_set.rules[index]
            points[rule.tag] += _towards_zero(rule.weight * factor, 100**2)
        for tag in by_hand.keys() | points.keys():
            policy = self.rule_set.policies[tag]
            own = policy.by_hand.get(tag, 100)
            points[tag] += policy.offset + _towards_zero(counted.get(tag, 0) * own, 100)
            points[tag] += sum(
                _towards_zero(said[other] * percent, 100)
                for other, percent in policy.by_hand.items()
                if other != tag and other in said
            )
        return {tag: score_ for tag, score_ in points.items() if tag in by_hand or score_ >= 0}

    def scores(self, matches: list[Match]) -> dict[int, int]:
        return {tag: points for tag, points in self.by_hand(matches).items() if points}

    def by_hand(self, matches: list[Match]) -> dict[int, int]:
        """Return the points of each tag for which a match adds some, or takes some."""
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
                added = _towards_zero(rule.weight * value * repeat, 100**3)
                if added:
                    points[rule.tag] += added
        return points


def _check(
    record: Record, rule_set: RuleSet, matcher: Matcher, words_: list[frozenset[str]]
) -> None:
    document = read_record(record, rule_set.settings)
    plain = _Plain(document, rule_set, words_)
    fast, found = matcher.search(document)
    slow = plain.matches()
    assert sorted(fast) == sorted(slow)
    scores = {one.tag: one.points for one in score(fast, document, rule_set, words=found)}
    if rule_set.scale is None:
        assert {tag: points for tag, points in scores.items() if points} == plain.scores(slow)
        return
    learned = [match for match, _ in plain.learned(rule_set.scale).values()]
    assert sorted(match for word in found for match in word.matches()) == sorted(learned)
    assert scores == plain.weighed(slow, rule_set.scale)


def _towards_zero(product: int, by: int) -> int:
    return product // by if product >= 0 else -(-product // by)


_RULES = """\
- keywords: [redis, [key value store, kv store], 数据库]
  weight: 8
- {keywords: [store], weight: 3, cap: 1}
- {keywords: [SQL], weight: 5, case: exact, unless: {any: [nosql], in: sentence}}
- {keywords: [table], weight: 4, requires: {any: [rows], in: section, within: 2}}
- {keywords: [stores … rows], weight: 6, gap: 2}
- {keywords: [in memory], weight: -2, zones: [body, heading, list_item]}
- {regex: '(?:SQL|kv)-?[0-9]+', id: numbered, weight: 4, requires: {any: [rows], in: document}}
- {regex: '(?i:the) (?<match>tables?)', id: the-table, weight: 2, zones: [body, lead, code_block]}
- {regex: 'x+ ?(?:[Ss]tore)?', id: xs, weight: 1, cap: 2, unless: {any: [nosql], in: section}}
"""
_TEXT = st.lists(
    st.sampled_from(
        [
            *("redis", "Redis", "key-value store", "kv store", "store", "stores", "SQL", "sql"),
            *(
                "SQL92",
                "kv-1",
                "The table",
                "xxx",
                "x" * 390,
                "nosql",
                "table",
                "rows",
                "row",
                "数据库",
                "in memory",
                "in-memory",
                "is a",
                "is not a",
                "unlike",
                "-free",
                "no",
                "cache",
            ),
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
@examples(300)
def test_a_plain_reference_finds_the_same(name: str, text: str, small: RuleSet) -> None:
    _check(Record("", name=name, readme=text), small, Matcher(small), _begins_with(small.rules))


@needs_gold
def test_a_plain_reference_finds_the_same_in_all_real_documents() -> None:
    rule_set = Engine.load().rule_set
    matcher, begins_with = Matcher(rule_set), _begins_with(rule_set.rules)
    for line in GOLD.read_text("utf-8").splitlines():
        entry = json.loads(line)
        record = Record("", name=entry["name"], readme=entry["readme"])
        _check(record, rule_set, matcher, begins_with)
