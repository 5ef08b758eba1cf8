"""How sure rules are of a tag by its margin: how far its score is above that of the best other.

How often tags with a margin were right is counted on records held out, and made to rise with the
margin (isotonic regression by pooling neighbours).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.evaluation.figures import Judged

_TOP = 3  # tags of a record that are counted
_PRIOR = 2  # records of which half are right, added to every pool: a few say little


@dataclass(frozen=True, slots=True)
class Margins:
    """Pairs of a margin, in hundredths of a point, and the percentage from there on, rising."""

    steps: tuple[tuple[int, int], ...]

    def percent(self, scores: Sequence[tuple[str, int]], name: str) -> int:
        """Return in percent how sure the rules are of a tag, from the scores of a record's tags."""
        margin = _margin(scores, name)
        return max((percent for least, percent in self.steps if margin >= least), default=0)


def fitted(judged: Iterable[Judged]) -> Margins:
    """Return how often tags were right by their margins, in answers to records held out."""
    pairs = []
    for one in judged:
        best = sorted(one.scores, key=lambda pair: -pair[1])[:_TOP]
        pairs += [(_margin(one.scores, name), name in one.labels) for name, _ in best]
    pools: list[list[int]] = []  # least margin, right, all
    for margin, is_right in sorted(pairs):
        if pools and pools[-1][0] == margin:
            pools[-1][1] += is_right
            pools[-1][2] += 1
        else:
            pools.append([margin, int(is_right), 1])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            _, right, count = pools.pop()
            pools[-1][1] += right
            pools[-1][2] += count
    steps: list[tuple[int, int]] = []
    for least, right, count in pools:
        percent = (100 * right + 50 * _PRIOR) // (count + _PRIOR)
        if not steps or percent > steps[-1][1]:
            steps.append((least, percent))
    return Margins(tuple(steps))


def _margin(scores: Sequence[tuple[str, int]], name: str) -> int:
    own = next((points for tag, points in scores if tag == name), 0)
    return own - max((points for tag, points in scores if tag != name), default=0)
