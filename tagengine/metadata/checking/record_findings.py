"""What is said of a record's tags: what is safely fixed apart from what rules judge otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tagengine.errors import Problem
from tagengine.evidence.result import Result
from tagengine.learning.tag_names import Named, is_kin
from tagengine.metadata.checking import codes, fixed_tags, policy, reasons
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.written_tags import is_unlisted
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.reporting import as_text
from tagengine.rules.vocabulary import Tag, not_in

_LISTED = 100  # tags of a record in a message
_UNKNOWN = 100  # tags of a record that are named since the vocabulary has none like them
_SHOWN = 100  # characters of a tag's name
_SUGGESTED = 3  # tags for a record that has none
_LEAST_SURE = 10  # percent; of less only a tag that was chosen is suggested


@dataclass(frozen=True, slots=True)
class Findings:
    """Finds what to report about one record of a file.

    `asked` is what its policy asks for. `answer` is what its tags are judged by, `result` has the
    evidence; `named` are the tags that its text names.
    """

    file: RecordFile
    record: CatalogueRecord
    question: Question
    asked: Sequence[Tag]
    answer: Result
    result: Result
    fixed_tags: FixedTags
    named: Sequence[Named]

    @property
    def expected(self) -> tuple[Tag, ...]:
        """The tags that the record should have, as is said of it."""
        if self.question.judging.policy == "suggest":
            return tuple(self.asked)
        return _known(self.fixed_tags.said)

    def all(self) -> tuple[Problem, ...]:
        """Return all the findings about the record's tags."""
        difference, missing = self._difference(), tuple(self._missing())
        if difference is None or difference.code == codes.UNSURE_TAGS:
            none = self._none()
            if none is not None:
                difference, missing = None, (none,)
        own = (one for one in (self._untidy(), difference) if one is not None)
        return (*self._unknown(), *own, *missing)

    def _unknown(self) -> Iterator[Problem]:
        """Yield a problem for each tag that is not in the vocabulary."""
        if self.question.judging.policy == "fill":
            return
        unknown = [one for one in self.record.tags if one.tag is None]
        for one in unknown[:_UNKNOWN]:
            problem, hint = (
                not_in(self.answer.rule_set.vocabulary, _shown(one.text)) if one.text
                else ("an empty item in the list of tags", "write a tag, or remove the item")
            )  # fmt: skip
            fix = "safe" if one.near or not one.text else ""
            yield self.file.problem(one.node.start, problem, hint, codes.UNKNOWN_TAG, fix=fix)
        more = unknown[_UNKNOWN:]
        if more:
            problem = f"{len(more):,} more tags that are not in the vocabulary"
            count = sum(bool(tag.text) and not tag.near for tag in more)
            at = more[0].node.start
            yield self.file.problem(at, problem, "", codes.UNKNOWN_TAG, count=count)

    def _untidy(self) -> Problem | None:
        """Return the finding that a safe fix removes, except for tags that are unknown."""
        tidy = list(self.fixed_tags.tidy)
        is_same = fixed_tags.as_written(self.question) == tidy
        is_spelled = all(one.is_verbatim for one in self.record.tags if one.tag is not None)
        is_judged = self.question.judging.policy in ("exact", "subset")
        if not is_judged or (is_same and is_spelled):
            return None
        why = reasons.tidying(tidy, self.question)
        return self._problem(tidy, why, codes.UNTIDY_TAGS, fix="safe")

    def _difference(self) -> Problem | None:
        """Return the finding that the rules ask for other tags, a note if they are not sure.

        What rules say that were learned from people's judgement is no error against a judgement.
        """
        tidy, said = _known(self.fixed_tags.tidy), _known(self.fixed_tags.said)
        if self.question.judging.policy == "suggest":
            there = self.record.tags
            is_same = [one.tag for one in there] == list(self.asked)
            if is_same and all(one.is_verbatim for one in there):
                return None
            why = self._why(_known(fixed_tags.as_written(self.question)), self.asked)
            return self._problem(self.asked, why, codes.WRONG_TAGS, is_note=True)
        if tidy != said:
            sure, safe = _known(self.fixed_tags.sure), _known(self.fixed_tags.safe)
            fix = "" if sure == tidy else "safe" if sure == safe else "unsafe"
            is_learned = self.question.margins is not None
            why = self._why(tidy, said)
            return self._problem(said, why, codes.WRONG_TAGS, is_warning=is_learned, fix=fix)
        unsure = self._unsure(tidy)
        if set(tidy) != set(unsure):
            likely = _margin(self.answer, (tag for tag in unsure if tag not in tidy))
            why = self._why(tidy, unsure)
            return self._problem(unsure, why, codes.UNSURE_TAGS, is_note=True, likely=likely)
        return None

    def _unsure(self, tidy: Sequence[Tag]) -> Sequence[Tag]:
        """Return the tags that rules ask for which are not sure enough.

        Rules that were learned from what people gave do not say which of that should go; and a
        wider or a narrower tag than one of theirs is no news.
        """
        if self.question.margins is None:
            return self.asked
        told = [one.tag for one in self.named]
        new = (tag for tag in self.asked if tag not in told and not _is_kin_of_any(tag, tidy))
        return (*tidy, *new)

    def _why(self, before: Sequence[Tag], after: Sequence[Tag]) -> str:
        return reasons.judging(before, after, self.result, self.question.override)

    def _problem(self, tags: Sequence[Tag], why: str, code: str, **others: Any) -> Problem:
        written = [_shown(one.text) for one in self.record.tags[:_LISTED] if one.text]
        more = len(self.record.tags) - _LISTED
        have = ", ".join([*written, *([f"… {more:,} more"] if more > 0 else [])])
        wanted = ", ".join(_shown(tag.name) for tag in tags)
        problem = f"tags: have [{have}], expected [{wanted}]"
        return self.file.problem(self.record.at, problem, f"why: {why}", code, **others)

    def _missing(self) -> Iterator[Problem]:
        """Yield a warning for each tag that the record's text names and that it does not have.

        A wider or a narrower tag will do as well, and one that is asked for anyway.
        """
        have = [one.meant for one in self.record.tags if one.meant is not None]
        judging = self.question.judging
        is_full = judging.max_tags is not None and len(have) >= judging.max_tags
        if judging.policy != "exact" or not self.question.is_tagged or is_full:
            return
        there = [*have, *self.expected, *self.question.override.never]
        for tag, words in self.named:
            if not _is_kin_of_any(tag, there):
                name = _shown(tag.name.strip())
                problem = f'the text says "{_shown(words)}", but the tag "{name}" is missing'
                hint = "add it, or say with never that the record must not have it"
                at, code = self.record.at, codes.NAMED_TAG
                yield self.file.problem(at, problem, hint, code, is_warning=True)

    def _none(self) -> Problem | None:
        """Return a note that a record has no tags, with those that would fit it best."""
        judging = self.question.judging
        is_left_alone = judging.policy == "suggest" or judging.max_tags == 0
        if self.question.is_tagged or self.question.override.pin or is_left_alone:
            return None
        fitting = list(self._fitting())[:_SUGGESTED]
        hint = f"perhaps {' or '.join(fitting)}" if fitting else "no rule fits"
        problem, at = "the record has no tags", self.record.at
        return self.file.problem(at, problem, hint, codes.NO_TAGS, is_note=True)

    def _fitting(self) -> Iterator[str]:
        """Yield the tags that fit a record, best first, each with how sure that is."""
        vocabulary = self.answer.rule_set.vocabulary
        for step in self.answer.steps:
            tag = vocabulary[step.score.tag]
            if step.score.points <= 0 or tag in self.question.override.never:
                continue
            sure = policy.confidence(self.question, self.answer, tag)
            name = _shown(tag.name.strip())
            if sure is not None and sure >= _LEAST_SURE:
                yield f"{name} ({sure} % sure)"
            elif step.verdict.is_chosen:
                yield name if sure is None else f"{name} (less than {_LEAST_SURE} % sure)"


def _shown(text: str) -> str:
    return as_text.shown(text, _SHOWN)


def _known(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return the tags that are in the vocabulary."""
    return tuple(tag for tag in tags if not is_unlisted(tag))


def _is_kin_of_any(tag: Tag, others: Iterable[Tag]) -> bool:
    return any(is_kin(tag.name, one.name) for one in others)


def _margin(result: Result, tags: Iterable[Tag]) -> int:
    """Return how far, in hundredths of a point, the best of some tags is above all other tags.

    It is negative if another one is better, and orders findings where a percentage is too rough.
    """
    scores = result.scores
    own = {tag.name: scores.get(tag.name, 0) for tag in tags}
    others = (points for name, points in scores.items() if name not in own)
    return max(own.values(), default=0) - max(others, default=0)
