"""What a record's tags should be: the engine's answer, what people settled, and the policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.errors import did_you_mean
from tagengine.evidence.result import Result
from tagengine.learning.margins import Margins
from tagengine.metadata.checking.written_tags import WrittenTag
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.configuration.reading import Judging
from tagengine.rules.vocabulary import Tag
from tagengine.selection import Verdict

_USUAL = 80  # percent of confidence
_OF_LEARNED = 90  # on records held out, 5 of 7 findings of 80 percent were right, 2 of 2 of 90
_GUESSES = 100  # tags of a record that are compared with others as misspelled


@dataclass(frozen=True, slots=True)
class Question:
    """A record's tags to judge: as written, what people settled, and how to judge.

    `without_rules` are the tags that no rule speaks for: nobody can judge them, so they stay.
    `margins` say how sure rules are that were learned from a catalogue.
    """

    written: Sequence[WrittenTag]
    override: Override
    judging: Judging
    without_rules: frozenset[Tag]
    margins: Margins | None = None

    @property
    def min_confidence(self) -> int:
        """How sure the rules must be, in percent; rules that were learned from the records more."""
        if self.judging.min_confidence is not None:
            return self.judging.min_confidence
        return _USUAL if self.margins is None else _OF_LEARNED

    @property
    def tags(self) -> list[Tag]:
        """The known tags that the record has, each once, in its order."""
        return list(dict.fromkeys(one.tag for one in self.written if one.tag is not None))

    @property
    def is_tagged(self) -> bool:
        """Whether the record has tags, known ones or others; empty items are none."""
        return any(one.text for one in self.written)

    def most(self, default: int) -> int:
        """Return how many tags the configuration allows, which may leave it at the default."""
        return default if self.judging.max_tags is None else self.judging.max_tags


def limit(question: Question, default: int) -> int:
    """Return how many tags to ask the engine for: those that are never given take no place."""
    return question.most(default) + len(question.override.never)


def confidence(question: Question, result: Result, tag: Tag) -> int | None:
    """Return in percent how sure the rules are that a record has a tag, None if unknown."""
    if question.margins is not None:
        return question.margins.percent(list(result.scores.items()), tag.name)
    return result.confidence(tag)


def confidence_of_change(
    question: Question, result: Result, tag: Tag, *, is_added: bool
) -> int | None:
    """Return in percent how sure the rules are that a tag is to be added, or to go.

    Rules that were learned from what people gave are no judge of what they should not have given.
    """
    sure = confidence(question, result, tag)
    if sure is None or is_added:
        return sure
    return 0 if question.margins is not None else 100 - sure


def expected(question: Question, result: Result) -> tuple[Tag, ...]:
    """Return the tags that the record should have, in the order in which it should have them."""
    policy = question.judging.policy
    if policy == "subset" and question.is_tagged:
        tags = _allowed(question, result)
    elif policy == "fill" and question.is_tagged:
        tags = question.tags
    else:
        tags = _said(question, result)
    if question.judging.order == "any":
        there = [tag for tag in question.tags if tag in tags]
        tags = [*there, *(tag for tag in tags if tag not in there)]
    return tuple(tags)


def most(question: Question, result: Result) -> int:
    """Return how many tags the record may have."""
    return max(question.most(result.rule_set.settings.max_tags), len(question.override.pin))


def _said(question: Question, result: Result) -> list[Tag]:
    """Return the engine's tags after those that are pinned and those it cannot judge."""
    without_rules = [tag for tag in question.tags if tag in question.without_rules]
    tags = [*question.override.pin, *without_rules]
    said = [tag for tag in result.tags if tag not in question.override.never]
    kept = [tag for tag in _unique([*tags, *said]) if tag not in question.override.never]
    return kept[: max(most(question, result), len(_unique(tags)))]


def _allowed(question: Question, result: Result) -> list[Tag]:
    """Return what is there, except for unknown, contradicted and surplus tags."""
    steps = {result.rule_set.vocabulary[step.score.tag]: step for step in result.steps}
    tags = list(question.override.pin)
    guesses = _GUESSES
    for one in question.written:
        guesses -= one.tag is None
        tag = one.tag or (_meant(one.text, result) if guesses >= 0 else None)
        if tag is None or tag in question.override.never:
            continue
        step = steps.get(tag)
        if step is None or not (
            step.score.points < 0 or step.verdict in (Verdict.SUPPRESSED, Verdict.EXCLUDED)
        ):
            tags.append(tag)
    allowed, kept = most(question, result), _unique(tags)
    if len(kept) > allowed:
        rank = {tag: index for index, tag in enumerate(steps)}
        pinned = question.override.pin
        best = sorted(kept, key=lambda tag: (tag not in pinned, rank.get(tag, len(rank))))
        kept = [tag for tag in kept if tag in best[:allowed]]
    return kept


def _meant(text: str, result: Result) -> Tag | None:
    """Return the tag that a misspelled name means, if some rule speaks for it; else None."""
    named = [result.rule_set.vocabulary[step.score.tag] for step in result.steps]
    near = did_you_mean(text, [tag.key for tag in named])
    return next((tag for tag in named if near and f'"{tag.key}"' in near), None)


def _unique(tags: Iterable[Tag]) -> list[Tag]:
    return list(dict.fromkeys(tags))
