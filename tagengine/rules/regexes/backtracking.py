"""How a regex can backtrack, told before any text is seen, by one rule that anyone can follow.

A search tries each way in which a regex reads a text from where it began. These ways are counted up
to every place of every text. There are few, however long the text, if they are never more than a
limit, and fewer still of those that can go on for as long as the text does. Counting ends, since
it goes from some ways to others, and of ways within the limits there are so many and no more.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from heapq import heappop, heappush

from tagengine.rules.regexes.automaton import Automaton, alphabet_of
from tagengine.rules.regexes.syntax import NotAllowed, parse

_WAYS = 4  # that go on for as long as the text does
_SHORT_WAYS = 100  # in all: others end with the regex, such as the words of a choice
_WORK = 300_000  # steps of a count of ways
_ROUNDS = 4  # times that a text is read again to see how fast ways grow
_FAST = 4  # times as many ways in the last round: more than any power that is likely
_BEGINNING = re.compile(r"(?:\(\?[a-zA-Z]+\))?(?:\^|\\[bmA]|\(\?<[=!])")

_Reached = Counter[int]
"""States of an automaton, each with the number of ways to it."""


class Growth(Enum):
    """How the work of a search at one place can grow with the length of the text."""

    EXPONENTIAL = "without end"
    POLYNOMIAL = "with the square of the text's length or more"
    BOUNDED = "a great deal"


@dataclass(frozen=True, slots=True)
class Backtracking:
    """How a regex may backtrack badly, on text of which character, and in which part of it.

    `growth` says how the work may grow with the text.
    """

    growth: Growth
    character: str
    part: str = field(default="", compare=False)


def backtracking(source: str) -> Backtracking | None:
    """Return how a regex that compiles may backtrack badly, or None if it cannot.

    Raises `NotAllowed` for what rules may not use, or what is too large to tell.
    """
    alphabet = alphabet_of(source)
    for tree in parse(source):
        automaton = Automaton(alphabet)
        found = _many_ways(automaton, automaton.add(tree).first)
        if found is not None:
            text, states = found
            spans = [automaton.spans[state] for state in states]
            part = source[min(spans)[0] : max(end for _, end in spans)]
            growth = _growth(automaton, states, text)
            return Backtracking(growth, _telling(automaton, states), part)
    return None


def begins_with_repeat(source: str) -> bool:
    """Return whether a regex can begin at each character of what it repeats first.

    Such a search reads the text of that repeat again from each of its characters.
    """
    if _BEGINNING.match(source):
        return False
    automaton = Automaton(alphabet_of(source))
    first = automaton.add(parse(source)[0]).first
    return any((state, state) in automaton.ways for state in first)


def _many_ways(automaton: Automaton, first: _Reached) -> tuple[str, _Reached] | None:
    """Return a text that can be read in more ways than the limit, and the states that read it.

    Looked at first is what can be read in most ways already.
    """
    going_on = automaton.in_loops()
    kinds = {
        tuple(number for number, one in enumerate(automaton.taken) if character in one): character
        for character in sorted(automaton.alphabet, key=_readable, reverse=True)
    }
    reached: set[frozenset[tuple[int, int]]] = set()
    waiting: list[tuple[int, int, str, _Reached]] = [(0, 0, "", first)]
    work = 0
    while waiting:
        _, _, text, after = heappop(waiting)
        work += sum(map(len, kinds))
        if work > _WORK:
            raise NotAllowed("more parts than can be checked for backtracking")
        for kind, character in kinds.items():
            states = Counter({state: after[state] for state in kind if state in after})
            key = frozenset(states.items())
            if not states or key in reached:
                continue
            reached.add(key)
            ways = sum(count for state, count in states.items() if state in going_on)
            if ways > _WAYS or states.total() > _SHORT_WAYS:
                return text + character, states
            work += sum(len(automaton.following[state]) for state in states)
            entry = (-ways, len(reached), text + character, _after(automaton, states))
            heappush(waiting, entry)
    return None


def _after(automaton: Automaton, states: _Reached) -> _Reached:
    """Return the states that may read the next character."""
    found = Counter[int]()
    for state, count in states.items():
        for other in automaton.following[state]:
            found[other] += count * automaton.ways[state, other]
    return found


def _growth(automaton: Automaton, states: _Reached, text: str) -> Growth:
    """Return how the ways grow where the end of a text is read again and again, at worst."""
    worst = Growth.BOUNDED
    if automaton.in_loops().isdisjoint(states):
        return worst
    for start in range(len(text)):
        now, counts = states, [states.total()]
        for _ in range(_ROUNDS):
            for character in text[start:]:
                after = _after(automaton, now)
                taken = (state for state in after if character in automaton.taken[state])
                now = Counter({state: after[state] for state in taken})
            counts.append(now.total())
        if counts[-1] >= _FAST * counts[-2] > 0:
            return Growth.EXPONENTIAL
        if counts[-1] > counts[-2]:
            worst = Growth.POLYNOMIAL
    return worst


def _telling(automaton: Automaton, states: _Reached) -> str:
    """Return the character to show: one that all of some states take, and most others too."""
    shared = frozenset.intersection(*(automaton.taken[state] for state in states))
    return min(
        shared, key=lambda one: (-sum(one in taken for taken in automaton.taken), _readable(one))
    )


def _readable(character: str) -> tuple[bool, bool, str]:
    return (not character.isalnum(), character.isupper(), character)
