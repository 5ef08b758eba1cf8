"""What a fix may make of a record's tags: what is safe, and what the rules are sure enough of.

Safe is what replaces nobody's judgement: a misspelled tag with one near match, a tag that is there
twice, another spelling, the order, more tags than the configuration allows, what people settled,
and one tag more where there is room for it and the rules are very sure. Tags are never all taken
away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tagengine.evidence.result import Result
from tagengine.metadata.checking import policy
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.written_tags import as_kept, is_unlisted
from tagengine.rules.vocabulary import Tag

_VERY_SURE = 85  # percent; of the tags that the shipped rules give so surely 19 in 20 are right


@dataclass(frozen=True, slots=True)
class FixedTags:
    """A record's tags after fixes, in order; tags that are in no vocabulary are kept.

    `tidy` is after what needs no rules, `safe` after all that a fix writes unasked, `sure` after
    what the rules are sure enough of too, `said` after all that is worth saying: what is sure, and
    what nobody can tell the sureness of.
    """

    tidy: tuple[Tag, ...]
    safe: tuple[Tag, ...]
    sure: tuple[Tag, ...]
    said: tuple[Tag, ...]

    def only_tidy(self) -> FixedTags:
        """Return them where nothing of what the rules say is to be written."""
        return replace(self, safe=self.tidy, sure=self.tidy)

    def unsaid(self) -> FixedTags:
        """Return them where what the rules say is not even worth showing."""
        return replace(self.only_tidy(), said=self.tidy)

    def untidied(self, written: tuple[Tag, ...]) -> FixedTags:
        """Return them where the tags as `written` are left untidy."""
        return replace(self, tidy=written, safe=written or self.safe)


def after_fixes(question: Question, expected: Sequence[Tag], result: Result) -> FixedTags:
    """Return what fixes make of a record's tags, where `expected` is what its policy asks for."""
    way = question.judging.policy
    if way == "suggest" or (way == "fill" and question.is_tagged):
        there = tuple(as_kept(one) for one in question.written if one.text)
        return FixedTags(there, there, there, there)
    tidied = tidy(question, expected, result)
    sure = _kept(tidied, _judged(question, tidied, expected, result, question.min_confidence == 0))
    return FixedTags(
        tuple(tidied),
        tuple(_grown(question, tidied, expected, result) if tidied else sure),
        tuple(sure),
        tuple(_judged(question, tidied, expected, result, True)),
    )


def tidy(question: Question, expected: Sequence[Tag], result: Result) -> list[Tag]:
    """Return a record's tags after all that is safe and needs no rules."""
    judging = question.judging
    there = as_written(question)
    never, pinned = question.override.never, question.override.pin
    tags = [tag for tag in dict.fromkeys(there) if tag not in never]
    tags += [tag for tag in pinned if tag not in (*tags, *never)]
    rank = {result.rule_set.vocabulary[step.score.tag]: at for at, step in enumerate(result.steps)}
    if judging.max_tags is not None:
        tags = _at_most(max(judging.max_tags, len(pinned)), tags, question, rank)
    if judging.order == "best-first":
        first = {tag: at for at, tag in enumerate(expected)}
        tags.sort(key=lambda tag: (first.get(tag, len(first)), rank.get(tag, len(rank))))
    return _kept(there, tags)


def as_written(question: Question) -> list[Tag]:
    """Return what a record's tags mean, in its order: the tag, the one near it, or the text."""
    return [one.meant or as_kept(one) for one in question.written if one.text]


def _at_most(most: int, tags: list[Tag], question: Question, rank: dict[Tag, int]) -> list[Tag]:
    known = [tag for tag in tags if not is_unlisted(tag)]
    best = sorted(
        known, key=lambda tag: (tag not in question.override.pin, rank.get(tag, len(rank)))
    )[:most]
    return [tag for tag in tags if tag in best or is_unlisted(tag)]


def _grown(
    question: Question, there: list[Tag], expected: Sequence[Tag], result: Result
) -> list[Tag]:
    """Return tags with those that the rules are very sure of, if there is room for them.

    Rules that were learned from what people gave know nothing better than they. A record of whose
    tags none is known has tags of another list, which is not mixed with this one.
    """
    if question.margins is not None or all(map(is_unlisted, there)):
        return there
    least = max(_VERY_SURE, question.min_confidence)
    added = [
        tag
        for tag in expected
        if tag not in there and (policy.confidence(question, result, tag) or 0) >= least
    ]
    if len(there) + len(added) > policy.most(question, result):
        return there
    return _ordered([*there, *added], question, expected)


def _judged(
    question: Question,
    there: list[Tag],
    expected: Sequence[Tag],
    result: Result,
    counts_unknown: bool,
) -> list[Tag]:
    """Return tags with those additions and removals that count, in the order of `expected`.

    Those count that the rules are sure enough of; `counts_unknown` says it of those of which they
    do not know how sure they are.
    """

    def counts(tag: Tag, is_added: bool) -> bool:
        sure = policy.confidence_of_change(question, result, tag, is_added=is_added)
        return counts_unknown if sure is None else sure >= question.min_confidence

    settled = {*question.override.pin, *question.without_rules}
    added = [tag for tag in expected if tag not in there and counts(tag, True)]
    has_better = bool(added) or question.min_confidence == 0
    gone = {
        tag
        for tag in there
        if tag not in expected
        and tag not in settled
        and (has_better if is_unlisted(tag) else counts(tag, False))
    }
    kept = [tag for tag in there if tag not in gone]
    return _ordered([*kept, *added], question, expected)


def _ordered(tags: list[Tag], question: Question, expected: Sequence[Tag]) -> list[Tag]:
    if question.judging.order == "any":
        return tags
    order = {tag: at for at, tag in enumerate(expected)}
    return sorted(tags, key=lambda tag: order.get(tag, len(order)))


def _kept(before: list[Tag], after: list[Tag]) -> list[Tag]:
    """Return the tags after a fix, or those before it if none were left."""
    return after if after or not before else before
