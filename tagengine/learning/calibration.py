"""What scores stand for: how often tags with a score are right, on examples not fitted to."""

from __future__ import annotations

from itertools import product

import numpy as np

from tagengine.learning.fitting import Array
from tagengine.learning.limits import Limits
from tagengine.learning.table import Table

_STEPS = (1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 93, 95, 97, 98, 99)  # percent
_THRESHOLDS = range(1, 21)  # points
_SHARES = range(0, 51, 5)  # percent of the best score
_LENIENT = 0.87  # of the tags given that are to be right or not wrong, if it can be had
_ENOUGH = 100  # records
_HUNDRED = 100


def confidence(values: Array, table: Table, most: int) -> tuple[tuple[int, int], ...]:
    """Return pairs of a score in hundredths of a point and a percentage, rising.

    A tag is right if it is a label, or would not be wrong either. The chance is a logistic function
    of the score with a bend at an even chance, fitted by weighed maximum likelihood.
    """
    values, table = values[table.is_whole], table.part(table.is_whole)
    right = (table.labels > 0) | table.also
    chosen = np.argsort(-values, axis=1, kind="stable")[:, :most]
    scores = np.take_along_axis(values, chosen, axis=1).ravel() / 1000
    truth = np.take_along_axis(right, chosen, axis=1).ravel().astype(float)
    weights = np.repeat(table.weights.astype(float), chosen.shape[1])
    found = _logistic(features_of(scores), truth, weights)
    grid = np.arange(-60, 121) / 10.0
    curve = features_of(grid) @ found
    chances = np.maximum.accumulate(1 / (1 + np.exp(-curve))) * _HUNDRED
    pairs: list[tuple[int, int]] = []
    for percent in _STEPS:
        at = int(np.searchsorted(chances, percent))
        if at < len(grid):
            score = round(float(grid[at]) * 10)
            if not pairs or score > pairs[-1][0] // _HUNDRED:
                pairs.append((score * _HUNDRED, percent))
    return tuple(pairs) or ((0, 0),)


def features_of(scores: Array) -> Array:
    """Return what the chance is a function of: the score, and how far it is above even chance."""
    return np.stack([np.ones_like(scores), scores, np.maximum(scores - 1, 0)], axis=1)


def limits(values: Array, table: Table, most: int) -> Limits:
    """Return the least score, and the least share of the best one, for the best micro F1.

    Where tags that are not wrong are known, enough of those given must be right or not wrong, if
    that can be had. If there are enough whole records with READMEs, these decide.
    """
    judged = table.is_whole
    if (table.has_readme & judged).sum() >= _ENOUGH:
        judged = table.has_readme & judged
    values, table = values[judged], table.part(judged)
    order = np.argsort(-values, axis=1, kind="stable")[:, :most]
    top = np.take_along_axis(values, order, axis=1)
    hit = np.take_along_axis(table.labels > 0, order, axis=1)
    fine = hit | np.take_along_axis(table.also, order, axis=1)
    weights = table.weights[:, None]
    wanted = float((table.labels * weights).sum())
    best, best_value = Limits(most, 1, 0), (False, -1.0)
    for share, points in product(_SHARES, _THRESHOLDS):
        least = np.maximum(points * _HUNDRED, top[:, :1] * share // _HUNDRED)
        given = (top >= least) * weights
        total = float(given.sum()) or 1.0
        value = 2 * float((given * hit).sum()) / (total + wanted)
        enough = not table.also.any() or float((given * fine).sum()) / total >= _LENIENT
        if (enough, value) > best_value:
            best, best_value = Limits(most, points, share), (enough, value)
    return best


def _logistic(features: Array, truth: Array, weights: Array) -> Array:
    """Return the coefficients of a logistic regression, by Newton's method, damped a little."""
    found = np.zeros(features.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = features.T @ (weights * (chance - truth))
        curve = (features * (weights * chance * (1 - chance))[:, None]).T @ features
        step = np.linalg.solve(curve + 1e-3 * np.eye(len(found)), slope)
        found = found - np.clip(step, -1, 1)
    return found
