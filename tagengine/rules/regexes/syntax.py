"""A regex to a tree of what it repeats: enough to tell beforehand how it can backtrack.

Read is the part of the `regex` package's syntax that rules may use. Back-references, recursion,
conditionals and fuzzy matching are refused: nobody can say how long they take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_DEPTH = 50
_BEHIND = 20  # characters of a look-behind, which is tried again at every place
_GROUP = re.compile(
    r"\(\?(?P<kind>:|>|\||=|!|<=|<!|P?<(?P<name>\w+)>|(?P<flags>[aAiLmsuwV01-]*)(?P<end>[:)]))"
)
_COMMENT = re.compile(r"\(\?#[^)]*\)")
# '{,}' is '*'; '{}', and what has other digits than ASCII's, is text.
_QUANTIFIER = re.compile(
    r"(?:(?P<sign>[*+?])|\{(?!\})(?P<low>[0-9]*)(?P<comma>,)?(?P<high>[0-9]*)\})[+?]?"
)
_FUZZY = re.compile(r"\{[^}]*[eisd][^}]*\}")
# What only looks like a property or a named character is a letter to the `regex` package.
_ESCAPE = re.compile(
    r"\\(?:[pP]\{\^?[A-Za-z0-9 &_./:=-]*\}|[pP][CLMNPSZ]|N\{[A-Za-z0-9 -]*\}"
    r"|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|0[0-7]{0,2}|[\s\S])"
)
_CLASS = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]")
_ANCHORS = tuple("bBAZzmMGK")
_REFUSED = {
    "(?P=": "a back-reference", "(?P>": "a recursive group", "(?&": "a fragment that is not there",
    "(?R": "recursion", "(?(": "a conditional",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One character: the piece of regex that says which, and whether case matters to it.

    `start` is where the piece stands in the regex.
    """

    source: str
    ignore_case: bool
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts after each other; none of them is the empty text."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways of which one is taken."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part repeated `low` to `high` times (None: without end).

    It stands at `[start, end)` of the regex, its quantifier from `sign` on.
    """

    part: Any
    low: int
    high: int | None
    start: int = field(default=0, compare=False)
    sign: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is looked at ahead, and given back: a way that is tried, and leads nowhere."""

    part: Any


Tree = Atom | Sequence | Choice | Repeat | Ahead
NOTHING = Sequence(())


class NotAllowed(ValueError):  # noqa: N818 -- reads as what it says
    """A construct that rules may not use; the text names it."""


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    depth: int = 0
    ignore_case: bool = False
    looks: int = 0
    behind: list[Tree] = field(default_factory=list)

    def choice(self) -> Tree:
        """Read alternatives up to the end or a closing parenthesis."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise NotAllowed("groups nested too deeply")
        ways = [self.sequence()]
        while self.source.startswith("|", self.position):
            self.position += 1
            ways.append(self.sequence())
        self.depth -= 1
        return ways[0] if len(ways) == 1 else Choice(tuple(ways))

    def sequence(self) -> Tree:
        parts: list[Tree] = []
        while self.position < len(self.source) and self.source[self.position] not in "|)":
            looks_before, start = self.looks, self.position
            part = self.quantified(self.part(), looks_before, start)
            if part != NOTHING:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def quantified(self, part: Tree, looks_before: int, start: int) -> Tree:
        while found := self.quantifier():
            sign, self.position = self.position, found.end()
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(
                found["sign"] or "", _bounds(found)
            )
            if self.looks > looks_before and (high is None or high > 1):
                raise NotAllowed("a look-around inside a repeat")
            if part != NOTHING:
                part = Repeat(part, low, high, start, sign, self.position)
        if _FUZZY.match(self.source, self.position):
            raise NotAllowed("fuzzy matching")
        return part

    def quantifier(self) -> re.Match[str] | None:
        """Return the quantifier that comes next; comments before it are passed over."""
        while comment := _COMMENT.match(self.source, self.position):
            self.position = comment.end()
        return _QUANTIFIER.match(self.source, self.position)

    def part(self) -> Tree:
        source, here = self.source, self.position
        character = source[here]
        if character == "(":
            return self.group()
        if character in "^$":
            self.position += 1
            return NOTHING
        found = None
        if character == "\\":
            found = _ESCAPE.match(source, here)
            name = source[here + 1 : here + 2]
            if name in tuple("123456789gkL"):
                raise NotAllowed("a back-reference or named list")
            if name in _ANCHORS:
                self.position += 2
                return NOTHING
        elif character == "[":
            found = _CLASS.match(source, here)
        self.position = found.end() if found else here + 1
        return Atom(source[here : self.position], self.ignore_case, here)

    def group(self) -> Tree:
        """Read a group; what looks behind takes no text, and is kept in `behind`."""
        source, here, case = self.source, self.position, self.ignore_case
        if comment := _COMMENT.match(source, here):
            self.position = comment.end()
            return NOTHING
        found = _GROUP.match(source, here)
        if found is None:
            if source.startswith("(?", here):
                known = (source[here : here + length] for length in (4, 3))
                names = [_REFUSED[opening] for opening in known if opening in _REFUSED]
                raise NotAllowed((*names, "a group of this form")[0])
            self.position += 1
        else:
            self.position = found.end()
            if found["flags"] is not None:
                on, _, off = found["flags"].partition("-")
                if "V1" in on:
                    raise NotAllowed("the syntax of version 1 of the regex package")
                if found["end"] == ")" and here > 0:
                    raise NotAllowed("a flag behind the start, where (?i:…) would do")
                self.ignore_case = ("i" in on or self.ignore_case) and "i" not in off
                if found["end"] == ")":
                    return NOTHING
        tree = self.choice()
        self.position += 1  # ')'
        self.ignore_case = case
        kind = None if found is None else found["kind"]
        if kind in ("<=", "<!"):
            if (longest(tree) or 0) > _BEHIND or longest(tree) is None:
                raise NotAllowed(f"a look-behind of more than {_BEHIND} characters")
            self.behind.append(tree)
        self.looks += kind in ("=", "!", "<=", "<!")
        if kind in ("=", "!"):
            return Ahead(tree)
        return NOTHING if kind in ("<=", "<!") else tree


def _bounds(found: re.Match[str]) -> tuple[int, int | None]:
    low = int(found["low"] or 0)
    if not found["comma"]:
        return low, low
    return low, int(found["high"]) if found["high"] else None


def longest(tree: Tree) -> int | None:
    """Return the most characters that a tree can take, None if there is no end to them."""
    if isinstance(tree, Atom):
        return 1
    if isinstance(tree, Ahead):
        return 0
    if isinstance(tree, Repeat):
        once = longest(tree.part)
        return 0 if once == 0 else None if once is None or tree.high is None else once * tree.high
    lengths = [longest(part) for part in tree.parts]
    known = [length for length in lengths if length is not None]
    if len(known) < len(lengths):
        return None
    return max(known, default=0) if isinstance(tree, Choice) else sum(known)


def parse(source: str) -> list[Tree]:
    """Return the tree of a regex that compiles, then those of its look-behinds.

    Raises `NotAllowed` for what rules may not use.
    """
    reader = _Reader(source)
    tree = reader.choice()
    return [tree, *reader.behind]
