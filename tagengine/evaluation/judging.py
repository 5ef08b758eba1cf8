"""Labelled records put to an engine: what it answered, and what is behind each mistake."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tagengine.engine import Engine
from tagengine.evaluation.figures import Judged
from tagengine.evaluation.gold import Labelled
from tagengine.evidence.contributions import TagEvidence
from tagengine.evidence.result import Result


class Fault(Enum):
    """What is wrong about a tag: given but no label, or a label that was not given."""

    WRONG = "wrong"
    NOT_BEST = "not among the best"  # given and no label, but annotators called it not wrong
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A tag that was given though it is not a label, or was not given though it is one, and why."""

    fault: Fault
    evidence: TagEvidence


@dataclass(frozen=True, slots=True)
class DocumentMistakes:
    """The mistakes of one document: wrong tags first, then missed ones."""

    id: str | int
    labels: tuple[str, ...]
    answer: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def judge(engine: Engine, labelled: Labelled, max_tags: int | None = None) -> tuple[Judged, Result]:
    """Return an engine's answer to a labelled record, and the result it was read from."""
    result = engine.tag_record(labelled.record, max_tags=max_tags)
    answer = tuple(tag.name for tag in result.tags)
    scores = tuple(result.scores.items())
    confidences = tuple(result.confidences.items())
    judged = Judged(labelled.record.id, labelled.labels, labelled.also, answer, scores, confidences)
    return judged, result


def mistakes(judged: Judged, result: Result) -> DocumentMistakes | None:
    """Return the mistakes of one answer with their evidence, None if there is none."""
    found = []
    for name in judged.answer:
        if name not in judged.labels:
            fault = Fault.NOT_BEST if name in judged.also else Fault.WRONG
            found.append(Mistake(fault, result.why(name)))
    found += [
        Mistake(Fault.MISSED, result.why(name))
        for name in judged.labels
        if name not in judged.answer
    ]
    if not found:
        return None
    return DocumentMistakes(judged.id, judged.labels, judged.answer, tuple(found))
