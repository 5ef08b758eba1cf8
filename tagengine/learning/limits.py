"""The limits of a selection (how many tags, from which score on), fitted to judged answers."""

from __future__ import annotations

import re
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
    tried = [
        Limits(*limits)
        for limits in product(
            range(1, max(min(most, settings.max_tags), 1) + 1),
            reversed(_THRESHOLDS),
            reversed(_SHARES),
        )
    ]
    best = tried[0]
    best_hits, best_size = -1, 1
    for limits in tried:
        hits, size = _agreement(apply(judged, limits, vocabulary, settings))
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


def written(settings_text: str, limits: Limits) -> str:
    """Return the text of `zones.yaml` with other limits; all else stays, comments too."""
    for key, value in limits._asdict().items():
        settings_text = re.sub(
            rf"^(\s+{key}:\s*)\d+", rf"\g<1>{value}", settings_text, count=1, flags=re.MULTILINE
        )
    return settings_text


def _agreement(judged: Sequence[Judged]) -> tuple[int, int]:
    """Return twice the hits, and labels and answers together: micro F1 as numerator and divisor."""
    hits = sum(len(set(one.labels) & set(one.answer)) for one in judged)
    size = sum(len(set(one.labels)) + len(one.answer) for one in judged)
    return 2 * hits, max(size, 1)
