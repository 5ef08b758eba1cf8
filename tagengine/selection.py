"""Scores to tags: the highest, up to a limit, each above its threshold and near the best.

Tags are of two sorts: what a project is about (`database`, `parser`) and what kind of thing it is
(`lib`, `cli`, `server`). Words about the subject are many and words about the kind are few, so
scores alone would fill all places with subjects. If no kind is among the chosen tags, the best kind
takes a free place, or that of the last tag, on easier terms (`kind_share`, `kind_rank`). And in 'a
library for X' the word library says more than it should against X, so a subject is measured by the
best subject, a kind by the best tag of all.

If no tag is good enough, the best one that rules by hand say enough about is given all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from tagengine.rules.rule_set import RuleSet
from tagengine.scoring import Score

_ENOUGH_BY_HAND = 150  # percent of the tag's threshold; less is a word in passing


class Verdict(Enum):
    """Why a tag was chosen or refused."""

    CHOSEN = "chosen"
    CHOSEN_AS_KIND = "chosen as the kind of project"
    CHOSEN_AS_BEST = "chosen as the best, since no tag reached its threshold"
    BELOW_THRESHOLD = "below its threshold"
    BELOW_SHARE = "too far below the best score"
    SUPPRESSED = "suppressed by a chosen tag"
    EXCLUDED = "never given together with a chosen tag"
    NO_PLACE = "no place left"
    YIELDED = "gave its place to a kind of project"

    @property
    def is_chosen(self) -> bool:
        """Whether the tag was given."""
        return self in (Verdict.CHOSEN, Verdict.CHOSEN_AS_KIND, Verdict.CHOSEN_AS_BEST)

    @property
    def code(self) -> str:
        """The stable name for machines, such as `below-threshold`."""
        return self.name.lower().replace("_", "-")


class Pass(Enum):
    """In which of the passes over the candidates a step is taken."""

    SCORE = "score"
    KIND = "kind"
    BEST = "best"

    @property
    def condition(self) -> str:
        """In words, when this pass follows; '' for the first."""
        return {
            Pass.SCORE: "",
            Pass.KIND: "No kind of project among them: the best kind",
            Pass.BEST: "No tag chosen: the best one with enough evidence of hand-written rules",
        }[self]


class Step(Struct, frozen=True):
    """One candidate's turn, in the pass over all scores or in one that may follow.

    In hundredths of a point: `threshold` is the tag's own, `best` the score that it is measured by,
    `share` the part of that which it needs, `rank` the part of the last chosen tag's score that it
    needs to take that tag's place. `taken` is how many tags were chosen before; `by` the index of
    the tag that keeps it out, or whose place it takes, or that takes its place.
    """

    in_pass: Pass
    score: Score
    threshold: int
    best: int
    share: int
    rank: int | None
    taken: int
    verdict: Verdict
    by: int | None

    @property
    def needed(self) -> int:
        """The least score that the candidate needs, in hundredths of a point."""
        least = max(self.threshold, self.share)
        return least if self.rank is None else max(least, self.rank)


def choose(
    scores: Iterable[Score],
    rule_set: RuleSet,
    max_tags: int | None = None,
    taken: list[Step] | None = None,
) -> list[Step]:
    """Return the step that decided on each candidate: by score, distinct rules, vocabulary order.

    `taken`, where given, gets every step in the order taken: a kind may have a second one.
    """
    limit = rule_set.settings.max_tags if max_tags is None else max_tags
    ordered = _ordered(list(scores))
    best = ordered[0].points if ordered else 0
    subjects = (entry.points for entry in ordered if not rule_set.policies[entry.tag].kind)
    best_subject = next(subjects, best)
    chosen: list[Score] = []
    steps = []
    for entry in ordered:
        rival = best if rule_set.policies[entry.tag].kind else best_subject
        percent = rule_set.settings.share
        step = _decide(Pass.SCORE, entry, rival, percent, chosen, limit, rule_set)
        if step.verdict is Verdict.CHOSEN:
            chosen.append(entry)
        steps.append(step)
    if taken is not None:
        taken.extend(steps)
    if not any(rule_set.policies[one.tag].kind for one in chosen):
        _give_place_to_kind(steps, best, limit, rule_set, taken)
    if limit and not any(step.verdict.is_chosen for step in steps):
        _take_best(steps, rule_set, taken)
    return steps


def _ordered(scores: list[Score]) -> list[Score]:
    """Return scores best first; rules are counted only where points do not tell."""
    if len({entry.points for entry in scores}) == len(scores):
        return sorted(scores, key=lambda entry: -entry.points)
    return sorted(scores, key=lambda entry: (-entry.points, -entry.distinct_rules(), entry.tag))


def chosen_tags(steps: list[Step]) -> list[int]:
    """Return the indices of the chosen tags, best first; the kind that was let in comes last."""
    chosen = [step for step in steps if step.verdict.is_chosen]
    return [step.score.tag for step in sorted(chosen, key=lambda step: step.in_pass is Pass.KIND)]


def _decide(
    in_pass: Pass,
    entry: Score,
    rival: int,
    percent: int,
    chosen: list[Score],
    limit: int,
    rule_set: RuleSet,
) -> Step:
    """Return a candidate's step in a pass, where it needs `percent` of the rival's score."""
    threshold, share = _threshold(entry, rule_set), rival * percent // 100
    by = rank = None
    is_first = in_pass is Pass.SCORE
    if entry.points < max(threshold, share):
        verdict = _too_low(threshold, share)
    elif (by := _keeper(entry.tag, chosen, rule_set)) is not None:
        verdict = _kept_out(entry.tag, by, rule_set)
    elif len(chosen) < limit:
        verdict = Verdict.CHOSEN if is_first else Verdict.CHOSEN_AS_KIND
    elif is_first or limit <= 1:
        verdict = Verdict.NO_PLACE
    else:
        last = chosen[-1]
        rank, by = last.points * rule_set.settings.kind_rank // 100, last.tag
        verdict = Verdict.CHOSEN_AS_KIND if entry.points >= rank else Verdict.NO_PLACE
    return Step(in_pass, entry, threshold, rival, share, rank, len(chosen), verdict, by)


def _too_low(threshold: int, share: int) -> Verdict:
    """Return why a score is too low: by the higher of the two, which is what it needed."""
    return Verdict.BELOW_THRESHOLD if threshold >= share else Verdict.BELOW_SHARE


def _threshold(entry: Score, rule_set: RuleSet) -> int:
    """Return the least score of a tag, whatever the others have, in hundredths of a point."""
    return max(rule_set.threshold(entry.tag), entry.floor)


def _keeper(tag: int, chosen: list[Score], rule_set: RuleSet) -> int | None:
    """Return the first of the chosen tags that keeps a tag out."""
    return next((one.tag for one in chosen if rule_set.policies[one.tag].keeps_out(tag)), None)


def _kept_out(tag: int, by: int, rule_set: RuleSet) -> Verdict:
    excluded = tag in rule_set.policies[by].excludes
    return Verdict.EXCLUDED if excluded else Verdict.SUPPRESSED


def _give_place_to_kind(
    steps: list[Step],
    best: int,
    limit: int,
    rule_set: RuleSet,
    taken: list[Step] | None,
) -> None:
    """Let the best kind in, in place if it is strong enough; `steps` are changed."""
    chosen = [index for index, step in enumerate(steps) if step.verdict is Verdict.CHOSEN]
    for index, step in enumerate(steps):
        if not rule_set.policies[step.score.tag].kind:
            continue
        scores, percent = [steps[one].score for one in chosen], rule_set.settings.kind_share
        second = _decide(Pass.KIND, step.score, best, percent, scores, limit, rule_set)
        if taken is not None:
            taken.append(second)
        if second.verdict is Verdict.CHOSEN_AS_KIND:
            steps[index] = replace(second, by=None)
            if second.by is not None:
                last = steps[chosen[-1]]
                steps[chosen[-1]] = replace(last, verdict=Verdict.YIELDED, by=step.score.tag)
        if second.verdict in (Verdict.CHOSEN_AS_KIND, Verdict.NO_PLACE):
            return


def _take_best(steps: list[Step], rule_set: RuleSet, taken: list[Step] | None) -> None:
    """Let the best tag in for which rules by hand say enough; `steps` are changed.

    A short document may say what it is about once and in plain words, and nothing else. That is too
    little for a tag that few projects have, but more than nothing.
    """
    for index, step in enumerate(steps):
        score = step.score
        enough = max(rule_set.policies[score.tag].threshold * _ENOUGH_BY_HAND, 1)
        sure = rule_set.confidence(score.points) or 0
        if score.by_hand >= enough and sure >= rule_set.min_confidence:
            steps[index] = replace(
                step,
                in_pass=Pass.BEST,
                threshold=score.points,
                share=score.points,
                verdict=Verdict.CHOSEN_AS_BEST,
            )
            if taken is not None:
                taken.append(steps[index])
            return
