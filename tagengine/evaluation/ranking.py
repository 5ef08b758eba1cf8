"""How high the labels stand among all scored tags, whatever the selection made of the scores.

LRAP is the label ranking average precision (Tsoumakas et al. 2010, as scikit-learn computes it):
for each label, the part of labels among the tags that score at least as much; its mean over labels
and documents. A tag that no rule spoke for scores 0; a document without labels, or with all tags as
labels, counts 1. Precision at k is the part of labels among the first k tags, recall at k the part
of labels that are among them, both as means over the documents that have labels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tagengine.evaluation.figures import Judged, ratio

CUTOFFS = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class AtCutoff:
    """Mean precision and recall of the first `k` tags by score."""

    k: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The figures of a ranking, from 0 to 1."""

    lrap: float
    cutoffs: tuple[AtCutoff, ...]


def ranking(judged: Sequence[Judged], size: int) -> Ranking:
    """Return the ranking's figures; `size` is the number of tags in the vocabulary."""
    labelled = [one for one in judged if one.labels]
    lrap = ratio(math.fsum(average_precision(one, size) for one in judged), len(judged))
    cutoffs = []
    for k in CUTOFFS:
        hits = [len(set(one.labels) & set(_first(one, k))) for one in labelled]
        recalls = (Fraction(hit, len(set(one.labels))) for hit, one in zip(hits, labelled))  # noqa: B905
        cutoffs.append(
            AtCutoff(
                k, ratio(sum(hits), k * len(labelled)), ratio(float(sum(recalls)), len(labelled))
            )
        )
    return Ranking(lrap, tuple(cutoffs))


def average_precision(one: Judged, size: int) -> Fraction:
    """Return one document's label ranking average precision, exactly."""
    labels = set(one.labels)
    if not labels or len(labels) == size:
        return Fraction(1)
    scores = dict(one.scores)
    unscored = size - len(scores)
    total = Fraction(0)
    for label in sorted(labels):
        points = scores.get(label, 0)
        above = sum(score >= points for score in scores.values()) + unscored * (points <= 0)
        labels_above = sum(scores.get(other, 0) >= points for other in labels)
        total += Fraction(labels_above, above)
    return total / len(labels)


def _first(one: Judged, k: int) -> list[str]:
    return [name for name, points in one.scores if points > 0][:k]
