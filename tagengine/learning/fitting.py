"""Sparse logistic regressions, one a tag, fitted together.

The loss is that of logistic regression, weighed by document and tag, on top of a fixed part that is
known already; the penalty is the sum of absolute weights, which leaves most of them 0. Solved by
proximal gradient steps with momentum (FISTA, Beck and Teboulle 2009; restarts as in O'Donoghue and
Candès 2015). Columns that cannot matter are left out before (as by Tibshirani et al. 2012).
A weight can be kept from one sign: a step that would give it that sign leaves it 0.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from tagengine.system.progress import Result, Step

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Matrix: TypeAlias = Any  # scipy.sparse.csr_matrix, which has no types of its own

STEPS = 200
_POWER_STEPS = 20
_NEWTON_STEPS = 30
_SCREEN = 0.6  # of the penalty: a column whose gradient is below it everywhere stays 0
_ENOUGH = 2e-3  # the largest change of a weight in a step with which the search ends
_LEAST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Task:
    """What is fitted: documents x columns, their labels, weights and known parts (x tags)."""

    columns: Matrix
    labels: Array
    weights: Array
    known: Array


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights (columns x tags) and what every score of a tag begins with."""

    weights: Array
    offsets: Array

    def scores(self, columns: Matrix, known: Array) -> Array:
        """Return the scores of documents, x tags."""
        return np.asarray(columns @ self.weights + known + self.offsets)


def fit(
    task: Task, penalties: Array, signs: Array, progress: Step[Result]
) -> Generator[Step[Result], None, Fit]:
    """Yield progress after each step, of which there are `STEPS` at most, and return the fit.

    `penalties` are those of the weights, columns x tags. `signs` are 1 where a weight may not be
    below 0, -1 where it may not be above, and 0 where it may be either.
    """
    kept = _screened(task, penalties)
    penalties, signs = penalties[kept], signs[kept]
    columns = task.columns[:, kept].tocsr()
    across = columns.T.tocsr()
    pace = 0.25 * _largest_eigenvalue(columns, across, task.weights.max(axis=1)) * 1.05 + 1e-6
    offset_pace = 0.25 * task.weights.sum(axis=0) + 1e-6
    tags = task.labels.shape[1]
    weights = np.zeros((len(kept), tags), np.float32)
    offsets = np.full(tags, -3, np.float32)
    ahead, offsets_ahead, momentum = weights, offsets, 1.0
    for step in range(STEPS):
        slope = _slope(task, np.asarray(columns @ ahead) + offsets_ahead)
        moved = ahead - (across @ slope) / pace
        new = np.sign(moved) * np.maximum(np.abs(moved) - penalties / pace, 0)
        new[new * signs < 0] = 0
        new_offsets = offsets_ahead - slope.sum(axis=0) / offset_pace
        if ((ahead - new) * (new - weights)).sum() > 0:
            momentum = 1.0
        next_momentum = (1 + (1 + 4 * momentum * momentum) ** 0.5) / 2
        pull = (momentum - 1) / next_momentum
        ahead = new + pull * (new - weights)
        offsets_ahead = new_offsets + pull * (new_offsets - offsets)
        change = float(np.abs(new - weights).max(initial=0))
        weights, offsets, momentum = new, new_offsets, next_momentum
        progress.done += 1
        yield progress
        if change < _ENOUGH and step >= _LEAST_STEPS:
            break
    whole = np.zeros((task.columns.shape[1], tags), np.float32)
    whole[kept] = weights
    return Fit(whole, offsets)


def slope_of(known: Array, task: Task) -> float:
    """Return the one factor of `known` that fits the labels best, with an offset for each tag."""
    factor, offsets = 0.0, np.full(known.shape[1], -3.0)
    for _ in range(_NEWTON_STEPS):
        chance = sigmoid(factor * known + offsets)
        slope = (chance - task.labels) * task.weights
        curve = chance * (1 - chance) * task.weights
        mixed, own = (curve * known).sum(axis=0), curve.sum(axis=0) + 1e-3
        rest = (curve * known * known).sum() - (mixed * mixed / own).sum() + 1e-3
        step = ((slope * known).sum() - (mixed / own * slope.sum(axis=0)).sum()) / rest
        step = float(np.clip(step, -0.3, 0.3))
        factor -= step
        offsets -= np.clip((slope.sum(axis=0) - mixed * step) / own, -1, 1)
    return factor


def sigmoid(values: Array) -> Array:
    """Return the logistic function of every value."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -40, 40))))


def _slope(task: Task, scores: Array) -> Array:
    """Return the loss's slope by every score."""
    chance = 1 / (1 + np.exp(-(scores + task.known)))
    return np.asarray((chance - task.labels) * task.weights, np.float32)


def _screened(task: Task, penalties: Array) -> Array:
    """Return the columns that can have a weight."""
    offsets = np.full(task.labels.shape[1], -3.0)
    for _ in range(_NEWTON_STEPS):
        chance = sigmoid(task.known + offsets)
        slope = ((chance - task.labels) * task.weights).sum(axis=0)
        curve = (chance * (1 - chance) * task.weights).sum(axis=0) + 1e-3
        offsets -= np.clip(slope / curve, -1, 1)
    slopes = _slope(task, np.asarray(offsets, np.float32))
    strength = np.abs(np.asarray(task.columns.T.tocsr() @ slopes)) / penalties
    return np.flatnonzero(strength.max(axis=1, initial=0) > _SCREEN)


def _largest_eigenvalue(columns: Matrix, across: Matrix, weights: Array) -> float:
    vector = np.ones(columns.shape[1], np.float32)
    size = 1.0
    for _ in range(_POWER_STEPS):
        vector = across @ (weights * (columns @ vector))
        size = float(np.sqrt(np.square(vector).sum())) or 1.0
        vector = vector / size
    return size
