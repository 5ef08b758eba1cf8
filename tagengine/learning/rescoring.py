"""Labelled records whose matches are kept, so that other numbers in the rules can be tried fast.

Weights, factors and limits decide what matches are worth, not what matches; so a document is read
and searched once, and only the tags that a change touches are scored again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tagengine import scoring, selection
from tagengine.document.document import Document
from tagengine.document.reading import read_record
from tagengine.evaluation.figures import Judged
from tagengine.evaluation.gold import Labelled
from tagengine.matching.matcher import Matcher
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import RuleSet
from tagengine.scoring import Score

Key = tuple[str, int]
"""A rule, tag, zone or section: which of these, and its index."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A labelled record, read; its labels as tags; and the matches that count, by tag.

    `keys` are the rules that match, the tags that these are for, and the zones and sections where.
    """

    labelled: Labelled
    document: Document
    labels: frozenset[int]
    matches: dict[int, tuple[Match, ...]]
    keys: frozenset[Key]


def keep(labelled: Iterable[Labelled], rule_set: RuleSet) -> list[Kept]:
    """Return labelled records with what matches in them."""
    matcher = Matcher(rule_set)
    vocabulary = rule_set.vocabulary
    kept = []
    for one in labelled:
        document = read_record(one.record, rule_set.settings)
        by_tag: dict[int, list[Match]] = {}
        keys: set[Key] = set()
        for match in matcher.find(document):
            tag, run = rule_set.rules[match.rule].tag, document.runs[match.run]
            by_tag.setdefault(tag, []).append(match)
            kind = document.sections[run.section].kind
            keys |= {("rule", match.rule), ("tag", tag), ("zone", run.zone), ("section", kind)}
        labels = frozenset(
            index for name in one.labels if (index := vocabulary.index_of(name)) is not None
        )
        matches = {tag: tuple(found) for tag, found in by_tag.items()}
        kept.append(Kept(one, document, labels, matches, frozenset(keys)))
    return kept


class Trial:
    """The answers of one rule set to kept records, and what they would be after a change."""

    def __init__(self, kept: Sequence[Kept], rule_set: RuleSet) -> None:
        self.kept = kept
        self.rule_set = rule_set
        self._scores = [_scores(one, one.matches, rule_set) for one in kept]
        self.answers = [_choose(scores, rule_set) for scores in self._scores]
        self.hits = sum(
            len(one.labels.intersection(answer))
            for one, answer in zip(kept, self.answers, strict=True)
        )
        self.size = sum(
            len(one.labels) + len(answer) for one, answer in zip(kept, self.answers, strict=True)
        )

    def counts_after(
        self, rule_set: RuleSet, records: Iterable[int], tags: Collection[int] | None
    ) -> tuple[int, int]:
        """Return hits, and labels and answers together, as they would be with another rule set.

        It differs only for these `records` (by index), there only for these `tags` (None: all).
        """
        hits, size = self.hits, self.size
        for index in records:
            answer = _choose(self._scores_after(rule_set, index, tags), rule_set)
            labels, before = self.kept[index].labels, self.answers[index]
            hits += len(labels.intersection(answer)) - len(labels.intersection(before))
            size += len(answer) - len(before)
        return hits, size

    def change(
        self, rule_set: RuleSet, records: Iterable[int], tags: Collection[int] | None
    ) -> None:
        """Take another rule set; arguments as for `counts_after`."""
        records = list(records)
        self.hits, self.size = self.counts_after(rule_set, records, tags)
        for index in records:
            self._scores[index] = self._scores_after(rule_set, index, tags)
            self.answers[index] = _choose(self._scores[index], rule_set)
        self.rule_set = rule_set

    def judged(self) -> list[Judged]:
        """Return the answers for evaluation."""
        names = [tag.name for tag in self.rule_set.vocabulary]
        return [
            Judged(
                one.labelled.record.id,
                one.labelled.labels,
                one.labelled.also,
                tuple(names[tag] for tag in answer),
            )
            for one, answer in zip(self.kept, self.answers, strict=True)
        ]

    def _scores_after(
        self, rule_set: RuleSet, index: int, tags: Collection[int] | None
    ) -> dict[int, Score]:
        one = self.kept[index]
        if tags is None:
            return _scores(one, one.matches, rule_set)
        others = {tag: score for tag, score in self._scores[index].items() if tag not in tags}
        return others | _scores(one, tags, rule_set)


def _scores(one: Kept, tags: Iterable[int], rule_set: RuleSet) -> dict[int, Score]:
    return {
        score.tag: score
        for tag in tags
        for score in scoring.score(one.matches.get(tag, ()), one.document, rule_set)
    }


def _choose(scores: dict[int, Score], rule_set: RuleSet) -> list[int]:
    return selection.chosen_tags(selection.choose(scores.values(), rule_set))
