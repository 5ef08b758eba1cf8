"""How far decisions are from their opposites, in points of one tag: tried by selecting again."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from tagengine import selection
from tagengine.evidence.result import Explanation
from tagengine.rules.rule_set import BEYOND
from tagengine.rules.vocabulary import Tag
from tagengine.scoring import Score

_LARGEST = 2 * BEYOND


@dataclass(frozen=True, slots=True)
class Margin:
    """The least change of a tag's score after which it is not given (if `given`), or is.

    `points` is its size in hundredths of a point, never negative.
    """

    points: int
    tag: Tag
    given: bool


class Reselection:
    """The selection of a document, to be tried with another score of one tag (an index)."""

    def __init__(self, explanation: Explanation, tag: int) -> None:
        self._tag, self._rule_set = tag, explanation.rule_set
        self._max_tags = explanation.max_tags
        scores = [step.score for step in explanation.steps]
        self._others = [score for score in scores if score.tag != tag]
        offset = explanation.rule_set.policies[tag].offset
        without = Score(tag, offset, (), offset)
        self.own = next((score for score in scores if score.tag == tag), without)

    def is_given(self, points: int) -> bool:
        """Return whether the tag is given with these points, everything else being equal."""
        scores = [*self._others, self.own._replace(points=points)]
        steps = selection.choose(scores, self._rule_set, self._max_tags)
        return self._tag in selection.chosen_tags(steps)

    def least_points(self, given: bool, limit: int = _LARGEST) -> int | None:
        """Return the least number of points more (if given, less) that flips the decision.

        None if `limit` points do not.
        """
        sign = -1 if given else 1

        def flips(points: int) -> bool:
            return self.is_given(self.own.points + sign * points) is not given

        if not flips(limit):
            return None
        near, far = 0, 1
        while far < limit and not flips(far):
            near, far = far, far * 2
        between = range(near + 1, min(far, limit))
        return sign * (near + 1 + bisect_left(between, True, key=flips))


def closest(explanation: Explanation) -> Margin | None:
    """Return the closest decision about the candidates, the better tag's among equals.

    None if there is no candidate, or no score would change anything.
    """
    vocabulary, found = explanation.rule_set.vocabulary, None
    for step in explanation.steps:
        limit = _LARGEST if found is None else found.points - 1
        given = step.verdict.is_chosen
        points = Reselection(explanation, step.score.tag).least_points(given, limit)
        if points is not None:
            found = Margin(abs(points), vocabulary[step.score.tag], given)
    return found
