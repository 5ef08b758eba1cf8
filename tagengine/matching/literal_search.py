"""Where a text has the literals that regexes cannot match without."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import ahocorasick_rs


class LiteralSearch:
    """The `literals` of several regexes, found in one pass over a text."""

    def __init__(self, literals: Sequence[Sequence[str]]) -> None:
        self._has_literals = list(map(bool, literals))
        regexes_with: dict[str, list[int]] = {}
        for number, of_regex in enumerate(literals):
            for literal in of_regex:
                regexes_with.setdefault(literal, []).append(number)
        self._numbers = list(regexes_with.values())
        self._automaton = ahocorasick_rs.AhoCorasick(regexes_with)

    def places(self, text: str) -> list[list[int] | None]:
        """Return for each regex, in order, the places at which its literals begin in a text.

        None means that it may match anywhere.
        """
        # Lower case of ASCII only, so that each place stays; '?' for half of a surrogate pair.
        lowered = text.encode("utf-8", "replace").lower().decode()
        hits = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        found: list[list[int]] = [[] for _ in self._has_literals]
        for literal, start, _ in sorted(hits, key=itemgetter(1)):
            for number in self._numbers[literal]:
                found[number].append(start)
        return [
            where if has else None for where, has in zip(found, self._has_literals, strict=True)
        ]
