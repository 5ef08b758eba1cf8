"""Scores to tags: highest first, at most so many, each above its threshold and near the best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tagengine.rules import RuleSet
from tagengine.scoring import Score


class Verdict(Enum):
    """Why a tag was chosen or refused."""

    CHOSEN = "chosen"
    BELOW_THRESHOLD = "below its threshold"
    BELOW_SHARE = "too far below the best score"
    SUPPRESSED = "kept out by a chosen tag"
    NO_PLACE = "no place left"


@dataclass(frozen=True, slots=True)
class Step:
    """One candidate's turn: its score, the verdict, and the least score it needed.

    `needed` is in hundredths of a point; `by` is the index of the tag that kept this one out.
    """

    score: Score
    verdict: Verdict
    needed: int
    by: int | None = None


def choose(scores: list[Score], rule_set: RuleSet, max_tags: int | None = None) -> list[Step]:
    """Return every candidate's step, best first: by score, distinct rules, vocabulary order."""
    limit = rule_set.settings.max_tags if max_tags is None else max_tags
    ordered = sorted(scores, key=lambda entry: (-entry.points, -entry.distinct_rules(), entry.tag))
    best = ordered[0].points if ordered else 0
    share = best * rule_set.settings.share // 100
    chosen: list[int] = []
    steps = []
    for entry in ordered:
        threshold = rule_set.policies[entry.tag].threshold * 100
        needed = max(threshold, share, 1)
        by = next((tag for tag in chosen if entry.tag in rule_set.policies[tag].suppresses), None)
        if entry.points < max(threshold, 1):
            verdict = Verdict.BELOW_THRESHOLD
        elif entry.points < share:
            verdict = Verdict.BELOW_SHARE
        elif by is not None:
            verdict = Verdict.SUPPRESSED
        elif len(chosen) >= limit:
            verdict = Verdict.NO_PLACE
        else:
            verdict = Verdict.CHOSEN
            chosen.append(entry.tag)
        steps.append(Step(entry, verdict, needed, by))
    return steps
