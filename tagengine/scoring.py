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

from tagengine.document.document import Document
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

    `counted` are the contributions that are made already. Made when someone asks are those of
    `words`, the part of each of those `before_brackets` that the brackets of `scale` leave, and the
    echoes of what is `said` by hand of other tags, of which the `percents` count.
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
    before_brackets: Sequence[Contribution] = ()
    scale: Scale | None = None

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """All that matches add."""
        in_brackets: Iterable[Contribution] = ()
        if self.scale is not None:
            percent = self.percents.get(self.tag, 100)
            in_brackets = _in_brackets(self.before_brackets, self.scale, percent)
        of_words = (
            _of_word(word, rule)
            for word in self.words
            for rule in word.word.rules
            if rule.tag == self.tag
        )
        return (*self.counted, *in_brackets, *(one for one in of_words if one.points))

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
    learned: dict[int, list[Contribution]] = {}
    by_hand: dict[int, list[Contribution]] = {}
    worth: dict[int, int] = {}
    said: dict[int, int] = {}
    for tag, entries in by_tag.items():
        learned[tag] = [one for one in entries if rules[one.match.rule].support is not None]
        by_hand[tag] = own = [one for one in entries if rules[one.match.rule].support is None]
        worth[tag] = sum([one.worth for one in own])
        counted = scale.counted(worth[tag])
        points[tag] += _part(counted, policies[tag].by_hand.get(tag, 100))
        points[tag] += sum([one.points for one in learned[tag]])
        if worth[tag] > 0:
            said[tag] = counted
    heard = _heard(said, rule_set)
    floor = scale.least_score(ALONE_PERCENT) or 0
    least_by_hand = LEAST_BY_HAND if has_readme else 1
    speaking = Counter[int]() if has_readme else _speaking(words, learned)
    for tag, policy in enumerate(policies):
        total = policy.offset + points[tag] + heard[tag]
        if by_tag.get(tag) or (total >= 0 and spoken >> tag & 1):
            points_by_hand = max(worth.get(tag, 0), 0)
            is_sure = points_by_hand >= least_by_hand or speaking[tag] >= ALONE_WORDS
            yield Score(
                tag, total, tuple(learned.get(tag, ())), policy.offset, said, policy.by_hand, words,
                0 if is_sure else floor, points_by_hand, by_hand.get(tag, ()), scale,
            )  # fmt: skip


def _heard(said: Mapping[int, int], rule_set: RuleSet) -> list[int]:
    """Return what the points by hand of other tags add to each tag, as its echoes do."""
    heard = [0] * len(rule_set.policies)
    for other, counted in said.items():  # which are more than nothing
        for tag, percent in rule_set.hearing[other]:
            part = counted * percent
            heard[tag] += part // 100 if part > 0 else -(-part // 100)
    return heard


def _speaking(
    words: Sequence[WordFound],
    learned: Mapping[int, Sequence[Contribution]],
) -> Counter[int]:
    """Return how many learned words speak for each tag, by its contributions too."""
    speaking = Counter(tag for word in words for tag, _, weight in word.word.rules if weight > 0)
    for tag, entries in learned.items():
        speaking[tag] += sum(entry.points > 0 for entry in entries)
    return speaking


def _points_of_words(words: Sequence[WordFound], tags: int) -> tuple[int, list[int]]:
    """Return the tags that learned words speak of, as bits, and what they add to each tag."""
    spoken = 0
    by_factor = defaultdict[int, list[int]](list)
    rounded: list[tuple[int, int]] = []
    for found in words:
        word, zone_factor, section_factor = found.word, found.zone_factor, found.section_factor
        spoken |= word.tags
        factor = zone_factor * section_factor
        if factor % 100:
            for tag, _, weight in word.rules:
                rounded.append((tag, _of_weight(weight, zone_factor, section_factor)))
        else:  # whole hundredths of a point, so the weights can be summed first
            by_factor[factor // 100].append(word.weights)
    points = lanes(sum([sum(weights) * factor for factor, weights in by_factor.items()]), tags)
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
    entries: Sequence[Contribution], scale: Scale, percent: int
) -> Iterator[Contribution]:
    """Yield contributions by hand with what the brackets, and a tag's part, leave of them.

    The largest are counted first; each adds what all up to it count more than those before it.
    """
    worth = counted = 0
    for entry in sorted(entries, key=lambda one: (-one.worth, one.match.rule, one.match.start)):
        worth += entry.worth
        before, counted = counted, _part(scale.counted(worth), percent)
        yield entry._replace(points=counted - before)


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
    factors = rule_set.zone_factors(rule)
    runs, sections = document.runs, document.sections
    valued = []
    for match in occurrences:
        run = runs[match.run]
        zone_factor = factors[run.zone]
        section_factor = rule_set.settings.section_factor(run.zone, sections[run.section].kind)
        valued.append((zone_factor * section_factor, match, zone_factor, section_factor))
    if len(valued) > 1:
        valued.sort(key=_most_first)
    repeats = rule_set.settings.repeats[: rule.cap or None]
    weight = abs(rule.weight)
    counted = []
    for (value, match, zone_factor, section_factor), repeat in zip(valued, repeats, strict=False):
        magnitude = weight * value * repeat // _CUBED
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


def _most_first(valued: tuple[int, Match, int, int]) -> tuple[int, int]:
    return -valued[0], valued[1].start
