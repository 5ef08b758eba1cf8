"""The learning curve: how good rules are that were learned from a number of labelled records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagengine.evaluation.figures import evaluate
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning.folds import DEFAULT_FOLDS, ordered, splits
from tagengine.learning.learn import Learned, Source, fits, judge_with, learn, rules, with_limits
from tagengine.system.progress import Step, Steps

_PARTS = (25, 50, 75, 100)  # percent of the records that are not held out
_FEWER = (25, 50)
_ENOUGH = 40  # records of which parts say something
_MORE_HELPS = 0.02  # gain in micro F1 by the second half of the records


def learn_with_curve(
    source: Source, labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Steps[tuple[Learned, tuple[CurvePoint, ...]]]:
    """Learn rules as `learn` does, then show how good rules of fewer records are.

    Yields after every fit, the result last; of few records there is no curve.
    """
    parts = _FEWER if len(labelled) >= _ENOUGH else ()
    total = fits(folds) + len(parts) * folds
    learned: Learned | None = None
    points: list[CurvePoint] = []
    done = 0
    for done, learned in enumerate(learn(source, labelled, folds), start=1):  # noqa: B007 -- last
        yield Step(done, total)
    for point in learning_curve(source, labelled, folds, parts):
        done += point is None
        points += [point] if point is not None else []
        yield Step(min(done, total), total)
    if learned is not None and points:
        sizes = [len(others) for others, _ in splits(labelled, folds)]
        whole = learned.figures
        points.append(
            CurvePoint(sum(sizes) // len(sizes), whole.micro_f1, whole.first_tag_precision)
        )
    result = None if learned is None else (learned, tuple(points))
    yield Step(total, total, result)


def more_helps(points: Sequence[CurvePoint]) -> bool:
    """Return whether more records would probably make better rules: the last ones still did."""
    return points[-1].micro_f1 - points[-2].micro_f1 >= _MORE_HELPS


def learning_curve(
    source: Source,
    labelled: Sequence[Labelled],
    folds: int = DEFAULT_FOLDS,
    parts: Sequence[int] = _PARTS,
) -> Iterator[CurvePoint | None]:
    """Yield a point for each part of the records: rules learned from it, measured on others.

    Parts are in percent. After each fit it yields None, so that progress can be shown. The records
    of a part are the first by the SHA-256 of their ids, so that each part holds those before it.
    All is measured fold by fold on records held out, with limits of the selection that were chosen
    on the other folds.
    """
    names = [tag.name for tag in source.vocabulary]
    for part in parts:
        held = []
        sizes = []
        for others, held_out in splits(labelled, folds):
            known = ordered(others)[: max(len(others) * part // 100, 1)]
            sizes.append(len(known))
            held += judge_with(rules(source, known), held_out)
            yield None
        answers = with_limits(source, held, folds)
        figures = evaluate(answers, names)
        size = sum(sizes) // max(len(sizes), 1)
        yield CurvePoint(size, figures.micro_f1, figures.first_tag_precision)
