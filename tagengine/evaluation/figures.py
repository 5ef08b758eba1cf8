"""Agreement of tags with gold labels: the figures of multi-label evaluation.

Micro precision, recall and F1 count (document, tag) pairs; macro F1 is the mean of the tags' F1
over the tags that occur in gold or answers; Jaccard is intersection over union, its mean over the
documents (1 for two empty sets); first-tag precision is how often the first answer is among the
labels (no answer is wrong); lenient precision takes what annotators called not wrong as right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: its labels, the tags that would not be wrong either, and the answer.

    `scores` are the points of every tag that a rule spoke for, chosen or not, best first;
    `confidences` the percentages of the tags given, if the rules can tell them.
    """

    id: str | int
    labels: tuple[str, ...]
    also: tuple[str, ...]
    answer: tuple[str, ...]
    scores: tuple[tuple[str, int], ...] = ()
    confidences: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TagFigures:
    """One tag's counts over the documents."""

    name: str
    labelled: int
    answered: int
    hits: int

    @property
    def precision(self) -> float:
        """The part of answers that are right; 0 without answers."""
        return ratio(self.hits, self.answered)

    @property
    def recall(self) -> float:
        """The part of labels that were found; 0 without labels."""
        return ratio(self.hits, self.labelled)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return ratio(2 * self.hits, self.labelled + self.answered)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a whole evaluation; all but `documents` are from 0 to 1."""

    documents: int
    micro_precision: float
    micro_recall: float
    micro_f1: float
    macro_f1: float
    mean_jaccard: float
    first_tag_precision: float
    lenient_precision: float
    tags: tuple[TagFigures, ...]


def evaluate(judged: Iterable[Judged], names: Iterable[str]) -> Figures:
    """Return the figures of judged documents; `names` are the vocabulary's tags, in order."""
    labelled: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    documents = first_right = lenient = 0
    jaccard = 0.0
    for one in judged:
        labels, answer = set(one.labels), set(one.answer)
        documents += 1
        labelled.update(labels)
        answered.update(answer)
        hits.update(labels & answer)
        jaccard += ratio(len(labels & answer), len(labels | answer)) if labels | answer else 1.0
        lenient += len(answer & (labels | set(one.also)))
        first_right += bool(one.answer) and one.answer[0] in labels
    tags = tuple(TagFigures(name, labelled[name], answered[name], hits[name]) for name in names)
    seen = [tag for tag in tags if tag.labelled or tag.answered]
    hit, given, wanted = hits.total(), answered.total(), labelled.total()
    return Figures(
        documents,
        ratio(hit, given),
        ratio(hit, wanted),
        ratio(2 * hit, given + wanted),
        ratio(math.fsum(tag.f1 for tag in seen), len(seen)),
        ratio(jaccard, documents),
        ratio(first_right, documents),
        ratio(lenient, given),
        tags,
    )


def ratio(part: float, whole: float) -> float:
    """Return `part / whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Confusion:
    """In `documents`, the label `missed` was not given but `given`, which is not a label, was.

    `missed` is None where a tag was given beyond labels that were all found, `given` where nothing
    wrong was given instead of a label.
    """

    missed: str | None
    given: str | None
    documents: tuple[str | int, ...]


def confusions(judged: Iterable[Judged], names: Sequence[str]) -> list[Confusion]:
    """Return every pair of a missed label and a wrong tag, most frequent first.

    Pairs as frequent come in the order of `names`, the vocabulary's tags.
    """
    documents: dict[tuple[str | None, str | None], list[str | int]] = {}
    for one in judged:
        labels, answer = set(one.labels), set(one.answer)
        missed: Sequence[str | None] = sorted(labels - answer) or [None]
        wrong: Sequence[str | None] = sorted(answer - labels) or [None]
        for pair in ((label, given) for label in missed for given in wrong if label or given):
            documents.setdefault(pair, []).append(one.id)
    order: dict[str | None, int] = {name: index for index, name in enumerate(names)}
    pairs = sorted(
        documents,
        key=lambda pair: (-len(documents[pair]), order.get(pair[0], -1), order.get(pair[1], -1)),
    )
    return [Confusion(*pair, tuple(documents[pair])) for pair in pairs]
