"""Keywords borrowed from rules for another vocabulary, where a tag of theirs means the same.

What a tag of theirs promises for a tag of ours is counted as for a term: of the records to which
their rules give their tag, the part that has ours. A tag of ours that is named like theirs starts
from a high belief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tagengine.engine import Engine
from tagengine.evaluation.gold import Labelled
from tagengine.learning import terms
from tagengine.learning.starter import BORROWED, Term, name_terms
from tagengine.rules.language import WEIGHT_LIMIT
from tagengine.rules.rule_set import Rule
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.text import words

_LEAST_PROMISE = 15  # percent of the records to which they give their tag
_SAME_NAME = 60  # percent believed of a tag of the same name
_FULL_WEIGHT = 1000  # hundredths of a point: a rule of theirs of this weight counts in full


class Background:
    """The rules of another vocabulary, and what they say of the labelled records."""

    def __init__(self, engine: Engine, labelled: Sequence[Labelled]) -> None:
        self.vocabulary: Vocabulary = engine.rule_set.vocabulary
        self._keywords: dict[int, list[tuple[str, str, int]]] = {}
        for rule in engine.rule_set.rules:
            if _is_plain(rule):
                form = " ".join(words.fold(rule.forms[0] + " ").split())
                entry = (terms.stem(form), form, rule.weight)
                self._keywords.setdefault(rule.tag, []).append(entry)
        self._given = {
            one.record.id: [tag.name for tag in engine.tag_record(one.record).tags]
            for one in labelled
        }

    def add(
        self,
        listed: Sequence[list[Term]],
        vocabulary: Vocabulary,
        labelled: Sequence[Labelled],
    ) -> list[list[Term]]:
        """Return the terms of each tag of `vocabulary` with those that are borrowed for it.

        `labelled` are those of the records that promises may be counted on.
        """
        given: Counter[str] = Counter()
        with_tag: dict[str, Counter[str]] = {}
        for one in labelled:
            for name in self._given[one.record.id]:
                given[name] += 1
                with_tag.setdefault(name, Counter()).update(set(one.labels))
        found = []
        for tag, own in zip(vocabulary, listed, strict=True):
            names = name_terms(tag)
            borrowed: dict[str, Term] = {}
            for index, theirs in enumerate(self.vocabulary):
                support = with_tag.get(theirs.name, Counter())[tag.name]
                same_name = names.get(terms.stem(theirs.key.replace("-", " "))) == 100
                belief = replace(BORROWED, prior=_SAME_NAME) if same_name else BORROWED
                promise = belief.weight(100, support, given[theirs.name])
                if promise * 100 >= _LEAST_PROMISE * BORROWED.points:
                    for term in self._terms(index, theirs, promise, support, given[theirs.name]):
                        best = borrowed.get(term.stem)
                        if best is None or best.weight < term.weight:
                            borrowed[term.stem] = term
            found.append(_joined(own, borrowed))
        return found

    def _terms(
        self, index: int, theirs: Tag, promise: int, support: int, records: int
    ) -> list[Term]:
        return [
            Term(stem, (form,), weight, f"rules of {theirs.key}", support, records)
            for stem, form, points in self._keywords.get(index, ())
            if (weight := min(promise * points // _FULL_WEIGHT, WEIGHT_LIMIT)) > 0
        ]


def _joined(own: list[Term], borrowed: dict[str, Term]) -> list[Term]:
    """Return a tag's terms with the borrowed ones that it does not have.

    A longer keyword hides the shorter ones in it, so it weighs no less than they do.
    """
    weights = {term.stem: term.weight for term in own}
    added = []
    for stem in sorted(borrowed.keys() - weights.keys(), key=lambda stem: (stem.count(" "), stem)):
        term = borrowed[stem]
        parts = max((weights.get(part, 0) for part in terms.parts(stem)), default=0)
        weights[stem] = max(term.weight, parts)
        added.append(replace(term, weight=weights[stem]))
    return own + added


def _is_plain(rule: Rule) -> bool:
    """Return whether a rule is a keyword by hand that can be borrowed as it is.

    The weights of learned words hold only beside those of all others.
    """
    return (
        rule.support is None
        and rule.weight > 0
        and not rule.regex
        and not rule.gap
        and ">" not in rule.id
        and not (rule.requires or rule.unless or rule.exact_case or rule.exact_separators)
    )
