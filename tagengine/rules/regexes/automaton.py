"""A regex as an automaton, whose states are its characters (Glushkov's construction).

The number of ways from one state to the next is kept. Which characters a state takes is asked of
the `regex` package itself: for those of ASCII and those that the regex names, and for one that
stands for all others that are digits, other letters, spaces or none of these. What rules may use
takes all of such a kind or none; where a range does not, there is one of each kind for what lies
between any two characters that the regex names, such as the ends of the range.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple

from tagengine.rules.regexes.syntax import Atom, Choice, NotAllowed, Repeat, Sequence, Tree

_EMPTY_WAYS = 16  # in which parts that follow each other may all be empty
_STATES = 150  # larger regexes are refused: nobody reads them either
_COPIES = 6  # a repeat of at most this many times is written out, others count as endless
_ASCII = "".join(map(chr, range(128)))
_KINDS = (r"\d", r"[^\W\d]", r"\s", r"[^\w\s]")
# What letters are that no rule names, where case does not matter.
_STRANGE_CASES = "\u017f\u212a\u0130\u0131\u1e9e\u212b\u00b5"
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_WIDE_RANGE = re.compile(r"(?:[^\x00-\x7f]|\\[xuU][0-9a-fA-F]+)-|-(?:[^\x00-\x7f]|\\[xuU])")


class Part(NamedTuple):
    """What a part of a regex adds: in how many ways it can be empty, its first states, its last."""

    empty: int
    first: Counter[int]
    last: Counter[int]


@dataclass(slots=True)
class Automaton:
    """States with their characters, and the ways from one to the next, with their number.

    `spans` says for each state where in the regex it is: the whole of the outermost repeat.
    """

    alphabet: str
    taken: list[frozenset[str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    following: list[list[int]] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    within: tuple[int, int] | None = None

    def add(self, tree: Tree) -> Part:
        """Add a tree, and return what it adds."""
        if isinstance(tree, Atom):
            if len(self.taken) >= _STATES:
                raise NotAllowed("more parts than can be checked for backtracking")
            self.taken.append(_taken(tree, self.alphabet))
            self.following.append([])
            self.spans.append(self.within or (tree.start, tree.start + len(tree.source)))
            state = len(self.taken) - 1
            return Part(0, Counter([state]), Counter([state]))
        if isinstance(tree, Choice):
            parts = [self.add(part) for part in tree.parts]
            first, last = Counter[int](), Counter[int]()
            for part in parts:
                first.update(part.first)
                last.update(part.last)
            return Part(sum(part.empty for part in parts), first, last)
        return self._repeat(tree) if isinstance(tree, Repeat) else self._sequence(tree)

    def _sequence(self, tree: Sequence) -> Part:
        empty, first, last = 1, Counter[int](), Counter[int]()
        for part in map(self.add, tree.parts):
            self._join(last, part.first)
            first.update(_times(part.first, empty))
            last = part.last + _times(last, part.empty)
            empty *= part.empty
            if empty > _EMPTY_WAYS:
                raise NotAllowed("parts that can be empty in too many ways")
        return Part(empty, first, last)

    def _repeat(self, tree: Repeat) -> Part:
        outer, self.within = self.within, self.within or (tree.start, tree.end)
        if tree.high is not None and tree.high <= _COPIES:
            # Each further copy stands inside the one before: there is one way to have two of them.
            further: Tree = Sequence(())
            for _ in range(tree.high - tree.low):
                further = Choice((Sequence((tree.part, further)), Sequence(())))
            part = self._sequence(Sequence((*[tree.part] * tree.low, further)))
        else:
            part = self.add(tree.part)
            if part.empty and (tree.low > 1 or tree.high is not None):
                raise NotAllowed("a repeat of what can be empty")
            self._join(part.last, part.first)
            part = Part(part.empty + (tree.low == 0), part.first, part.last)
        self.within = outer
        return part

    def _join(self, before: Counter[int], after: Counter[int]) -> None:
        for left, right in product(before, after):
            if (left, right) not in self.ways:
                self.following[left].append(right)
            self.ways[left, right] += before[left] * after[right]

    def in_loops(self) -> set[int]:
        """Return the states that lead back to themselves."""
        return {
            state
            for state, after in enumerate(self.following)
            if state in _reach(after, self.following)
        }


def _times(states: Counter[int], factor: int) -> Counter[int]:
    return Counter({state: count * factor for state, count in states.items() if factor})


def alphabet_of(source: str) -> str:
    """Return the characters by which to tell whether pieces of a regex share any."""
    written = {one for one in source if ord(one) > 127}
    codes = [int("".join(digits), 16) for digits in _CODE.findall(source)]
    written.update(chr(code) for code in codes if 127 < code < 0x110000)
    written.update(_STRANGE_CASES)
    for one in sorted(written):
        written.update(form for form in (one.lower(), one.upper(), one.title()) if len(form) == 1)
    ends = sorted(map(ord, written)) if _WIDE_RANGE.search(source) else []
    kinds = [
        next(
            (found[0] for found in pattern.finditer(every, low, high) if found[0] not in written),
            "",
        )
        for every, patterns in [_unicode()]
        for low, high in pairwise([128, *ends, len(every)])
        for pattern in patterns
    ]
    return "".join(dict.fromkeys([*_ASCII, *sorted(written), *filter(None, kinds)]))


@cache
def _unicode() -> tuple[str, list[Any]]:
    """Return all characters, and what finds those of each kind."""
    import regex  # noqa: PLC0415 -- rules from the cache need no check

    return "".join(map(chr, range(0x110000))), [regex.compile(kind) for kind in _KINDS]


def _taken(atom: Atom, alphabet: str) -> frozenset[str]:
    """Return what a piece of regex takes; raises `NotAllowed` for what that cannot be told of."""
    is_class = atom.source.startswith("[")
    if is_class and atom.ignore_case and _WIDE_RANGE.search(atom.source):
        raise NotAllowed("a range beyond ASCII where case does not matter")
    return _characters(atom.source, atom.ignore_case, alphabet)


@lru_cache(maxsize=1024)
def _characters(source: str, ignore_case: bool, alphabet: str) -> frozenset[str]:
    """Return which characters of an alphabet a piece of regex matches."""
    import regex  # noqa: PLC0415 -- rules from the cache need no check

    pattern = regex.compile(source, regex.IGNORECASE if ignore_case else 0)
    return frozenset(one for one in alphabet if pattern.fullmatch(one))


def _reach(start: Iterable[int], following: list[list[int]]) -> set[int]:
    """Return the states that can be reached from some, those included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for state in following[waiting.pop()]:
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
