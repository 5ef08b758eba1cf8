"""What is said of a record's tags: what is safely fixed apart from what rules judge otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.errors import Problem
from tagengine.evidence.result import Result
from tagengine.learning.tag_names import is_kin
from tagengine.metadata.checking import fixed_tags, policy, reasons
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.codes import UNSURE_TAGS, UNTIDY_TAGS, WRONG_TAGS
from tagengine.metadata.checking.confidence import margin
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.written_tags import is_unlisted
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.reporting.as_text import shown
from tagengine.rules.vocabulary import Tag

_LISTED = 100  # tags of a record in a message
_SHOWN = 100  # characters of a tag's name


@dataclass(frozen=True, slots=True)
class Findings:
    """Finds what to report about one record of a file; `expected` is what its policy asks for.

    `answer` is what its tags are judged by, `result` has the evidence; tags that its text names
    (`named`) are told elsewhere.
    """

    file: RecordFile
    record: CatalogueRecord
    question: Question
    expected: Sequence[Tag]
    answer: Result
    result: Result
    fixed_tags: FixedTags
    override: Override
    named: Sequence[Tag] = ()

    def untidy(self) -> Problem | None:
        """Return the finding that a safe fix removes, except for tags that are unknown."""
        tidy = list(self.fixed_tags.tidy)
        is_same = fixed_tags.as_written(self.question) == tidy
        is_spelled = all(one.is_verbatim for one in self.question.written if one.tag is not None)
        is_judged = self.question.judging.policy in ("exact", "subset")
        if not is_judged or (is_same and is_spelled):
            return None
        why = reasons.tidying(self.record, tidy, self.question, self.override)
        return self._problem(tidy, why, UNTIDY_TAGS, fix="safe")

    def difference(self) -> Problem | None:
        """Return the finding that the rules ask for other tags, a note if they are not sure.

        What rules say that were learned from people's judgement is no error against a judgement.
        """
        tidy, said = known(self.fixed_tags.tidy), known(self.fixed_tags.said)
        if self.question.judging.policy == "suggest":
            if policy.is_right(self.question, self.expected):
                return None
            why = self._why(known(fixed_tags.as_written(self.question)), self.expected)
            return self._problem(self.expected, why, WRONG_TAGS, is_note=True)
        if tidy != said:
            sure, safe = known(self.fixed_tags.sure), known(self.fixed_tags.safe)
            fix = "" if sure == tidy else "safe" if sure == safe else "unsafe"
            is_learned = self.question.margins is not None
            why = self._why(tidy, said)
            return self._problem(said, why, WRONG_TAGS, is_warning=is_learned, fix=fix)
        unsure = self._unsure(tidy)
        if set(tidy) != set(unsure):
            likely = margin(self.answer, (tag for tag in unsure if tag not in tidy))
            why = self._why(tidy, unsure)
            return self._problem(unsure, why, UNSURE_TAGS, is_note=True, likely=likely)
        return None

    def _unsure(self, tidy: Sequence[Tag]) -> Sequence[Tag]:
        """Return the tags that rules ask for which are not sure enough.

        Rules that were learned from what people gave do not say which of that should go; and a
        wider or a narrower tag than one of theirs is no news.
        """
        if self.question.margins is None:
            return self.expected
        return (
            *tidy,
            *(
                tag
                for tag in self.expected
                if tag not in self.named and not any(is_kin(tag.name, one.name) for one in tidy)
            ),
        )

    def _why(self, before: Sequence[Tag], after: Sequence[Tag]) -> str:
        return reasons.judging(before, after, self.result, self.override)

    def _problem(
        self,
        tags: Sequence[Tag],
        why: str,
        code: str,
        *,
        is_warning: bool = False,
        is_note: bool = False,
        fix: str = "",
        likely: int = 0,
    ) -> Problem:
        written = [shown(one.text, _SHOWN) for one in self.record.tags[:_LISTED] if one.text]
        more = len(self.record.tags) - _LISTED
        have = ", ".join([*written, *([f"… {more:,} more"] if more > 0 else [])])
        wanted = ", ".join(shown(tag.name, _SHOWN) for tag in tags)
        place = self.file.lines.place(self.record.at)
        problem = f"tags: have [{have}], expected [{wanted}]"
        return Problem(
            self.file.path,
            *place,
            problem,
            f"why: {why}",
            code,
            is_warning,
            is_note,
            fix,
            likely=likely,
        )


def known(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return the tags that are in the vocabulary."""
    return tuple(tag for tag in tags if not is_unlisted(tag))
