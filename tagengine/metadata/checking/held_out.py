"""A record that rules were learned from, as rules see it that have not seen it.

Rules know by heart what people gave the records that they were learned from. So the scores are
those that were kept when the rules were learned, of rules learned without the record, and to them
comes what rules say that people wrote since.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tagengine import selection
from tagengine.evidence.result import Result
from tagengine.learning.learned_from import Scores
from tagengine.scoring import Score


def unseen(result: Result, scores: Scores, max_tags: int) -> Result:
    """Return a result with the tags that follow from the scores of rules without the record.

    Its evidence is not that of the tags; tags that the vocabulary has no more are left out.
    """
    rule_set = result.rule_set
    points = Counter(
        {
            tag: score
            for name, score in scores.items()
            if (tag := rule_set.vocabulary.index_of(name)) is not None
        }
    )
    for step in result.steps:
        for one in step.score.contributions:
            rule = rule_set.rules[one.match.rule]
            if not rule.starter and rule.support is None:
                points[step.score.tag] += one.points
    found = [Score(tag, score, ()) for tag, score in sorted(points.items())]
    steps = selection.choose(found, rule_set, max_tags)
    tags = tuple(rule_set.vocabulary[tag] for tag in selection.chosen_tags(steps))
    return replace(result, tags=tags, steps=tuple(steps))
