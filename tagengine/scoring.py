"""Matches to contributions to scores, in integers: no float ever decides an order.

A match is worth `weight x zone factor x section factor x repeat factor`, in hundredths of a point,
rounded towards zero. A contribution is that, or for rules by hand what the brackets of a scale
leave of it. A tag's score is the sum of its offset, its contributions, and what the points by hand
of other tags say about it, so it can be checked by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tagengine.document.reading import Document
from tagengine.matching.learned import WordFound, WordRule, lanes
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.scale import ALONE_PERCENT, ALONE_WORDS, LEAST_BY_HAND, Scale

_SQUARED = 100**2
_CUBED = 100**3
_NOTHING: Mapping[int, int] = {}


class Contribution(NamedTuple):
    """What one match adds to its tag: `points` in hundredths, and the factors in percent.

    `worth` are the points before the brackets of a scale.
    """

    match: Match
    points: int
    worth: int
    zone_factor: int
    section_factor: int
    repeat_factor: int


class Echo(NamedTuple):
    """What the points by hand of another tag say of a tag.

    `counted` are the other tag's points by hand after the brackets, `percent` is the part of them
    that counts, `points` that part; points in hundredths, rounded towards zero.
    """

    tag: int
    counted: int
    percent: int
    points: int


class Score(NamedTuple):
    """A tag's score in hundredths of a point: offset, contributions and echoes summed.

    `counted` are the contributions that are made already. Those of `words`, and the echoes of what
    is `said` by hand of other tags, of which the `percents` count, are made when someone asks.
    `floor` is what the score must reach where rules by hand do not speak for the tag, and `by_hand`
    what these add before the brackets.
    """

    tag: int
    points: int
    counted: tuple[Contribution, ...]
    offset: int = 0
    said: Mapping[int, int] = _NOTHING
    percents: Mapping[int, int] = _NOTHING
    words: Sequence[WordFound] = ()
    floor: int = 0
    by_hand: int = 0

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """All that matches add."""
        of_words = (
            _of_word(word, rule)
            for word in self.words
            for rule in word.word.rules
            if rule.tag == self.tag
        )
        return (*self.counted, *(one for one in of_words if one.points))

    @property
    def echoes(self) -> tuple[Echo, ...]:
        """What the points by hand of other tags say of this one."""
        found = (
            Echo(other, counted, percent, _part(counted, percent))
            for other, counted in self.said.items()
            if other != self.tag and (percent := self.percents.get(other))
        )
        return tuple(echo for echo in found if echo.points)

    def distinct_rules(self) -> int:
        """Return how many rules speak for the tag."""
        return len({entry.match.rule for entry in self.contributions if entry.points > 0})


def score(
    matches: Iterable[Match],
    document: Document,
    rule_set: RuleSet,
    notes: Notes | None = None,
    words: Sequence[WordFound] = (),
) -> list[Score]:
    """Return the scores of the tags that matched, in vocabulary order.

    `notes`, where given, gets the matches that add nothing. A tag of which only learned words were
    found has a score from zero points on. Learned words may be among the matches, too.
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
    if rule_set.scale is not None:
        has_readme = any(source.field == "readme" for source in document.sources)
        return list(_weighed(by_tag, words, rule_set, rule_set.scale, has_readme))
    return [
        Score(tag, sum(entry.points for entry in entries), tuple(entries))
        for tag, entries in sorted(by_tag.items())
    ]


def _weighed(
    by_tag: dict[int, list[Contribution]],
    words: Sequence[WordFound],
    rule_set: RuleSet,
    scale: Scale,
    has_readme: bool,
) -> Iterator[Score]:
    """Yield the scores of rules by hand and learned words together."""
    rules, policies = rule_set.rules, rule_set.policies
    spoken, points = _points_of_words(words, len(policies))
    said: dict[int, int] = {}
    by_hand: dict[int, int] = {}
    floor = scale.least_score(ALONE_PERCENT) or 0
    least_by_hand = LEAST_BY_HAND if has_readme else 1
    speaking = Counter[int]() if has_readme else _speaking(words, by_tag, rules)
    for tag, entries in by_tag.items():
        worth = sum([one.worth for one in entries if rules[one.match.rule].support is None])
        if worth > 0:
            by_hand[tag] = worth
            said[tag] = scale.counted(worth)
    heard = _heard(said, rule_set)
    for tag, policy in enumerate(policies):
        total = policy.offset + points[tag] + heard[tag]
        entries = by_tag.get(tag, [])
        if entries:
            entries = _in_brackets(entries, scale, policy.by_hand.get(tag, 100), rules)
            total += sum([entry.points for entry in entries])
        if entries or (total >= 0 and spoken >> tag & 1):
            own = by_hand.get(tag, 0)
            least = 0 if own >= least_by_hand or speaking[tag] >= ALONE_WORDS else floor
            yield Score(
                tag, total, tuple(entries), policy.offset, said, policy.by_hand, words, least, own
            )


