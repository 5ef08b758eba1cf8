"""Labelled records as examples: whole, and where a record has both, its line and its README alone.

So words are weighed that serve a README with its one-line description, and either alone. If a
record has a language, another example has it too: the language then helps where it is known, and
words say enough where it is not. Examples may be weighed so that tags occur among them as often as
in records like those to be tagged: a collection of libraries would teach that everything is a
library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.rules.files import examples as rule_examples
from tagengine.rules.vocabulary import Vocabulary

_WHOLE, _README, _LINE = 3.0, 2.0, 1.0  # READMEs are few, and what will be tagged
_WITH_LANGUAGE = 0.5  # times as much as without
_OF_RULES = 8.0
_ROUNDS = 20
_MOST = 4.0  # times that an example may count more, or less


class Example(NamedTuple):
    """A record, its labels, and how much it counts.

    `is_whole` says that it is a whole labelled record, and no part of one or example of a rule
    file; `only` is the one tag that it says something of, None for all.
    """

    record: Record
    labels: tuple[str, ...]
    also: tuple[str, ...]
    weight: float
    is_whole: bool = True
    only: str | None = None


def of(labelled: Sequence[Labelled], like: Sequence[Labelled] = ()) -> list[Example]:
    """Return the examples that labelled records give, with tags as frequent as in those `like`."""
    factors = _factors(labelled, like)
    return [
        example._replace(weight=example.weight * factor)
        for one, factor in zip(labelled, factors, strict=True)
        for example in _of_record(one)
    ]


def of_rules(trials: Iterable[rule_examples.Example], vocabulary: Vocabulary) -> list[Example]:
    """Return the examples of tags in rule files: each says something of its own tag only."""
    return [
        Example(
            Record(f"{one.path}:{one.line}", readme=one.text),
            (vocabulary[one.tag].name,) if one.expected else (),
            (),
            _OF_RULES,
            False,
            vocabulary[one.tag].name,
        )
        for one in trials
        if not one.rules
    ]


def _of_record(one: Labelled) -> Iterator[Example]:
    record, labels, also = one
    weight = _WHOLE if record.readme else _LINE
    if record.language:
        yield Example(record, labels, also, weight * _WITH_LANGUAGE)
    is_whole, record = not record.language, replace(record, language="")
    yield Example(record, labels, also, weight, is_whole)
    if not record.readme:
        return
    if record.description:
        yield Example(replace(record, readme=""), labels, also, _LINE, False)
        yield Example(replace(record, description=""), labels, also, _README, False)


def _factors(labelled: Sequence[Labelled], like: Sequence[Labelled]) -> list[float]:
    """Return how much more or less each record counts; records with READMEs by themselves."""
    if not like:
        return [1.0] * len(labelled)
    wanted = _shares(like)
    factors = [1.0] * len(labelled)
    for has_readme in (False, True):
        part = [at for at, one in enumerate(labelled) if bool(one.record.readme) is has_readme]
        found = _raked([labelled[at] for at in part], wanted) if part else []
        for at, factor in zip(part, found, strict=True):
            factors[at] = factor
    return factors


def _raked(labelled: Sequence[Labelled], wanted: Mapping[str, float]) -> list[float]:
    """Return factors with which tags occur as often as wanted, tag by tag until all agree."""
    names = sorted(wanted)
    has = np.array([[name in one.labels for name in names] for one in labelled], bool)
    factors = np.ones(len(labelled))
    for _ in range(_ROUNDS):
        for column, name in enumerate(names):
            share = float(factors[has[:, column]].sum() / factors.sum())
            if 0 < share < 1:
                with_tag, without = wanted[name] / share, (1 - wanted[name]) / (1 - share)
                factors = np.clip(
                    factors * np.where(has[:, column], with_tag, without), 1 / _MOST, _MOST
                )
    return [float(factor) for factor in factors]


def _shares(labelled: Sequence[Labelled]) -> dict[str, float]:
    """Return the part of records that have each tag."""
    counts = Counter(name for one in labelled for name in set(one.labels))
    return {name: count / len(labelled) for name, count in counts.items()}
