"""How a regex can backtrack, told before any text is seen.

A regex, as an automaton, backtracks exponentially where a state leads back to itself in two ways on
the same text, and polynomially where two states that loop on the same text lead from one to the
other on it (Weber and Seidl, 'On the degree of ambiguity of finite automata', 1991).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from itertools import product
from typing import NamedTuple

from tagengine.rules.regexes.automaton import Automaton, alphabet_of, reach
from tagengine.rules.regexes.syntax import NotAllowed, parse

_WORK = 200_000  # states of the threefold product that are looked at
# In how many ways a text may be read up to a place, since a search tries each of them.
_WAYS = 16  # that go on for as long as the text does
_SHORT_WAYS = 100  # in all: others end with the regex, such as the words of a choice
_SETS = 5_000  # of states in which a regex can be, that are looked at
_BEGINNING = re.compile(r"(?:\(\?[a-zA-Z]+\))?(?:\^|\\[bmAG]|\(\?<[=!])")


class Growth(Enum):
    """How the work of a search at one place can grow with the length of the text."""

    EXPONENTIAL = "without end"
    POLYNOMIAL = "by the square of the text or more"
    BOUNDED = "a great deal"


@dataclass(frozen=True, slots=True)
class Backtracking:
    """How a regex can backtrack badly, on text of which character, and in which part of it.

    `growth` says how the work grows with the text.
    """

    growth: Growth
    character: str
    part: str = field(default="", compare=False)


class _Found(NamedTuple):
    """States among which a regex backtracks, and the characters on which it does."""

    states: tuple[int, ...]
    characters: frozenset[str]


def backtracking(source: str) -> Backtracking | None:
    """Return how a regex that compiles can backtrack badly, or None if it cannot.

    Raises `NotAllowed` for what rules may not use, or what is too large to tell.
    """
    automata, alphabet = [], alphabet_of(source)
    for tree in parse(source):
        automaton = Automaton(alphabet)
        automata.append((automaton, automaton.add(tree).first))
    looks = {
        Growth.EXPONENTIAL: _exponential,
        Growth.POLYNOMIAL: _polynomial,
        Growth.BOUNDED: _many_ways,
    }
    for growth, look in looks.items():
        for automaton, first in automata:
            found = look(automaton, first)
            if found is not None:
                spans = [automaton.spans[state] for state in found.states]
                part = source[min(spans)[0] : max(end for _, end in spans)]
                character = min(found.characters, key=partial(_telling, automaton), default="")
                return Backtracking(growth, character, part)
    return None


def begins_with_repeat(source: str) -> bool:
    """Tell whether a regex can begin at each character of what it repeats first.

    Such a search reads the text of that repeat again from each of its characters.
    """
    if _BEGINNING.match(source):
        return False
    automaton = Automaton(alphabet_of(source))
    first = automaton.add(parse(source)[0]).first
    return any((state, state) in automaton.ways for state in first)


def _telling(automaton: Automaton, character: str) -> tuple[int, tuple[bool, bool, str]]:
    """Return by what to choose a character to show: most states take it, and it is plain."""
    return -sum(character in taken for taken in automaton.characters), _readable(character)


def _readable(character: str) -> tuple[bool, bool, str]:
    return (not character.isalnum(), character.isupper(), character)


def _exponential(automaton: Automaton, _: Counter[int]) -> _Found | None:
    """Find a state that leads back to itself in two ways on the same text."""
    following, characters = automaton.next_states(), automaton.characters
    for (state, after), count in sorted(automaton.ways.items()):
        if count > 1 and state in reach([after], following.__getitem__):
            return _Found((state, after), characters[after])

    def both(pair: tuple[int, int]) -> Iterable[tuple[int, int]]:
        for left, right in product(following[pair[0]], following[pair[1]]):
            if characters[left] & characters[right]:
                yield left, right

    # A pair of different states counts if it is reached from a state paired with itself and leads
    # back to that state.
    for state in range(len(characters)):
        if state not in reach(following[state], following.__getitem__):
            continue
        reached = reach([(state, state)], both)
        for left, right in sorted(reached):
            if left < right and (state, state) in reach([(left, right)], both):
                return _Found((state, left, right), characters[left] & characters[right])
    return None


def _polynomial(automaton: Automaton, _: Counter[int]) -> _Found | None:
    """Find two states that loop on the same text, one of which leads to the other on it."""
    following, characters = automaton.next_states(), automaton.characters
    loops = automaton.loops()
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
        if left == right or right not in reach(following[left], following.__getitem__):
            continue
        reached = reach([(left, left, right)], three)
        work += len(reached)
        if work > _WORK:
            raise NotAllowed("more parts than can be checked for backtracking")
        if (left, right, right) in reached:
            return _Found((left, right), characters[left] & characters[right] or characters[left])
    return None


def _many_ways(automaton: Automaton, first: Counter[int]) -> _Found | None:
    """Find states in which one text can be read up to a place in more than so many ways.

    Only for what is neither of the above: then there is an end to the ways, and to this search.
    """
    following, characters = automaton.next_states(), automaton.characters
    loops = automaton.loops()
    kinds = {
        tuple(number for number, found in enumerate(characters) if one in found): one
        for one in sorted(automaton.alphabet, key=_readable, reverse=True)
    }
    reached: set[frozenset[tuple[int, int]]] = set()
    waiting: list[Counter[int]] = []

    def note(states: Counter[int], character: str) -> bool:
        key = frozenset(states.items())
        if key not in reached:
            reached.add(key)
            waiting.append(states)
        lasting = sum(count for state, count in states.items() if state in loops)
        return lasting > _WAYS or states.total() > _SHORT_WAYS

    for kind, character in kinds.items():
        states = Counter({state: first[state] for state in kind if state in first})
        if states and note(states, character):
            return _Found(tuple(states), frozenset(character))
    while waiting:
        if len(reached) > _SETS:
            raise NotAllowed("more parts than can be checked for backtracking")
        here = waiting.pop()
        after = Counter[int]()
        for state, count in here.items():
            for other in following[state]:
                after[other] += count * automaton.ways[state, other]
        for kind, character in kinds.items():
            states = Counter({state: after[state] for state in kind if state in after})
            if states and note(states, character):
                return _Found(tuple(states), frozenset(character))
    return None
