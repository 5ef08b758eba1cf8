"""Matches to contributions to scores, in integers: no float ever decides an order.

A contribution is `weight x zone factor x section factor x repeat factor`, in hundredths of a point,
rounded towards zero; a tag's score is the sum of its contributions, so it can be checked by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tagengine.document.reading import Document
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import Rule, RuleSet

_PERCENT_CUBED = 100**3


class Contribution(NamedTuple):
    """What one match adds to its tag: `points` in hundredths, and the factors in percent."""

    match: Match
    points: int
    zone_factor: int
    section_factor: int
    repeat_factor: int


class Score(NamedTuple):
    """A tag's score in hundredths of a point, and the contributions that it is the sum of."""

    tag: int
    points: int
    contributions: tuple[Contribution, ...]

    def distinct_rules(self) -> int:
        """Return how many rules speak for the tag."""
        return len({entry.match.rule for entry in self.contributions if entry.points > 0})


def score(
    matches: Iterable[Match], document: Document, rule_set: RuleSet, notes: Notes | None = None
) -> list[Score]:
    """Return the scores of the tags that matched, in vocabulary order.

    `notes`, where given, gets the matches that add nothing.
    """
    rules = rule_set.rules
    by_tag: dict[int, list[Contribution]] = {}
    ordered = sorted(matches, key=attrgetter("rule", "start"))
    for rule_index, occurrences in groupby(ordered, key=attrgetter("rule")):
        rule = rules[rule_index]
        if rule.weight:
            counted = _contributions(rule, list(occurrences), document, rule_set, notes)
            by_tag.setdefault(rule.tag, []).extend(counted)
        elif notes is not None:
            notes.extend(LeftOut(match, Reason.MASK) for match in occurrences)
    return [
        Score(tag, sum(entry.points for entry in entries), tuple(entries))
        for tag, entries in sorted(by_tag.items())
    ]


def _contributions(
    rule: Rule,
    occurrences: list[Match],
    document: Document,
    rule_set: RuleSet,
    notes: Notes | None,
) -> list[Contribution]:
    """Return what the occurrences of one rule add; the best ones count most."""
    settings = rule_set.settings
    factors = rule_set.zone_factors(rule)
    valued = []
    for match in occurrences:
        run = document.runs[match.run]
        section_factor = settings.section_factor(run.zone, document.sections[run.section].kind)
        valued.append(
            (factors[run.zone] * section_factor, match, factors[run.zone], section_factor)
        )
    valued.sort(key=lambda entry: (-entry[0], entry[1].start))
    repeats = settings.repeats[: rule.cap or None]
    counted = []
    for (value, match, zone_factor, section_factor), repeat in zip(valued, repeats, strict=False):
        magnitude = abs(rule.weight) * value * repeat // _PERCENT_CUBED
        if magnitude:
            points = magnitude if rule.weight > 0 else -magnitude
            counted.append(Contribution(match, points, zone_factor, section_factor, repeat))
        elif notes is not None:
            notes.append(LeftOut(match, Reason.WORTH_NOTHING))
    if notes is not None:
        limit = len(repeats)
        notes.extend(
            LeftOut(match, Reason.REPEATS, limit=limit) for _, match, _, _ in valued[limit:]
        )
    return counted
