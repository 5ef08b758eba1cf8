"""What a record lacks: tags that its own text names, or any tag at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagengine.errors import Problem
from tagengine.evidence.result import Result
from tagengine.learning.tag_names import Named, is_kin
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.codes import NAMED_TAG, NO_TAGS
from tagengine.metadata.checking.confidence import confidence
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.reporting.as_text import shown
from tagengine.rules.vocabulary import Tag

_SHOWN = 100  # characters of a name
_SUGGESTED = 3  # tags for a record that has none
_LEAST_SURE = 10  # percent; of less only a tag that was chosen is suggested


def named(
    file: RecordFile,
    record: CatalogueRecord,
    question: Question,
    found: Sequence[Named],
    said: Sequence[Tag],
) -> Iterator[Problem]:
    """Yield a warning for each tag that the record's text names and that it does not have.

    A wider or a narrower tag will do as well. `said` are the tags that are asked for anyway.
    """
    have = [one.meant for one in record.tags if one.meant is not None]
    judging = question.judging
    is_full = judging.max_tags is not None and len(have) >= judging.max_tags
    if judging.policy != "exact" or not question.is_tagged or is_full:
        return
    there = [*have, *said, *question.override.never]
    for tag, words in found:
        if not any(is_kin(tag.name, one.name) for one in there):
            name = shown(tag.name.strip(), _SHOWN)
            problem = f'the text says "{shown(words, _SHOWN)}", but the tag "{name}" is missing'
            hint = "add it, or say with never that the record must not have it"
            place = file.lines.place(record.at)
            yield Problem(file.path, *place, problem, hint, NAMED_TAG, is_warning=True)


def none(
    file: RecordFile, record: CatalogueRecord, question: Question, answer: Result
) -> Problem | None:
    """Return a note that a record has no tags, with those that would fit it best."""
    judging = question.judging
    is_left_alone = judging.policy == "suggest" or judging.max_tags == 0
    if question.is_tagged or question.override.pin or is_left_alone:
        return None
    fitting = list(_fitting(question, answer))[:_SUGGESTED]
    hint = f"perhaps {' or '.join(fitting)}" if fitting else "no rule fits"
    place = file.lines.place(record.at)
    return Problem(file.path, *place, "the record has no tags", hint, NO_TAGS, is_note=True)


def _fitting(question: Question, answer: Result) -> Iterator[str]:
    """Yield the tags that fit a record, best first, each with how sure that is."""
    vocabulary = answer.rule_set.vocabulary
    for step in answer.steps:
        tag = vocabulary[step.score.tag]
        if step.score.points <= 0 or tag in question.override.never:
            continue
        sure = confidence(answer, tag, question.margins)
        name = shown(tag.name.strip(), _SHOWN)
        if sure is not None and sure >= _LEAST_SURE:
            yield f"{name} ({sure} % sure)"
        elif step.verdict.is_chosen:
            yield name if sure is None else f"{name} (less than {_LEAST_SURE} % sure)"
