"""A regex as an automaton, whose states are its characters (Glushkov's construction).

The number of ways from one state to the next is kept. Which characters a state takes is asked of
the `regex` package itself, for a sample of all kinds of characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeVar

from tagengine.rules.regexes.syntax import Ahead, Atom, Choice, NotAllowed, Repeat, Sequence, Tree

_EMPTY_WAYS = 16  # in which parts that follow each other may all be empty
_STATES = 150  # larger regexes are refused: nobody reads them either
_COPIES = 6  # a repeat of at most so many times is written out, others count as endless
_SAMPLE = "".join(map(chr, range(128))) + "éßİΩж数デ한½٣\u00a0\u2028\u0301😀"
_BLOCKS = "".join(chr(code) for code in range(128, 0x20000, 32) if not 0xD800 <= code < 0xE000)
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_PROPERTY = re.compile(r"\\[pPN]|\[:")

State = TypeVar("State")


class Part(NamedTuple):
    """What a part of a regex adds: in how many ways it can be empty, its first states, its last."""

    empty: int
    first: Counter[int]
    last: Counter[int]


@dataclass(slots=True)
class Automaton:
    """States with their characters, and the ways from one to the next, with their number.

    `spans` says for each state where in the regex it stands: the whole of the outermost repeat.
    """

    alphabet: str
    characters: list[frozenset[str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    within: tuple[int, int] | None = None

    def add(self, tree: Tree) -> Part:
        """Add a tree, and return what it adds."""
        if isinstance(tree, Atom):
            if len(self.characters) >= _STATES:
                raise NotAllowed("more parts than can be checked for backtracking")
            self.characters.append(_characters(tree.source, tree.ignore_case, self.alphabet))
            self.spans.append(self.within or (tree.start, tree.start + len(tree.source)))
            state = len(self.characters) - 1
            return Part(0, Counter([state]), Counter([state]))
        if isinstance(tree, Ahead):
            return Part(1, self.add(tree.part).first, Counter())
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
            self.ways[left, right] += before[left] * after[right]

    def next_states(self) -> list[list[int]]:
        """Return the states that follow each state."""
        following: list[list[int]] = [[] for _ in self.characters]
        for state, after in self.ways:
            following[state].append(after)
        return following

    def loops(self) -> list[int]:
        """Return the states that lead back to themselves."""
        following = self.next_states()
        return [
            state
            for state in range(len(following))
            if state in reach(following[state], following.__getitem__)
        ]


def _times(states: Counter[int], factor: int) -> Counter[int]:
    return Counter({state: count * factor for state, count in states.items() if factor})


def alphabet_of(source: str) -> str:
    """Return the characters by which to tell whether pieces of a regex share any.

    Where two ranges overlap, an end of one lies in the other, so that the sample and the characters
    of the regex are enough; a property such as `\\p{Greek}` needs one of every block.
    """
    written = "".join(one for one in source if ord(one) > 127)
    codes = [int("".join(digits), 16) for digits in _CODE.findall(source)]
    written += "".join(chr(code) for code in codes if code < 0x110000)
    has_properties = _PROPERTY.search(source) is not None
    return _SAMPLE + written + (_BLOCKS if has_properties else "")


@lru_cache(maxsize=1024)
def _characters(source: str, ignore_case: bool, alphabet: str) -> frozenset[str]:
    """Return which characters of an alphabet a piece of regex matches."""
    import regex  # noqa: PLC0415 -- rules from the cache need no check

    pattern = regex.compile(source, regex.IGNORECASE if ignore_case else 0)
    return frozenset(one for one in alphabet if pattern.fullmatch(one))


def reach(start: Iterable[State], following: Callable[[State], Iterable[State]]) -> set[State]:
    """Return the states that can be reached from some, those included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for state in following(waiting.pop()):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
