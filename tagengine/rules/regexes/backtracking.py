"""How a regex can backtrack, told before any text is seen, by rules that anyone can follow.

A search tries each way in which a regex reads the text. There are few, however long the text, if:

1. within a repeat each character can be read in one way only;
2. where a repeat may end at each of many characters, no second repeat follows that reads them too:
   between the two stands a character that one of them does not take;
3. where several parts begin alike, few of them go on for as long as the text does.

What breaks a rule is refused, though some of it would do: (?:ab|ac)+ may be written (?:a[bc])+.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import NamedTuple

from tagengine.rules.regexes.automaton import Automaton, alphabet_of, reach
from tagengine.rules.regexes.syntax import NotAllowed, parse

# In how many ways a text may be read up to a place, since a search tries each of them.
_WAYS = 4  # that go on for as long as the text does
_SHORT_WAYS = 100  # in all: others end with the regex, such as the words of a choice
_PAIRS = 500  # of repeats that are compared
_WORK = 300_000  # steps of a count of ways
_BEGINNING = re.compile(r"(?:\(\?[a-zA-Z]+\))?(?:\^|\\[bmA]|\(\?<[=!])")


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


class _Found(NamedTuple):
    """States among which a regex may backtrack, and the characters on which it does."""

    states: tuple[int, ...]
    characters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Graph:
    """An automaton with what follows from it: which states share a character, and which a loop.

    `after` has for each state those that it leads to, `loops` those of them that lead back to it.
    """

    automaton: Automaton
    first: Counter[int]
    following: list[list[int]]
    after: list[set[int]]
    overlaps: list[frozenset[int]]
    loops: list[frozenset[int]]

    @classmethod
    def of(cls, automaton: Automaton, first: Counter[int]) -> _Graph:
        """Return the graph of an automaton that begins with some states."""
        following = automaton.next_states()
        after = [reach(states, following) for states in following]
        loops = [
            frozenset(other for other in states if state in after[other])
            for state, states in enumerate(after)
        ]
        return cls(automaton, first, following, after, automaton.overlaps(), loops)

    def shared(self, left: int, right: int) -> frozenset[str]:
        """Return the characters of the alphabet that two states take."""
        taken = self.automaton.taken
        return taken[left].characters & taken[right].characters or taken[left].characters


def backtracking(source: str) -> Backtracking | None:
    """Return how a regex that compiles may backtrack badly, or None if it cannot.

    Raises `NotAllowed` for what rules may not use, or what is too large to tell.
    """
    graphs, alphabet = [], alphabet_of(source)
    for tree in parse(source):
        automaton = Automaton(alphabet)
        graphs.append(_Graph.of(automaton, automaton.add(tree).first))
    looks = {
        Growth.EXPONENTIAL: _two_ways_in_a_repeat,
        Growth.POLYNOMIAL: _two_repeats,
        Growth.BOUNDED: _many_ways,
    }
    for growth, look in looks.items():
        for graph in graphs:
            found = look(graph)
            if found is not None:
                automaton = graph.automaton
                spans = [automaton.spans[state] for state in found.states]
                part = source[min(spans)[0] : max(end for _, end in spans)]
                character = min(found.characters, key=partial(_telling, automaton), default="")
                return Backtracking(growth, character, part)
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


def _telling(automaton: Automaton, character: str) -> tuple[int, tuple[bool, bool, str]]:
    """Return by what to choose a character to show: most states take it, and it is plain."""
    return -sum(character in one.characters for one in automaton.taken), _readable(character)


def _readable(character: str) -> tuple[bool, bool, str]:
    return (not character.isalnum(), character.isupper(), character)


def _two_ways_in_a_repeat(graph: _Graph) -> _Found | None:
    """Find a state after which one character can be read in two ways within the same loop."""
    for state, loop in enumerate(graph.loops):
        within = [after for after in graph.following[state] if after in loop]
        for after in within:
            others = [
                other for other in within if other != after and other in graph.overlaps[after]
            ]
            if graph.automaton.ways[state, after] > 1:
                return _Found((state, after), graph.shared(after, after))
            if others:
                return _Found((state, after, others[0]), graph.shared(after, others[0]))
    return None


def _two_repeats(graph: _Graph) -> _Found | None:
    """Find a loop that may end at each of its characters, and one after that reads them too."""
    looked_at = set[tuple[int, frozenset[int], frozenset[int]]]()
    for state, loop in enumerate(graph.loops):
        within = [after for after in graph.following[state] if after in loop]
        for leaving in graph.following[state]:
            if leaving in loop or graph.overlaps[leaving].isdisjoint(within):
                continue
            for behind in sorted(graph.after[leaving] | {leaving}):
                case = (leaving, loop, graph.loops[behind])
                if not graph.loops[behind] or case in looked_at:
                    continue
                looked_at.add(case)
                if len(looked_at) > _PAIRS:
                    raise NotAllowed("more parts than can be checked for backtracking")
                if _is_joined(graph, *case):
                    return _Found((state, behind), _on_both(graph, loop, graph.loops[behind]))
    return None


def _is_joined(graph: _Graph, leaving: int, loop: frozenset[int], second: frozenset[int]) -> bool:
    """Return whether some way from one loop to another has no character that one does not take."""
    reached, waiting = {leaving}, [leaving]
    while waiting:
        state = waiting.pop()
        if state in second:
            return True
        if graph.overlaps[state].isdisjoint(loop) or graph.overlaps[state].isdisjoint(second):
            continue
        for after in graph.following[state]:
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    return False


def _on_both(graph: _Graph, loop: frozenset[int], second: frozenset[int]) -> frozenset[str]:
    """Return the characters that two loops take, or else those of the first."""
    taken = graph.automaton.taken
    one, other = (
        frozenset().union(*(taken[state].characters for state in states))
        for states in (loop, second)
    )
    return one & other or one


def _many_ways(graph: _Graph) -> _Found | None:
    """Find states in which one text can be read up to a place in more ways than the limit.

    Only for what is neither of the above: then there is an end to the ways, and to this search.
    """
    automaton, following = graph.automaton, graph.following
    kinds = {
        tuple(
            number for number, one in enumerate(automaton.taken) if character in one.characters
        ): character
        for character in sorted(automaton.alphabet.characters, key=_readable, reverse=True)
    }
    reached: set[frozenset[tuple[int, int]]] = set()
    waiting = [graph.first]
    work = 0
    while waiting:
        after = waiting.pop()
        work += sum(map(len, kinds))
        if work > _WORK:
            raise NotAllowed("more parts than can be checked for backtracking")
        for kind, character in kinds.items():
            states = Counter({state: after[state] for state in kind if state in after})
            key = frozenset(states.items())
            if not states or key in reached:
                continue
            reached.add(key)
            going_on = sum(count for state, count in states.items() if graph.loops[state])
            if going_on > _WAYS or states.total() > _SHORT_WAYS:
                return _Found(tuple(states), frozenset(character))
            further = Counter[int]()
            for state, count in states.items():
                work += len(following[state])
                for other in following[state]:
                    further[other] += count * automaton.ways[state, other]
            waiting.append(further)
    return None
