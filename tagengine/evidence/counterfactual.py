"""What would have to be otherwise for one tag to be given, or not: tried, not guessed.

Every answer comes from scoring and selecting again with one thing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import structs

from tagengine import scoring
from tagengine.document.document import Document
from tagengine.evidence.contributions import Locator, MatchEvidence, match_evidence
from tagengine.evidence.margin import Reselection
from tagengine.evidence.result import Explanation
from tagengine.matching.left_out import LeftOut, Reason
from tagengine.matching.matches import Match
from tagengine.rules.vocabulary import Tag
from tagengine.rules.zones import ZONE_NAMES, Zone

_TRIED = 50  # matches, the best first, that are tried elsewhere
_WAYS = 3
_ALWAYS = (Zone.TITLE, Zone.TAGLINE, Zone.HEAD, Zone.DEFINITION, Zone.LEAD)
"""Zones that a README can always have."""
_COUNTABLE = (
    *(Reason.ZONE, Reason.SPELLING, Reason.LONGER_MATCH, Reason.REQUIRES, Reason.UNLESS),
    Reason.NEGATION,
)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing whose change flips the decision, and the points that this adds to the score.

    Either the rule of `match` does not count at all (`removed`), or the occurrence stands in
    the zone `zone`, or counts though it was left out for `reason`.
    """

    match: MatchEvidence
    points: int
    removed: bool = False
    zone: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The least change that flips the decision about a tag.

    `points` is what has to be added to its score, in hundredths of a point (negative: taken from
    it), None if no score flips it; `ways` are single changes that do, the smallest first,
    one for a rule.
    """

    given: bool
    points: int | None
    ways: tuple[Way, ...]


def least_change(explanation: Explanation, tag: Tag) -> Change:
    """Return the least change after which a tag is given, or is not given any more."""
    trial = _Trial(explanation, explanation.rule_set.vocabulary.index(tag))
    given = tag in explanation.tags
    ways = trial.removals() if given else trial.additions()
    flipping = sorted(
        (way for way in ways if trial.is_given(trial.points + way.points) is not given),
        key=lambda way: (abs(way.points), way.match.position, way.match.rule),
    )
    of_rule: dict[str, Way] = {}
    for way in flipping:
        of_rule.setdefault(way.match.rule, way)
    return Change(given, trial.least_points(given), tuple(of_rule.values())[:_WAYS])


class _Trial(Reselection):
    """A selection that can also be tried with other matches of the tag."""

    def __init__(self, explanation: Explanation, tag: int) -> None:
        super().__init__(explanation, tag)
        self._explanation, self._rule_set = explanation, explanation.rule_set
        self.points = self.own.points
        rules = self._rule_set.rules
        self._matches = [one for one in explanation.matches if rules[one.rule].tag == tag]
        self._places = Locator(explanation.document)
        self._zones = sorted({*_ALWAYS, *(run.zone for run in explanation.document.runs)})

    def removals(self) -> Iterator[Way]:
        """Yield, for each rule that counts, what it is without it."""
        for rule in dict.fromkeys(match.rule for match in self._matches):
            matches = [one for one in self._matches if one.rule == rule]
            rest = [one for one in self._matches if one.rule != rule]
            points = self._points_of(rest, self._explanation.document)
            yield Way(self._evidence(matches[0]), points - self.points, removed=True)

    def additions(self) -> Iterator[Way]:
        """Yield what a match would add that was left out, or that is in another zone."""
        for note in self._left_out():
            points = self._points_of([*self._matches, note.match], self._explanation.document)
            yield Way(self._evidence(note.match), points - self.points, reason=note.reason)
        ordered = sorted(self.own.contributions, key=lambda entry: -entry.points)
        for entry in ordered[:_TRIED]:
            yield from self._elsewhere(entry.match)

    def _left_out(self) -> Iterable[LeftOut]:
        rules = self._rule_set.rules
        own = (
            note
            for note in self._explanation.left_out
            if rules[note.match.rule].tag == self._tag and note.reason in _COUNTABLE
        )
        return sorted(own, key=lambda note: -rules[note.match.rule].weight)[:_TRIED]

    def _elsewhere(self, match: Match) -> Iterator[Way]:
        """Yield what a match would add in other zones of the document where its rule counts."""
        document, rule = self._explanation.document, self._rule_set.rules[match.rule]
        run = document.runs[match.run]
        rest = [one for one in self._matches if one is not match]
        moved = match._replace(run=len(document.runs))
        for zone in self._zones:
            if rule.zones & 1 << zone and zone != run.zone:
                changed = structs.replace(
                    document, runs=[*document.runs, structs.replace(run, zone=zone)]
                )
                points = self._points_of([*rest, moved], changed)
                yield Way(self._evidence(match), points - self.points, zone=ZONE_NAMES[zone])

    def _points_of(self, matches: list[Match], document: Document) -> int:
        scores = scoring.score(matches, document, self._rule_set)
        return scores[0].points if scores else self._rule_set.policies[self._tag].offset

    def _evidence(self, match: Match) -> MatchEvidence:
        return match_evidence(match, self._places, self._rule_set)
