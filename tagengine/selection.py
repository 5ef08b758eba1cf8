"""Scores to tags: highest first, at most so many, each above its threshold and near the best.

Tags are of two sorts: what a project is about (`database`, `parser`) and what kind of thing it is
(`lib`, `cli`, `server`). Words about the subject are many and words about the kind are few, so
scores alone would fill all places with subjects. If no kind is among the chosen tags, the best kind
takes a free place, or that of the last tag, on easier terms (`kind_share`, `kind_rank`). And in 'a
library for X' the word library says more than it should against X, so a subject is measured by the
best subject, a kind by the best tag of all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from tagengine.rules import RuleSet
from tagengine.scoring import Score


class Verdict(Enum):
    """Why a tag was chosen or refused."""

    CHOSEN = "chosen"
    CHOSEN_AS_KIND = "chosen as the kind of project"
    BELOW_THRESHOLD = "below its threshold"
    BELOW_SHARE = "too far below the best score"
    SUPPRESSED = "kept out by a chosen tag"
    EXCLUDED = "never given beside a chosen tag"
    NO_PLACE = "no place left"
    YIELDED = "gave its place to the kind of project"

    @property
    def is_chosen(self) -> bool:
        """Whether the tag was given."""
        return self in (Verdict.CHOSEN, Verdict.CHOSEN_AS_KIND)


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
    subjects = (entry.points for entry in ordered if not rule_set.policies[entry.tag].kind)
    best_subject = next(subjects, best)
    chosen: list[int] = []
    steps = []
    for entry in ordered:
        rival = best if rule_set.policies[entry.tag].kind else best_subject
        step = _step(entry, rival, chosen, limit, rule_set)
        if step.verdict is Verdict.CHOSEN:
            chosen.append(entry.tag)
        steps.append(step)
    if not any(rule_set.policies[tag].kind for tag in chosen):
        _give_place_to_kind(steps, best, limit, rule_set)
    return steps


def chosen_tags(steps: list[Step]) -> list[int]:
    """Return the indices of the chosen tags, best first; the kind that was let in comes last."""
    by_score = [step.score.tag for step in steps if step.verdict is Verdict.CHOSEN]
    return by_score + [step.score.tag for step in steps if step.verdict is Verdict.CHOSEN_AS_KIND]


def _step(entry: Score, rival: int, chosen: list[int], limit: int, rule_set: RuleSet) -> Step:
    share = rival * rule_set.settings.share // 100
    threshold = max(rule_set.policies[entry.tag].threshold * 100, 1)
    by = next((tag for tag in chosen if rule_set.policies[tag].keeps_out(entry.tag)), None)
    verdict = Verdict.CHOSEN
    if entry.points < threshold:
        verdict = Verdict.BELOW_THRESHOLD
    elif entry.points < share:
        verdict = Verdict.BELOW_SHARE
    elif by is not None:
        excluded = entry.tag in rule_set.policies[by].excludes
        verdict = Verdict.EXCLUDED if excluded else Verdict.SUPPRESSED
    elif len(chosen) >= limit:
        verdict = Verdict.NO_PLACE
    return Step(entry, verdict, max(threshold, share), by)


def _give_place_to_kind(steps: list[Step], best: int, limit: int, rule_set: RuleSet) -> None:
    """Let the best kind in, in place if it is strong enough; `steps` are changed."""
    settings = rule_set.settings
    chosen = [index for index, step in enumerate(steps) if step.verdict is Verdict.CHOSEN]
    keepers = [rule_set.policies[steps[index].score.tag] for index in chosen]
    for index, step in enumerate(steps):
        policy, points = rule_set.policies[step.score.tag], step.score.points
        needed = max(policy.threshold * 100, best * settings.kind_share // 100, 1)
        if not policy.kind or points < needed:
            continue
        if any(keeper.keeps_out(step.score.tag) for keeper in keepers):
            continue
        if len(chosen) < limit:
            steps[index] = replace(step, verdict=Verdict.CHOSEN_AS_KIND, needed=needed)
        elif limit > 1:
            last = steps[chosen[-1]]
            needed = max(needed, last.score.points * settings.kind_rank // 100)
            if points >= needed:
                steps[index] = replace(step, verdict=Verdict.CHOSEN_AS_KIND, needed=needed)
                steps[chosen[-1]] = replace(last, verdict=Verdict.YIELDED, by=step.score.tag)
        return
