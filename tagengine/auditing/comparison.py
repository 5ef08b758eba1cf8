"""Two files of tags or audits of the same documents compared: what changed, and by which rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from msgspec import ValidationError, convert

from tagengine.auditing.pairing import key_of
from tagengine.auditing.strict_json import Entry
from tagengine.errors import RecordError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file says of one document: its tags' names, and of an audit the scores.

    `scores` are in hundredths of a point by tag, `points` those of each rule of a tag.
    """

    id: str | int
    tags: tuple[str, ...]
    text: str | None
    rules: str | None
    scores: Mapping[str, int]
    points: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A tag's score before and after, and the rules whose points changed: before and after."""

    tag: str
    before: int
    after: int
    rules: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One document whose outcome changed; `before` or `after` is None where a file lacks it."""

    id: str | int
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    other_text: bool
    scores: tuple[ScoreChange, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """The tags that are new."""
        return tuple(tag for tag in self.after or () if tag not in (self.before or ()))

    @property
    def removed(self) -> tuple[str, ...]:
        """The tags that are gone."""
        return tuple(tag for tag in self.before or () if tag not in (self.after or ()))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many documents were compared, those that changed, and whether the rules are others."""

    documents: int
    changes: tuple[Change, ...]
    other_rules: bool


def outcome(entry: Entry) -> Outcome:
    """Return what an audit, or a line of `tag`, says; raises `RecordError` if it is neither."""
    value = entry.value
    try:
        if "candidates" in value:
            return _of_audit(value)
        tags = tuple(_name(tag) for tag in value["tags"])
        return Outcome(convert(value["id"], str | int), tags, None, None, {}, {})
    except (KeyError, TypeError, AttributeError, ValidationError):
        problem = (
            "not an audit or a line of tags (write one with: tagengine explain --format "
            "json, or tagengine tag)"
        )
        raise RecordError(f"{entry.place}: {problem}") from None


def compare(before: Iterable[Outcome], after: Iterable[Outcome]) -> Comparison:
    """Return what changed between two files, in the order of the first, then of the second.

    Documents belong together by id; where an id occurs more than once, in order.
    """
    waiting: dict[tuple[str, str], list[Outcome]] = {}
    for one in after:
        waiting.setdefault(key_of(one.id), []).append(one)
    changes: list[Change] = []
    documents, other_rules = 0, False
    for old in before:
        documents += 1
        found = waiting.get(key_of(old.id))
        if not found:
            changes.append(Change(old.id, old.tags, None, False, ()))
            continue
        new = found.pop(0)
        other_rules = other_rules or _differ(old.rules, new.rules)
        scores, other_text = tuple(_score_changes(old, new)), _differ(old.text, new.text)
        if old.tags != new.tags or scores or other_text:
            changes.append(Change(old.id, old.tags, new.tags, other_text, scores))
    for new in chain.from_iterable(waiting.values()):
        documents += 1
        changes.append(Change(new.id, None, new.tags, False, ()))
    return Comparison(documents, tuple(changes), other_rules)


def _differ(one: str | None, other: str | None) -> bool:
    """Return whether two hashes differ, where both are known."""
    return None not in (one, other) and one != other


def _score_changes(old: Outcome, new: Outcome) -> Iterator[ScoreChange]:
    """Yield the scores that changed, the largest change first; none if one has no scores."""
    if old.rules is None or new.rules is None:
        return
    found = []
    for tag in {**old.scores, **new.scores}:
        first, second = old.points.get(tag, {}), new.points.get(tag, {})
        rules = [(rule, first.get(rule, 0), second.get(rule, 0)) for rule in {**first, **second}]
        changed = tuple(sorted((one for one in rules if one[1] != one[2]),
                               key=lambda one: (-abs(one[2] - one[1]), one[0])))  # fmt: skip
        if changed or old.scores.get(tag) != new.scores.get(tag):
            before, after = old.scores.get(tag, 0), new.scores.get(tag, 0)
            found.append(ScoreChange(tag, before, after, changed))
    yield from sorted(found, key=lambda one: (-abs(one.after - one.before), one.tag))


def _of_audit(value: Any) -> Outcome:
    scores: dict[str, int] = {}
    points: dict[str, Counter[str]] = {}
    for candidate in value["candidates"]:
        tag = _name(candidate["tag"])
        scores[tag] = convert(candidate["score"], int)
        of_rule = points.setdefault(tag, Counter())
        for one in candidate["contributions"]:
            of_rule[str(one["rule"])] += convert(one["points"], int)
    return Outcome(
        convert(value["document"]["id"], str | int),
        tuple(_name(tag) for tag in value["tags"]),
        str(value["document"]["sha256"]),
        str(value["rules"]["sha256"]),
        scores,
        points,
    )


def _name(tag: Any) -> str:
    return str(tag["name"]) if isinstance(tag, dict) else str(tag)
