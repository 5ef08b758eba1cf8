"""Learned words, fitted together with the rules written by hand.

What the rules by hand know already is taken as known: their points go through the brackets of the
scale, and only what these leave unsaid is learned. So is what the points of one tag say of another.
Weights become whole points, ten of them for what makes a tag e times as likely.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from tagengine.learning import fitting
from tagengine.learning.fitting import Array, Fit, Matrix, Task
from tagengine.learning.limits import Limits
from tagengine.learning.table import LEAST_SUPPORT, Table
from tagengine.rules.scale import Scale
from tagengine.system.progress import Result, Step

_PENALTY = 1.7
UNIT = 10  # points for a factor e in the odds
ZERO = 10  # points: a score of that is an even chance
_TRUST = 0.9  # of what the points by hand would count if there were no learned words
_ECHO = 0.17  # how readily points by hand of other tags are taken up, against words
_OWN = 0.1  # of the penalty for what a tag's own points by hand count
_BRACKETS = (
    5,
    15,
    35,
    75,
    155,
    315,
)  # points by hand; in each as much is said as in the one before
_LEAST_WEIGHT = 2  # points
_LEAST_OFFSET = -60  # points; a tag may be rarer here than where it is asked for
_LEAST_PERCENT = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A learned word: weight in points, and how many of the projects with it have the tag."""

    weight: int
    right: int
    projects: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TagWords:
    """What was learned of one tag: offset in points, percentages by tag, words."""

    offset: int
    by_hand: Mapping[int, int]
    words: Mapping[str, Word]
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of all tags, the scale, and how many tags are given, from which score on."""

    scale: Scale
    tags: tuple[TagWords, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Kept:
    """By tag, the words that stay as they are, and those that are not to be learned again."""

    pinned: Sequence[Mapping[str, Word]] = ()
    struck: Sequence[Sequence[str]] = ()


def with_brackets(scale: Scale, table: Table) -> Scale:
    """Return a scale whose brackets fit what points by hand say in the examples of a table."""
    counted = np.sign(table.by_hand) * np.log2(1 + np.abs(table.by_hand) / (100 * _BRACKETS[0]))
    factor = fitting.slope_of(counted, _task(table, counted, counted))
    whole = _TRUST * factor * UNIT * 100 / _BRACKETS[0]
    percents = [round(whole / 2**step) for step in range(len(_BRACKETS) + 1)]
    brackets = tuple(
        (100 * end, percent) for end, percent in zip(_BRACKETS, percents, strict=False)
    )
    return replace(scale, brackets=brackets, rest=percents[-1])


def fit(
    table: Table, scale: Scale, kept: Kept, progress: Step[Result]
) -> Generator[Step[Result], None, Fit]:
    """Fit words to a table: yield progress after each step, and return the fit."""
    counted = _counted(table, scale)
    columns = _with_echoes(table.columns, counted)
    known = counted / (100 * UNIT)
    for tag, pinned in enumerate(kept.pinned):
        known[:, tag] += _pinned_part(table, pinned)
    penalties = np.full((columns.shape[1], table.labels.shape[1]), _PENALTY, np.float32)
    np.fill_diagonal(penalties[len(table.names) :], _PENALTY * _OWN)  # a tag's own points by hand
    signs = np.zeros(penalties.shape, np.int8)
    signs[: len(table.names)] = _leanings(table)
    task = _task(table, columns, known)
    return (yield from fitting.fit(task, penalties, signs, progress))


def whole(fitted: Fit, table: Table, kept: Kept) -> tuple[TagWords, ...]:
    """Return a fit in whole numbers, each word with its support in the table."""
    count = len(table.names)
    tags = fitted.offsets.shape[0]
    points = np.rint(fitted.weights[:count] * UNIT).astype(int)
    echoes = np.rint(fitted.weights[count:] * _ECHO * 100).astype(int)
    has = (table.columns[table.is_whole] > 0).astype(np.int64)
    projects = np.asarray(has.sum(axis=0)).ravel()
    right = np.asarray(has.T @ (table.labels[table.is_whole] > 0).astype(np.int64))
    found = []
    for tag in range(tags):
        struck = tuple(kept.struck[tag]) if kept.struck else ()
        words: dict[str, Word] = {}
        for column in np.flatnonzero(np.abs(points[:, tag]) >= _LEAST_WEIGHT):
            support = int(right[column, tag]), int(projects[column])
            weight, name = int(points[column, tag]), table.names[column]
            speaking = support[0] if weight > 0 else support[1] - support[0]
            if speaking >= LEAST_SUPPORT and name not in struck:
                words[name] = Word(weight, *support)
        words.update(kept.pinned[tag] if kept.pinned else {})
        by_hand = {
            other: int(percent) + 100 * (other == tag)
            for other, percent in enumerate(echoes[:, tag])
            if abs(percent) >= _LEAST_PERCENT
        }
        offset = max(round(float(fitted.offsets[tag]) * UNIT) + ZERO, _LEAST_OFFSET)
        found.append(TagWords(offset, by_hand, words, struck))
    return tuple(found)


def scores(table: Table, tags: Sequence[TagWords], scale: Scale) -> Array:
    """Return the scores in hundredths of a point that words in whole numbers give, x tags.

    As the engine gives them, except for roundings by less than a point.
    """
    column_of = {name: index for index, name in enumerate(table.names)}
    weights = np.zeros((len(table.names), len(tags)), np.float32)
    percents = np.zeros((len(tags), len(tags)), np.float32)
    for tag, one in enumerate(tags):
        percents[tag, tag] = 1
        for other, percent in one.by_hand.items():
            percents[other, tag] = percent / 100
        for name, word in one.words.items():
            if name in column_of:
                weights[column_of[name], tag] = 100 * word.weight
    counted = _counted(table, scale)
    own = np.minimum(counted, 0) * np.diag(percents)
    offsets = np.array([100 * one.offset for one in tags], np.float32)
    return np.asarray(table.columns @ weights + np.maximum(counted, 0) @ percents + own + offsets)


def _counted(table: Table, scale: Scale) -> Array:
    """Return what points by hand count after the brackets, in hundredths of a point."""
    different, places = np.unique(table.by_hand, return_inverse=True)
    counted = np.array([scale.counted(int(points)) for points in different], np.float32)
    return np.asarray(counted[places].reshape(table.by_hand.shape))


def _with_echoes(columns: Matrix, counted: Array) -> Matrix:
    echoes = sparse.csr_matrix(np.maximum(counted, 0) / (100 * UNIT) * _ECHO, dtype=np.float32)
    return sparse.hstack([columns, echoes]).tocsr()


def _pinned_part(table: Table, pinned: Mapping[str, Word]) -> Array:
    """Return what words with a fixed weight say in a table's examples."""
    column_of = {name: index for index, name in enumerate(table.names)}
    weights = np.zeros(len(table.names), np.float32)
    for name, word in pinned.items():
        if name in column_of:
            weights[column_of[name]] = word.weight / UNIT
    return np.asarray(table.columns @ weights)


def _leanings(table: Table) -> Array:
    """Return 1 where a tag is more common with a word than in general, -1 where it is rarer.

    Words x tags. Without this, a word would also make up for what the points by hand or other
    words say too much or too little, which no reader of its weight could tell.
    """
    weights = (table.weights * table.is_whole).astype(float)
    labels = (table.labels > 0) * weights[:, None]
    has = (table.columns > 0).astype(float).T
    usual = labels.sum(axis=0) / (weights.sum() or 1.0)
    expected = np.asarray(has @ weights)[:, None] * usual
    return np.asarray(np.sign(np.asarray(has @ labels) - expected), np.int8)


def _task(table: Table, columns: Matrix, known: Array) -> Task:
    """Return the task of a table; labels that would not be wrong count neither way."""
    weights = np.where(table.also, 0, 1) * table.weights[:, None]
    return Task(columns, table.labels, weights.astype(np.float32), known.astype(np.float32))
