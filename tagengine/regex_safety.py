"""How a regex can backtrack, told before any text is seen.

A regex becomes an automaton whose states are its characters (Glushkov's construction, with the
number of ways from one state to the next kept). It backtracks exponentially where a state leads
back to itself in two ways on the same text, and polynomially where two states that loop on the same
text lead from one to the other on it (Weber and Seidl, 'On the degree of ambiguity of finite
automata', 1991). Which characters two states share is asked of the `regex` package itself, for a
sample of all kinds of characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TypeVar

from tagengine.regex_syntax import Atom, Choice, NotAllowed, Repeat, Sequence, Tree, parse

_STATES = 150  # larger regexes are refused: nobody reads them either
_COPIES = 6  # a repeat of at most so many times is written out, others count as endless
_WORK = 200_000  # states of the threefold product that are looked at
_SAMPLE = "".join(map(chr, range(128))) + "éßİΩж数デ한½٣\u00a0\u2028\u0301😀"
_BLOCKS = "".join(chr(code) for code in range(128, 0x20000, 32) if not 0xD800 <= code < 0xE000)
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_PROPERTY = re.compile(r"\\[pPN]|\[:")

State = TypeVar("State")


@dataclass(slots=True)
class _Automaton:
    """States with their characters, and the ways from one to the next, with their number."""

    alphabet: str
    characters: list[frozenset[str]] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)

    def add(self, tree: Tree) -> tuple[bool, list[int], list[int]]:
        """Add a tree; return whether it can be empty, its first states and its last."""
        if isinstance(tree, Atom):
            if len(self.characters) >= _STATES:
                raise NotAllowed("more parts than can be checked for backtracking")
            self.characters.append(_characters(tree.source, tree.ignore_case, self.alphabet))
            state = len(self.characters) - 1
            return False, [state], [state]
        if isinstance(tree, Choice):
            ways = [self.add(part) for part in tree.parts]
            return (
                any(empty for empty, _, _ in ways),
                [state for _, first, _ in ways for state in first],
                [state for _, _, last in ways for state in last],
            )
        if isinstance(tree, Repeat):
            return self._repeat(tree)
        return self._sequence(tree)

    def _sequence(self, tree: Sequence) -> tuple[bool, list[int], list[int]]:
        empty, first, last = True, list[int](), list[int]()
        for part in tree.parts:
            part_empty, part_first, part_last = self.add(part)
            self.ways.update(product(last, part_first))
            first = first + part_first if empty else first
            last = last + part_last if part_empty else part_last
            empty = empty and part_empty
        return empty, first, last

    def _repeat(self, tree: Repeat) -> tuple[bool, list[int], list[int]]:
        if tree.high is not None and tree.high <= _COPIES:
            # Each further copy stands inside the one before: there is one way to have two of them.
            further: Tree = Sequence(())
            for _ in range(tree.high - tree.low):
                further = Choice((Sequence((tree.part, further)), Sequence(())))
            return self._sequence(Sequence((*[tree.part] * tree.low, further)))
        empty, first, last = self.add(tree.part)
        self.ways.update(product(last, first))
        return empty or tree.low == 0, first, last

    def next_states(self) -> list[list[int]]:
        """Return the states that follow each state."""
        following: list[list[int]] = [[] for _ in self.characters]
        for state, after in self.ways:
            following[state].append(after)
        return following


def _alphabet(source: str) -> str:
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


@dataclass(frozen=True, slots=True)
class Backtracking:
    """How a regex can backtrack badly: exponentially or not, and on text of which character."""

    exponential: bool
    character: str


def backtracking(source: str) -> Backtracking | None:
    """Return how a regex that compiles can backtrack badly, or None if it cannot.

    Raises `NotAllowed` for what rules may not use, or what is too large to tell.
    """
    automata, alphabet = [], _alphabet(source)
    for tree in parse(source):
        automaton = _Automaton(alphabet)
        automaton.add(tree)
        automata.append(automaton)
    for look, exponential in ((_exponential, True), (_polynomial, False)):
        for automaton in automata:
            characters = look(automaton)
            if characters is not None:
                return Backtracking(exponential, min(characters, key=_readable, default=""))
    return None


def _readable(character: str) -> tuple[bool, bool, str]:
    return (not character.isalnum(), character.isupper(), character)


def _exponential(automaton: _Automaton) -> frozenset[str] | None:
    """Return the characters of a state that leads back to itself in two ways on the same text."""
    following, characters = automaton.next_states(), automaton.characters
    for (state, after), count in sorted(automaton.ways.items()):
        if count > 1 and state in _reach([after], following.__getitem__):
            return characters[after]

    def both(pair: tuple[int, int]) -> Iterable[tuple[int, int]]:
        for left, right in product(following[pair[0]], following[pair[1]]):
            if characters[left] & characters[right]:
                yield left, right

    # A pair of different states counts if it is reached from a state paired with itself and leads
    # back to that state.
    for state in range(len(characters)):
        if state not in _reach(following[state], following.__getitem__):
            continue
        reached = _reach([(state, state)], both)
        for left, right in sorted(reached):
            if left < right and (state, state) in _reach([(left, right)], both):
                return characters[left] & characters[right]
    return None


def _polynomial(automaton: _Automaton) -> frozenset[str] | None:
    """Return the characters on which two states loop, one of which leads to the other."""
    following, characters = automaton.next_states(), automaton.characters
    loops = [
        state
        for state in range(len(characters))
        if state in _reach(following[state], following.__getitem__)
    ]
    work = 0

    def three(states: tuple[int, int, int]) -> Iterable[tuple[int, int, int]]:
        first, second, third = (following[state] for state in states)
        for one, two in product(first, second):
            shared = characters[one] & characters[two]
            if shared:
                for other in third:
                    if shared & characters[other]:
                        yield one, two, other

    for left, right in product(loops, loops):
        if left == right or right not in _reach(following[left], following.__getitem__):
            continue
        reached = _reach([(left, left, right)], three)
        work += len(reached)
        if work > _WORK:
            raise NotAllowed("more parts than can be checked for backtracking")
        if (left, right, right) in reached:
            return characters[left] & characters[right] or characters[left]
    return None


def _reach(start: Iterable[State], following: Callable[[State], Iterable[State]]) -> set[State]:
    """Return the states that can be reached from some, those included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for state in following(waiting.pop()):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