def _heard(said: Mapping[int, int], rule_set: RuleSet) -> list[int]:
    """Return what the points by hand of other tags add to each tag, as its echoes do."""
    heard = [0] * len(rule_set.policies)
    for other, counted in said.items():
        for tag, percent in rule_set.hearing[other]:
            heard[tag] += _part(counted, percent)
    return heard


def _speaking(
    words: Sequence[WordFound],
    by_tag: Mapping[int, Sequence[Contribution]],
    rules: Sequence[Rule],
) -> Counter[int]:
    """Return how many learned words speak for each tag; they may be among its contributions."""
    speaking = Counter(tag for word in words for tag, _, weight in word.word.rules if weight > 0)
    for tag, entries in by_tag.items():
        for entry in entries:
            if entry.points > 0 and rules[entry.match.rule].support is not None:
                speaking[tag] += 1
    return speaking


def _points_of_words(words: Sequence[WordFound], tags: int) -> tuple[int, list[int]]:
    """Return the tags that learned words speak of, as bits, and what they add to each tag."""
    spoken = 0
    by_factor = defaultdict[int, int](int)
    rounded: list[tuple[int, int]] = []
    for word, _, _, _, zone_factor, section_factor in words:
        spoken |= word.tags
        factor, rest = divmod(zone_factor * section_factor, 100)
        if rest:
            for tag, _, weight in word.rules:
                rounded.append((tag, _of_weight(weight, zone_factor, section_factor)))
        else:  # whole hundredths of a point, so the weights can be summed first
            by_factor[factor] += word.weights
    points = lanes(sum(weights * factor for factor, weights in by_factor.items()), tags)
    for tag, added in rounded:
        points[tag] += added
    return spoken, points


def _of_weight(weight: int, zone_factor: int, section_factor: int) -> int:
    """Return what a learned word's weight counts, rounded towards zero."""
    magnitude = abs(weight) * zone_factor * section_factor // _SQUARED
    return magnitude if weight > 0 else -magnitude


def _of_word(word: WordFound, one: WordRule) -> Contribution:
    """Return what a learned word adds to a tag."""
    points = _of_weight(one.weight, word.zone_factor, word.section_factor)
    match = Match(one.rule, word.start, word.end, word.run)
    return Contribution(match, points, points, word.zone_factor, word.section_factor, 100)


def _in_brackets(
    entries: list[Contribution], scale: Scale, percent: int, rules: Sequence[Rule]
) -> list[Contribution]:
    """Return contributions; those by hand with what the brackets, and a tag's part, leave of them.

    The largest are counted first; each adds what all up to it count more than those before it.
    """
    found = [entry for entry in entries if rules[entry.match.rule].support is not None]
    by_hand = [entry for entry in entries if rules[entry.match.rule].support is None]
    by_hand.sort(key=lambda entry: (-entry.worth, entry.match.rule, entry.match.start))
    worth = counted = 0
    for entry in by_hand:
        worth += entry.worth
        before, counted = counted, _part(scale.counted(worth), percent)
        found.append(entry._replace(points=counted - before))
    return found


def _part(points: int, percent: int) -> int:
    """Return this much of points, rounded towards zero."""
    part = abs(points) * abs(percent) // 100
    return part if (points < 0) is (percent < 0) else -part


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
        magnitude = abs(rule.weight) * value * repeat // _CUBED
        if magnitude:
            points = magnitude if rule.weight > 0 else -magnitude
            counted.append(Contribution(match, points, points, zone_factor, section_factor, repeat))
        elif notes is not None:
            notes.append(LeftOut(match, Reason.WORTH_NOTHING))
    if notes is not None:
        limit = len(repeats)
        notes.extend(
            LeftOut(match, Reason.REPEATS, limit=limit) for _, match, _, _ in valued[limit:]
        )
    return counted
