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
from enum import Enum
from functools import lru_cache, partial
from itertools import product
from typing import NamedTuple, TypeVar

from tagengine.regex_syntax import Ahead, Atom, Choice, NotAllowed, Repeat, Sequence, Tree, parse

_STATES = 150  # larger regexes are refused: nobody reads them either
_COPIES = 6  # a repeat of at most so many times is written out, others count as endless
_WORK = 200_000  # states of the threefold product that are looked at
# In how many ways a text may be read up to a place, since a search tries each of them.
_WAYS = 16  # that go on for as long as the text does
_SHORT_WAYS = 100  # in all: others end with the regex, such as the words of a choice
_SETS = 5_000  # of states in which a regex can be, that are looked at
_SAMPLE = "".join(map(chr, range(128))) + "éßİΩж数デ한½٣\u00a0\u2028\u0301😀"
_BLOCKS = "".join(chr(code) for code in range(128, 0x20000, 32) if not 0xD800 <= code < 0xE000)
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_BEGINNING = re.compile(r"(?:\(\?[a-zA-Z]+\))?(?:\^|\\[bmAG]|\(\?<[=!])")
_PROPERTY = re.compile(r"\\[pPN]|\[:")

State = TypeVar("State")


class Growth(Enum):
    """How the work of a search at one place can grow with the length of the text."""

    EXPONENTIAL = "without end"
    POLYNOMIAL = "by the square of the text or more"
    BOUNDED = "a great deal"


class _Part(NamedTuple):
    """What a part of a regex adds: in how many ways it can be empty, its first states, its last."""

    empty: int
    first: Counter[int]
    last: Counter[int]


@dataclass(slots=True)
class _Automaton:
    """States with their characters, and the ways from one to the next, with their number.

    `spans` says for each state where in the regex it stands: the whole of the outermost repeat.
    """

    alphabet: str
    characters: list[frozenset[str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    within: tuple[int, int] | None = None

    def add(self, tree: Tree) -> _Part:
        """Add a tree, and return what it adds."""
        if isinstance(tree, Atom):
            if len(self.characters) >= _STATES:
                raise NotAllowed("more parts than can be checked for backtracking")
            self.characters.append(_characters(tree.source, tree.ignore_case, self.alphabet))
            self.spans.append(self.within or (tree.start, tree.start + len(tree.source)))
            state = len(self.characters) - 1
            return _Part(0, Counter([state]), Counter([state]))
        if isinstance(tree, Ahead):
            return _Part(1, self.add(tree.part).first, Counter())
        if isinstance(tree, Choice):
            parts = [self.add(part) for part in tree.parts]
            first, last = Counter[int](), Counter[int]()
            for part in parts:
                first.update(part.first)
                last.update(part.last)
            return _Part(sum(part.empty for part in parts), first, last)
        return self._repeat(tree) if isinstance(tree, Repeat) else self._sequence(tree)

    def _sequence(self, tree: Sequence) -> _Part:
        empty, first, last = 1, Counter[int](), Counter[int]()
        for part in map(self.add, tree.parts):
            self._join(last, part.first)
            first.update(_times(part.first, empty))
            last = part.last + _times(last, part.empty)
            empty *= part.empty
            if empty > _WAYS:
                raise NotAllowed("parts that can be empty in too many ways")
        return _Part(empty, first, last)

    def _repeat(self, tree: Repeat) -> _Part:
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
            part = _Part(part.empty + (tree.low == 0), part.first, part.last)
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


def _times(states: Counter[int], factor: int) -> Counter[int]:
    return Counter({state: count * factor for state, count in states.items() if factor})


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
    automata, alphabet = [], _alphabet(source)
    for tree in parse(source):
        automaton = _Automaton(alphabet)
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
    automaton = _Automaton(_alphabet(source))
    first = automaton.add(parse(source)[0]).first
    return any((state, state) in automaton.ways for state in first)


def _telling(automaton: _Automaton, character: str) -> tuple[int, tuple[bool, bool, str]]:
    """Return by what to choose a character to show: most states take it, and it is plain."""
    return -sum(character in taken for taken in automaton.characters), _readable(character)


def _readable(character: str) -> tuple[bool, bool, str]:
    return (not character.isalnum(), character.isupper(), character)


def _exponential(automaton: _Automaton, _: Counter[int]) -> _Found | None:
    """Find a state that leads back to itself in two ways on the same text."""
    following, characters = automaton.next_states(), automaton.characters
    for (state, after), count in sorted(automaton.ways.items()):
        if count > 1 and state in _reach([after], following.__getitem__):
            return _Found((state, after), characters[after])

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
                return _Found((state, left, right), characters[left] & characters[right])
    return None


def _polynomial(automaton: _Automaton, _: Counter[int]) -> _Found | None:
    """Find two states that loop on the same text, one of which leads to the other on it."""
    following, characters = automaton.next_states(), automaton.characters
    loops = _loops(automaton)
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
            return _Found((left, right), characters[left] & characters[right] or characters[left])
    return None


def _loops(automaton: _Automaton) -> list[int]:
    """Return the states that lead back to themselves."""
    following = automaton.next_states()
    return [
        state
        for state in range(len(following))
        if state in _reach(following[state], following.__getitem__)
    ]


def _many_ways(automaton: _Automaton, first: Counter[int]) -> _Found | None:
    """Find states in which one text can be read up to a place in more than so many ways.

    Only for what is neither of the above: then there is an end to the ways, and to this search.
    """
    following, characters = automaton.next_states(), automaton.characters
    loops = _loops(automaton)
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
