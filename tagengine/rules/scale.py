"""How learned words and rules written by hand are weighed together, and what a score means.

A tag's points by hand go through brackets, as income through a tax: the first ones count most, and
the further ones less, because the tenth word about databases says little that the first did not.
The sum of all is looked up in a table of confidence. Everything is a whole number.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

ALONE_PERCENT = 85
"""How sure learned words must be of a tag that hand-written rules do not speak for."""

LEAST_BY_HAND = 1300
"""The points, in hundredths, from which on hand-written rules speak for a tag in a README.

A word or two in passing add less: they count, but they confirm nothing that learned words say.
"""

ALONE_WORDS = 3
"""How many learned words are enough where a record has no README.

Among the many words of a README some speak for a tag by chance; those of a line were chosen.
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """What `scale.yaml` says.

    `zone_factors` are percentages by zone for learned words; those outside the bit masks `zones`
    and `sections` do not count. `brackets` are pairs of the points up to which, and the percentage
    by which points by hand count, `rest` the percentage of those beyond; `confidence` are pairs of
    a score and a percentage, rising. Points and scores are in hundredths of a point.
    """

    zone_factors: tuple[int, ...]
    zones: int
    sections: int
    brackets: tuple[tuple[int, int], ...]
    rest: int
    confidence: tuple[tuple[int, int], ...]

    def counted(self, points: int) -> int:
        """Return what points by hand count in all; those against a tag as those for it."""
        size, counted, start = abs(points), 0, 0
        for end, percent in self.brackets:
            if size <= end:
                counted += (size - start) * percent
                break
            counted += (end - start) * percent
            start = end
        else:
            counted += (size - start) * self.rest
        return counted // 100 if points >= 0 else -(counted // 100)

    def percent(self, score: int) -> int:
        """Return the confidence in percent that a score stands for."""
        at = bisect_right(self.confidence, (score, 100))
        if at == 0:
            return self.confidence[0][1]
        if at == len(self.confidence):
            return self.confidence[-1][1]
        (low, least), (high, most) = self.confidence[at - 1 : at + 1]
        return least + (most - least) * (score - low) // (high - low)

    def least_score(self, percent: int) -> int | None:
        """Return the least score of this confidence in percent, None without a table."""
        first, lowest = self.confidence[0]
        if lowest >= percent:
            return first
        for (low, least), (high, most) in pairwise(self.confidence):
            if most >= percent:
                return low - (least - percent) * (high - low) // (most - least)
        return None
