"""The numbers of rules fitted to labelled records: few and small changes, judged on other records.

The search is greedy: number by number in the order of the files, the value is taken that gains most
micro F1, if it gains at least what a few more right tags would (`LEAST_GAIN`). That is the
regularisation: what helps a single record is not worth a change. Everything is counted in integers.
What a fit is worth is only ever measured on records that it was not made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.evaluation import resampling
from tagengine.evaluation.figures import Judged
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.resampling import Comparison
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of, ordered
from tagengine.learning.parameters import Parameter, concerned
from tagengine.learning.rescoring import Kept, Trial, keep
from tagengine.rules.rule_set import RuleSet
from tagengine.system.progress import Step, Steps

LEAST_GAIN = 2  # tags
_MOST_SWEEPS = 3


@dataclass(frozen=True, slots=True)
class Tuned:
    """Changed numbers, and what changes made the same way are worth on records held out.

    `comparison` sets the tuned rules against the rules as they are, each record judged by a fit
    made without its fold; `gains` are the differences in micro F1 fold by fold. `of_half` is the
    difference if only half of the other records are fitted to.
    """

    changes: dict[Parameter, int]
    comparison: Comparison
    gains: tuple[float, ...]
    of_half: float = 0.0

    @property
    def is_gain(self) -> bool:
        """Whether tuning helps on records that it has not seen."""
        return self.comparison.difference > 0


def tune(
    rule_set: RuleSet,
    found: Sequence[Parameter],
    labelled: Sequence[Labelled],
    folds: int = DEFAULT_FOLDS,
    least_gain: int = LEAST_GAIN,
) -> Steps[Tuned]:
    """Tune numbers to labelled records; yields after every fit, the result last.

    The result has no changes if tuning does not help on records held out; there is none if the
    records are too few to hold any out.
    """
    kept = keep(labelled, rule_set)
    before: list[Judged] = []
    after: list[Judged] = []
    halfway: list[Judged] = []
    gains = []
    for fold in range(folds):
        others = [one for one in kept if _fold(one, folds) != fold]
        held_out = [one for one in kept if _fold(one, folds) == fold]
        if others and held_out:
            changes = fit(rule_set, found, others, least_gain)
            old = Trial(held_out, rule_set).judged()
            new = Trial(held_out, applied(rule_set, changes)).judged()
            gains.append(resampling.compare("", new, old, 1).difference)
            before += old
            after += new
            yield Step(2 * fold + 1, 2 * folds + 1)
            changes = fit(rule_set, found, _half(others), least_gain)
            halfway += Trial(held_out, applied(rule_set, changes)).judged()
        yield Step(2 * fold + 2, 2 * folds + 1)
    if not gains:
        return
    comparison = resampling.compare("as they are", after, before)
    changes = fit(rule_set, found, kept, least_gain) if comparison.difference > 0 else {}
    of_half = resampling.compare("", halfway, before, 1).difference
    tuned = Tuned(changes, comparison, tuple(gains), of_half)
    yield Step(2 * folds + 1, 2 * folds + 1, tuned)


def fit(
    rule_set: RuleSet,
    found: Sequence[Parameter],
    kept: Sequence[Kept],
    least_gain: int = LEAST_GAIN,
) -> dict[Parameter, int]:
    """Return the changes that help on these records, in the order of `found`."""
    trial = Trial(kept, rule_set)
    records = concerned(kept, found)
    values = {index: one.value for index, one in enumerate(found)}
    for _ in range(_MOST_SWEEPS):
        is_changed = False
        for index, one in enumerate(found):
            if len(records[index]) < least_gain:
                continue
            value = _best(one, values[index], trial, records[index], least_gain)
            if value != values[index]:
                changed = one.change(trial.rule_set, value)
                trial.change(changed, records[index], one.tags)
                values[index] = value
                is_changed = True
        if not is_changed:
            break
    return {one: values[index] for index, one in enumerate(found) if values[index] != one.value}


def applied(rule_set: RuleSet, changes: dict[Parameter, int]) -> RuleSet:
    """Return a rule set with changed numbers."""
    for one, value in changes.items():
        rule_set = one.change(rule_set, value)
    return rule_set


def _best(one: Parameter, value: int, trial: Trial, records: Sequence[int], least_gain: int) -> int:
    """Return the value of a number that gains most, of several the nearest; its own if none does.

    Micro F1 is twice the hits by the size; a gain is worth a change if it is at least that of
    `least_gain` more hits.
    """
    best, best_hits, best_size = value, trial.hits + least_gain, trial.size
    for tried in one.tried():
        if tried == value:
            continue
        changed = one.change(trial.rule_set, tried)
        hits, size = trial.counts_after(changed, records, one.tags)
        gains_enough = hits * best_size >= best_hits * size
        if gains_enough and (best == value or hits * best_size > best_hits * size):
            best, best_hits, best_size = tried, hits, size
    return best


def _half(kept: Sequence[Kept]) -> list[Kept]:
    """Return half of the records, chosen without regard to what they are."""
    chosen = ordered([one.labelled for one in kept])[: max(len(kept) // 2, 1)]
    wanted = {id(one) for one in chosen}
    return [one for one in kept if id(one.labelled) in wanted]


def _fold(one: Kept, folds: int) -> int:
    return fold_of(one.labelled.record.id, folds)
