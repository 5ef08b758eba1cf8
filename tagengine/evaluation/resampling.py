"""How sure figures are: bootstrap intervals, and a paired test of two rule sets' answers.

The bootstrap (Efron 1979) draws as many documents as there are, with replacement, many times; the
interval holds the middle 95 % of the figures. The test is approximate randomisation (Noreen 1989):
the two answers are exchanged in every document by the toss of a coin; p is how often chance alone
makes a difference in micro F1 at least as large. Both draw from `random.Random(seed)`, and all sums
are of integers, so the same seed gives the same figures everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tagengine.evaluation.figures import Judged, ratio
from tagengine.evaluation.ranking import average_precision

DEFAULT_ROUNDS = 1000
DEFAULT_SEED = 1
_UNIT = 10**9
_TAIL = 25  # of 1000 at either end

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of a figure."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Other rules on the same documents: micro F1 of both, and what the difference is worth.

    `difference` is the first rules' F1 minus the others'; `p_value` how likely chance alone makes
    one as large; `better` and `worse` count the documents by their Jaccard.
    """

    name: str
    micro_f1: float
    other_micro_f1: float
    difference: float
    interval: Interval
    p_value: float
    better: int
    worse: int
    same: int


_FIGURES: dict[str, Callable[[Counts], float]] = {
    "micro_precision": lambda sums: ratio(sums[0], sums[1]),
    "micro_recall": lambda sums: ratio(sums[0], sums[2]),
    "micro_f1": lambda sums: ratio(2 * sums[0], sums[1] + sums[2]),
    "mean_jaccard": lambda sums: ratio(sums[5], sums[7] * _UNIT),
    "first_tag_precision": lambda sums: ratio(sums[3], sums[7]),
    "lenient_precision": lambda sums: ratio(sums[4], sums[1]),
    "lrap": lambda sums: ratio(sums[6], sums[7] * _UNIT),
}


def intervals(
    judged: Sequence[Judged], size: int, rounds: int = DEFAULT_ROUNDS, seed: int = DEFAULT_SEED
) -> dict[str, Interval]:
    """Return the 95 % interval of each figure by name; `size` is that of the vocabulary."""
    counts = [_counts(one, size) for one in judged]
    samples = list(_samples(counts, rounds, seed))
    return {
        name: _interval([figure(sums) for sums in samples]) for name, figure in _FIGURES.items()
    }


def compare(
    name: str,
    judged: Sequence[Judged],
    other: Sequence[Judged],
    rounds: int = DEFAULT_ROUNDS,
    seed: int = DEFAULT_SEED,
) -> Comparison:
    """Return what the answers of other rules, called `name`, are against the first rules'.

    Both must be of the same documents in the same order.
    """
    pairs = [
        (*_counts(one, 0)[:3], *_counts(two, 0)[:3]) for one, two in zip(judged, other, strict=True)
    ]
    totals = _sums(pairs)
    observed = _difference(totals)
    interval = _interval([_difference(sums) for sums in _samples(pairs, rounds, seed)])
    jaccards = [(_jaccard(one), _jaccard(two)) for one, two in zip(judged, other, strict=True)]
    return Comparison(
        name,
        _f1(totals[:3]),
        _f1(totals[3:]),
        observed,
        interval,
        _p_value(pairs, abs(observed), rounds, seed),
        sum(one > two for one, two in jaccards),
        sum(one < two for one, two in jaccards),
        sum(one == two for one, two in jaccards),
    )


def _counts(one: Judged, size: int) -> Counts:
    labels, answer = set(one.labels), set(one.answer)
    return (
        len(labels & answer),
        len(answer),
        len(labels),
        int(bool(one.answer) and one.answer[0] in labels),
        len(answer & (labels | set(one.also))),
        _jaccard(one),
        int(average_precision(one, size) * _UNIT) if size else 0,
        1,
    )


def _jaccard(one: Judged) -> int:
    labels, answer = set(one.labels), set(one.answer)
    return len(labels & answer) * _UNIT // len(labels | answer) if labels | answer else _UNIT


def _samples(counts: Sequence[Counts], rounds: int, seed: int) -> list[Counts]:
    chance = random.Random(seed)  # noqa: S311 -- statistics, no secrets
    number = len(counts)
    return [
        _sums([counts[int(chance.random() * number)] for _ in range(number)]) for _ in range(rounds)
    ]


def _sums(counts: Sequence[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))


def _f1(sums: Counts) -> float:
    return ratio(2 * sums[0], sums[1] + sums[2])


def _difference(sums: Counts) -> float:
    return _f1(sums[:3]) - _f1(sums[3:])


def _p_value(pairs: Sequence[Counts], observed: float, rounds: int, seed: int) -> float:
    chance = random.Random(seed)  # noqa: S311 -- as above
    exchanged = [(*pair[3:], *pair[:3]) for pair in pairs]
    as_large = 0
    for _ in range(rounds):
        drawn = [
            two if chance.random() < 0.5 else one for one, two in zip(pairs, exchanged, strict=True)
        ]
        as_large += abs(_difference(_sums(drawn))) >= observed
    return (as_large + 1) / (rounds + 1)


def _interval(values: list[float]) -> Interval:
    ordered = sorted(values)
    cut = len(ordered) * _TAIL // 1000
    return Interval(ordered[cut], ordered[-1 - cut])
