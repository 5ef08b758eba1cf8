"""Examples as the numbers that a fit needs: grams and points by hand, labels and weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tagengine import scoring
from tagengine.document.reading import read_record
from tagengine.engine import Engine
from tagengine.learning import grams, terms
from tagengine.learning.examples import Example
from tagengine.learning.fitting import Array, Matrix
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.scale import Scale
from tagengine.text import words

LEAST_SUPPORT = 4
"""Projects that a learned word must stand in, and that must speak for its weight."""


_FULL = 10_000  # a factor of 100 % in hundredths of a percent


@dataclass(frozen=True, slots=True)
class Seen:
    """What an example's document has: its grams, and the points by hand of each tag."""

    grams: grams.Grams
    by_hand: Mapping[int, int]


@dataclass(slots=True)
class Table:
    """Examples x grams, and what is known of each: `columns` of `names`, `by_hand`, `labels`.

    `by_hand` are hundredths of a point, `also` the labels that would not be wrong either.
    """

    names: tuple[str, ...]
    columns: Matrix
    by_hand: Array
    labels: Array
    also: Array
    weights: Array
    is_whole: Array
    has_readme: Array

    def part(self, chosen: Array) -> Table:
        """Return the table of some of its examples, given as a mask."""
        return Table(
            self.names,
            self.columns[chosen],
            self.by_hand[chosen],
            self.labels[chosen],
            self.also[chosen],
            self.weights[chosen],
            self.is_whole[chosen],
            self.has_readme[chosen],
        )


def look(examples: Sequence[Example], rule_set: RuleSet, scale: Scale) -> Iterator[Seen]:
    """Yield what each example's document has, by rules without learned words."""
    engine = Engine(rule_set)
    for example in examples:
        document = read_record(example.record, rule_set.settings)
        matches, _ = engine.search(example.record, document)
        scores = scoring.score(matches, document, rule_set)
        by_hand = {score.tag: score.points for score in scores}
        yield Seen(grams.of_document(document, rule_set.settings, scale), by_hand)


def known_grams(
    examples: Sequence[Example], seen: Sequence[Seen]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the grams that may become words, in order, and the singular of those in the plural.

    They stand in at least four projects, say something, are no names of owners, and no longer ones
    that are nowhere without a shorter one's documents.
    """
    whole = [one for one, example in zip(seen, examples, strict=True) if example.is_whole]
    singular = grams.singular_of(dict.fromkeys(gram for one in whole for gram in one.grams))
    projects: Counter[str] = Counter()
    owned: Counter[str] = Counter()
    for one, example in zip(seen, examples, strict=True):
        if example.is_whole:
            own = {singular.get(gram, gram) for gram in one.grams}
            projects.update(own)
            owner = " ".join(words.fold(str(example.record.id).partition("/")[0] + " ").split())
            owned.update(own & {owner})
    kept = [
        gram
        for gram, count in projects.items()
        if count >= LEAST_SUPPORT
        and grams.says_something(gram)
        and 2 * owned[gram] < count
        and not any(
            projects[singular.get(part, part)] == count
            for part in terms.parts(gram)
            if grams.says_something(part)  # so that it could be a word itself
        )
    ]
    return tuple(sorted(kept)), singular


def tabulated(
    examples: Sequence[Example],
    seen: Sequence[Seen],
    names: tuple[str, ...],
    singular: Mapping[str, str],
    tags: Sequence[str],
) -> Table:
    """Return the table of examples; `tags` are the vocabulary's names."""
    column_of = {gram: index for index, gram in enumerate(names)}
    starts, indices, values = [0], [], []
    for one in seen:
        row: dict[int, int] = {}
        for gram, factor in one.grams.items():
            column = column_of.get(singular.get(gram, gram))
            if column is not None:
                row[column] = max(row.get(column, 0), factor)
        for column in sorted(row):
            indices.append(column)
            values.append(row[column] / _FULL)
        starts.append(len(indices))
    shape = len(examples), len(names)
    columns = sparse.csr_matrix((np.array(values, np.float32), indices, starts), shape=shape)
    by_hand = np.zeros((len(examples), len(tags)), np.int64)
    for index, one in enumerate(seen):
        for tag, points in one.by_hand.items():
            by_hand[index, tag] = points
    index_of = {name: index for index, name in enumerate(tags)}
    return Table(
        names,
        columns,
        by_hand,
        _marks([example.labels for example in examples], index_of),
        _marks([_aside(example, tags) for example in examples], index_of) > 0,
        np.array([example.weight for example in examples], np.float32),
        np.array([example.is_whole for example in examples]),
        np.array([bool(example.record.readme) for example in examples]),
    )


def _aside(example: Example, tags: Sequence[str]) -> Sequence[str]:
    """Return the tags that an example says nothing of."""
    if example.only is None:
        return example.also
    return [name for name in tags if name != example.only]


def _marks(listed: Sequence[Sequence[str]], index_of: Mapping[str, int]) -> Array:
    marks = np.zeros((len(listed), len(index_of)), np.float32)
    for row, names in enumerate(listed):
        for name in names:
            marks[row, index_of[name]] = 1
    return marks
