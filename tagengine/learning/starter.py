"""Starter rules for a vocabulary: terms of names, scope notes and labelled records, weighed.

A term's weight for a tag is what it promises: of the records that have it, the part that has the
tag. A few records say little, so each part starts from a prior belief that counts as a number of
records (the posterior mean of a beta distribution): high where the term is the tag's name, lower
the more tags' names and scope notes share it, low where only records suggest it. All in integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tagengine.evaluation.gold import Labelled
from tagengine.learning import terms
from tagengine.rules.language import WEIGHT_LIMIT
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import Settings

_PARENT_PERCENT = 30  # what 'Games' is worth in the name 'Games - Control Panels'
_MOST_TERMS = 120  # of one tag, borrowed ones aside


@dataclass(frozen=True, slots=True)
class Belief:
    """What a source of terms promises: points for a sure term, and the prior.

    `prior` is the percent of records that are expected to have the tag, before any were counted;
    `records` how many records that belief counts as. The support of a borrowed term is that of the
    tag whose rules have it.
    """

    points: int
    prior: int
    records: int

    def weight(self, share: int, with_tag: int, records: int) -> int:
        """Return points: `with_tag` of `records` labelled records with the term have the tag.

        `share` is the percent of the prior that holds for the term.
        """
        promise = 10_000 * with_tag + self.records * self.prior * share
        return self.points * promise // (10_000 * (records + self.records))


_NAME = Belief(30, 70, 3)
_SCOPE = Belief(16, 40, 2)
_RECORDS = Belief(20, 4, 2)
BORROWED = Belief(40, 2, 4)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one tag: its forms, where it comes from, and the records that support it.

    `source` is `name`, `scope`, `records`, or `rules of …` for one borrowed from other rules;
    `with_tag` of the `records` labelled records that have the term (or that those rules give their
    tag) have the tag.
    """

    stem: str
    forms: tuple[str, ...]
    weight: int
    source: str
    with_tag: int
    records: int


@dataclass(slots=True)
class _Known:
    """What is known of the terms: where they occur, and in which forms."""

    names: list[dict[str, int]]
    scopes: list[frozenset[str]]
    records: Counter[str] = field(default_factory=Counter)
    with_tag: list[Counter[str]] = field(default_factory=list)
    forms: dict[str, Counter[str]] = field(default_factory=dict)


def starter_terms(
    vocabulary: Vocabulary, labelled: Sequence[Labelled], settings: Settings
) -> list[list[Term]]:
    """Return the terms of each tag of a vocabulary, the weightiest first."""
    known = _known(vocabulary, labelled, settings)
    in_names = Counter(stem for names in known.names for stem in names)
    in_notes = Counter(
        stem
        for names, scope in zip(known.names, known.scopes, strict=True)
        for stem in scope | names.keys()
    )
    return [_terms(index, known, in_names, in_notes) for index in range(len(vocabulary))]


def name_terms(tag: Tag) -> dict[str, int]:
    """Return the stems of the terms of a tag's name, and what percent of a name each is worth.

    In 'Games - Control Panels' the last part names the tag, what is before it a wider one.
    """
    *wider, name = tag.name.split(" - ")
    shares = dict.fromkeys(terms.of_text(name), 100)
    for part in wider:
        for stem in terms.of_text(part):
            shares.setdefault(stem, _PARENT_PERCENT)
    return shares


def _known(vocabulary: Vocabulary, labelled: Sequence[Labelled], settings: Settings) -> _Known:
    known = _Known(
        [name_terms(tag) for tag in vocabulary],
        [frozenset(terms.of_text(tag.scope)) for tag in vocabulary],
    )
    known.with_tag = [Counter() for _ in vocabulary]
    for tag in vocabulary:
        for text in (*tag.name.split(" - "), tag.scope):
            _note_forms(known.forms, terms.of_text(text))
    for one in labelled:
        found = terms.of_record(one.record, settings)
        _note_forms(known.forms, found)
        known.records.update(found.keys())
        for label in dict.fromkeys(one.labels):
            index = vocabulary.index_of(label)
            if index is not None:
                known.with_tag[index].update(found.keys())
    return known


def _note_forms(forms: dict[str, Counter[str]], found: Mapping[str, str]) -> None:
    for stem, form in found.items():
        forms.setdefault(stem, Counter())[form] += 1


def _terms(tag: int, known: _Known, in_names: Counter[str], in_notes: Counter[str]) -> list[Term]:
    names, scope, with_tag = known.names[tag], known.scopes[tag], known.with_tag[tag]
    weights: dict[str, int] = {}
    for stem in names.keys() | scope | with_tag.keys():
        support, records = with_tag[stem], known.records[stem]
        weight = 0
        if stem in names:
            weight += _NAME.weight(names[stem] // in_names[stem], support, records)
        if stem in scope:
            weight += _SCOPE.weight(100 // in_notes[stem], support, records)
        if support:
            weight += _RECORDS.weight(100, support, records)
        if weight:
            weights[stem] = weight
    chosen = sorted(_telling(weights), key=lambda stem: (-weights[stem], stem))[:_MOST_TERMS]
    return [
        Term(
            stem,
            tuple(sorted(known.forms[stem], key=lambda form: (-known.forms[stem][form], form))),
            min(weights[stem], WEIGHT_LIMIT),
            "name" if stem in names else "scope" if stem in scope else "records",
            with_tag[stem],
            known.records[stem],
        )
        for stem in chosen
    ]


def _telling(weights: Mapping[str, int]) -> Iterable[str]:
    """Return the terms that say more than the best part of them does."""
    return [
        stem
        for stem, weight in weights.items()
        if all(weights.get(part, 0) < weight for part in terms.parts(stem))
    ]
