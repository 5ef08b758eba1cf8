"""The limits of a selection (how many tags, from which score on), fitted to judged answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from tagengine import selection
from tagengine.evaluation.figures import Judged
from tagengine.rules.rule_set import RuleSet, TagPolicy
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Settings
from tagengine.scoring import Score

_THRESHOLDS = (2, 5, 10, 15, 20, 30, 40)  # points
_SHARES = (25, 40, 55, 70, 85)  # percent


class Limits(NamedTuple):
    """At most `max_tags` tags, of `threshold` points and `share` percent of the best score."""

    max_tags: int
    threshold: int
    share: int


def fitted(judged: Sequence[Judged], vocabulary: Vocabulary, settings: Settings) -> Limits:
    """Return the limits with the best micro F1; of several as good, the strictest.

    `judged` have the scores of all tags; no more tags are tried than `settings` allow or a record
    has labels.
    """
    most = max((len(one.labels) for one in judged), default=1)
    most = max(min(most, settings.max_tags), 1)
    agreements: dict[Limits, tuple[int, int]] = {}
    for threshold, share in product(reversed(_THRESHOLDS), reversed(_SHARES)):
        answers = apply(judged, Limits(most, threshold, share), vocabulary, settings)
        for max_tags in range(1, most + 1):  # fewer tags are the first of more
            limits = Limits(max_tags, threshold, share)
            agreements[limits] = _agreement(answers, max_tags)
    tried = sorted(agreements, key=lambda limits: limits.max_tags)  # stable
    best = tried[0]
    best_hits, best_size = -1, 1
    for limits in tried:
        hits, size = agreements[limits]
        if hits * best_size > best_hits * size:
            best, best_hits, best_size = limits, hits, size
    return best


def apply(
    judged: Sequence[Judged], limits: Limits, vocabulary: Vocabulary, settings: Settings
) -> list[Judged]:
    """Return the answers that the limits choose from the scores."""
    rule_set = RuleSet(
        vocabulary,
        replace(settings, max_tags=limits.max_tags, share=limits.share, kind_share=0, kind_rank=0),
        (TagPolicy(limits.threshold),) * len(vocabulary),
        (),
        "",
    )
    index_of = {tag.name: index for index, tag in enumerate(vocabulary)}
    answers = []
    for one in judged:
        first = one.scores[: limits.max_tags]  # they are best first, and no other can be chosen
        scores = [Score(index_of[name], points, ()) for name, points in first]
        chosen = selection.chosen_tags(selection.choose(scores, rule_set))
        answers.append(replace(one, answer=tuple(vocabulary[tag].name for tag in chosen)))
    return answers


def _agreement(judged: Sequence[Judged], max_tags: int) -> tuple[int, int]:
    """Return twice the hits, and labels and answers together: micro F1 as numerator and divisor.

    Of an answer only those of the `max_tags` best scores count.
    """
    hits = size = 0
    for one in judged:
        labels = {*one.labels}
        answer = {name for name, _ in one.scores[:max_tags]}.intersection(one.answer)
        hits += len(labels & answer)
        size += len(labels) + len(answer)
    return 2 * hits, max(size, 1)
