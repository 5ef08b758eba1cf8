"""A regex as an automaton, whose states are its characters (Glushkov's construction).

The number of ways from one state to the next is kept. Which characters a state takes is asked of
the `regex` package itself: for those of ASCII and those that the regex names, and for one that
stands for all others that are letters, digits, spaces or none of these. What rules may use takes
all of such a kind or none; only a range beyond ASCII may take some, and counts as both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tagengine.rules.regexes.syntax import Atom, Choice, NotAllowed, Repeat, Sequence, Tree

_EMPTY_WAYS = 16  # in which parts that follow each other may all be empty
_STATES = 150  # larger regexes are refused: nobody reads them either
_COPIES = 6  # a repeat of at most this many times is written out, others count as endless
_ASCII = "".join(map(chr, range(128)))
_KINDS = (
    "数字語文書",
    "٣٤٥٦٧",
    "\u2003\u2002\u2004\u2005\u2006",
    "☃☄★☆☇",
)  # as above, a few of each
# What letters are that no rule names, where case does not matter.
_STRANGE_CASES = "\u017f\u212a\u0130\u0131\u1e9e\u212b\u00b5"
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_WIDE_RANGE = re.compile(r"(?:[^\x00-\x7f]|\\[xuU][0-9a-fA-F]+)-|-(?:[^\x00-\x7f]|\\[xuU])")


class Taken(NamedTuple):
    """The characters of an alphabet that a state takes.

    One with a range beyond ASCII (`is_wide`) may take some of a kind; `is_negated` says that it
    takes what is not in its class.
    """

    characters: frozenset[str]
    is_wide: bool = False
    is_negated: bool = False

    def overlaps(self, other: Taken, kinds: frozenset[str]) -> bool:
        """Return whether some character may be taken by both; `kinds` are those that are many."""
        if self.characters & other.characters:
            return True
        if self.is_wide and other.is_wide:
            return self.is_negated or other.is_negated
        wide, narrow = (self, other) if self.is_wide else (other, self)
        return wide.is_wide and bool(narrow.characters & kinds)


class Alphabet(NamedTuple):
    """The characters that are asked about; the last of them, `kinds`, each stand for many."""

    characters: str
    kinds: str


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

    alphabet: Alphabet
    taken: list[Taken] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    within: tuple[int, int] | None = None

    def add(self, tree: Tree) -> Part:
        """Add a tree, and return what it adds."""
        if isinstance(tree, Atom):
            if len(self.taken) >= _STATES:
                raise NotAllowed("more parts than can be checked for backtracking")
            self.taken.append(_taken(tree, self.alphabet))
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
            self.ways[left, right] += before[left] * after[right]

    def next_states(self) -> list[list[int]]:
        """Return the states that follow each state."""
        following: list[list[int]] = [[] for _ in self.taken]
        for state, after in self.ways:
            following[state].append(after)
        return following

    def overlaps(self) -> list[frozenset[int]]:
        """Return for each state the states, itself included, that may take a character with it."""
        kinds = frozenset(self.alphabet.kinds)
        return [
            frozenset(
                number for number, other in enumerate(self.taken) if one.overlaps(other, kinds)
            )
            for one in self.taken
        ]


def _times(states: Counter[int], factor: int) -> Counter[int]:
    return Counter({state: count * factor for state, count in states.items() if factor})


def alphabet_of(source: str) -> Alphabet:
    """Return the characters by which to return whether pieces of a regex share any."""
    written = {one for one in source if ord(one) > 127}
    codes = [int("".join(digits), 16) for digits in _CODE.findall(source)]
    written.update(chr(code) for code in codes if 127 < code < 0x110000)
    written.update(_STRANGE_CASES)
    for one in sorted(written):
        written.update(form for form in (one.lower(), one.upper(), one.title()) if len(form) == 1)
    kinds = "".join(next(one for one in kind if one not in written) for kind in _KINDS)
    return Alphabet(_ASCII + "".join(sorted(written)) + kinds, kinds)


def _taken(atom: Atom, alphabet: Alphabet) -> Taken:
    """Return what a piece of regex takes; raises `NotAllowed` for what that cannot be told of."""
    is_class = atom.source.startswith("[")
    is_wide = is_class and _WIDE_RANGE.search(atom.source) is not None
    if is_wide and atom.ignore_case:
        raise NotAllowed("a range beyond ASCII where case does not matter")
    characters = _characters(atom.source, atom.ignore_case, alphabet.characters)
    return Taken(characters, is_wide, is_class and atom.source.startswith("[^"))


@lru_cache(maxsize=1024)
def _characters(source: str, ignore_case: bool, alphabet: str) -> frozenset[str]:
    """Return which characters of an alphabet a piece of regex matches."""
    import regex  # noqa: PLC0415 -- rules from the cache need no check

    pattern = regex.compile(source, regex.IGNORECASE if ignore_case else 0)
    return frozenset(one for one in alphabet if pattern.fullmatch(one))


def reach(start: Iterable[int], following: list[list[int]]) -> set[int]:
    """Return the states that can be reached from some, those included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for state in following[waiting.pop()]:
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
