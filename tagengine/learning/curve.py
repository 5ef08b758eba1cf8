"""The learning curve: how good rules are that were learned from a number of labelled records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagengine.evaluation.figures import evaluate
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning import limits as limiting
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of, ordered, splits
from tagengine.learning.learn import PLANS, Source, judge_with, rules

_PARTS = (25, 50, 75, 100)  # percent of the records that are not held out


def learning_curve(
    source: Source, labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Iterator[CurvePoint]:
    """Yield a point for each part of the records: rules learned from it, measured on others.

    The records of a part are the first by the SHA-256 of their ids, so that each part holds those
    before it. All is measured fold by fold on records held out, with limits of the selection that
    were chosen on the other folds.
    """
    names = [tag.name for tag in source.vocabulary]
    for part in _PARTS:
        held = []
        sizes = []
        for others, held_out in splits(labelled, folds):
            known = ordered(others)[: max(len(others) * part // 100, 1)]
            sizes.append(len(known))
            held += judge_with(rules(source, known, PLANS[1]), held_out)
        answers = []
        for fold in range(folds):
            here = [one for one in held if fold_of(one.id, folds) == fold]
            rest = [one for one in held if fold_of(one.id, folds) != fold]
            limits = limiting.fitted(rest, source.vocabulary, source.settings)
            answers += limiting.apply(here, limits, source.vocabulary, source.settings)
        figures = evaluate(answers, names)
        size = sum(sizes) // max(len(sizes), 1)
        yield CurvePoint(size, figures.micro_f1, figures.first_tag_precision)
