"""What was found but does not count, and why: noted by the stages when someone asks.

Each stage that can drop a match takes a list to note it in, or None where nobody asked; so the
account is made by the very lines that decide.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from tagengine.matching.matches import Match
from tagengine.rules.rule_set import Condition


class Reason(Enum):
    """Why a match does not count; the values are stable, for machines."""

    ZONE = "zone"  # the rule does not count there
    SPELLING = "spelling"  # the rule insists on its case or its separators
    LONGER_MATCH = "longer-match"  # it lies inside a longer match of the same tag
    REQUIRES = "requires"  # none of the wanted terms is near
    UNLESS = "unless"  # one of the unwanted terms is near
    NEGATION = "negation"  # it is denied in its sentence
    MASK = "mask"  # the rule has weight 0
    WORTH_NOTHING = "worth-nothing"  # a factor is 0, or so small that nothing is left
    REPEATS = "repeats"  # as many occurrences as count are better placed


class LeftOut(NamedTuple):
    """A match that does not count, and what stood in its way.

    `longer` is the longer match; `condition` the one that failed, `term` the unwanted term that
    was found (as looked for), or the word that denies, and `span` its characters in the document's
    text; `limit` is how many occurrences of a rule count.
    """

    match: Match
    reason: Reason
    longer: Match | None = None
    condition: Condition | None = None
    term: str = ""
    span: tuple[int, int] | None = None
    limit: int | None = None


Notes = list[LeftOut]
