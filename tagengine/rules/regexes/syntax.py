"""A regex to a tree of what it repeats: enough to tell beforehand how it can backtrack.

Read is the small part of the `regex` package's syntax that rules may use, of which one can say how
long it takes: characters, classes of characters and ranges, `\\w`, `\\d`, `\\s`, choices, repeats,
groups, anchors, look-arounds of a few characters. All else is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_DEPTH = 50
_LOOK = 20  # characters of a look-around, which is tried again at every place
_GROUP = re.compile(
    r"\(\?(?P<kind>:|=|!|<=|<!|P?<(?P<name>\w+)>|(?P<flags>[a-zA-Z01-]*)(?P<end>[:)]))"
)
_FLAGS = frozenset("im")
_COMMENT = re.compile(r"\(\?#[^)]*\)")
# '{,}' is '*'; '{}', and what has other digits than ASCII's, is text.
_QUANTIFIER = re.compile(
    r"(?:(?P<sign>[*+?])|\{(?!\})(?P<low>[0-9]*)(?P<comma>,)?(?P<high>[0-9]*)\})[+?]?"
)
_FUZZY = re.compile(r"\{[^}]*[eisd][^}]*\}")
_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[wWdDsStnrfva]|[^a-zA-Z0-9])"
)
_CLASS = re.compile(rf"\[\^?+\]?+(?:{_ESCAPE.pattern}|(?!\[[:.=])[^\]\\])*\]")
_ANCHORS = tuple("bBAZmM")
_REFUSED = {
    "(?P=": "a back-reference", "(?P>": "a recursive group", "(?&": "a fragment that is not there",
    "(?R": "recursion", "(?(": "a conditional", "(?>": "an atomic group", "(?|": "a branch reset",
    "(*": "a verb of backtracking",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One character: the piece of regex that says which, and whether case matters to it.

    `start` is where the piece is in the regex.
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

    It is at `[start, end)` of the regex, its quantifier from `sign` on.
    """

    part: Any
    low: int
    high: int | None
    start: int = field(default=0, compare=False)
    sign: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Tree = Atom | Sequence | Choice | Repeat
NOTHING = Sequence(())


class NotAllowed(ValueError):  # noqa: N818 -- reads as what it says
    """A construct that rules may not use; the text names it."""


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    depth: int = 0
    ignore_case: bool = False
    looked_at: list[Tree] = field(default_factory=list)

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
            looks_before, start = len(self.looked_at), self.position
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
            if len(self.looked_at) > looks_before and (high is None or high > 1):
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
            if found is None:
                raise NotAllowed(f"the escape \\{name}")
        elif character == "[":
            found = _CLASS.match(source, here)
            if found is None:
                raise NotAllowed("a class with more than characters, ranges, \\w, \\d and \\s")
        self.position = found.end() if found else here + 1
        return Atom(source[here : self.position], self.ignore_case, here)

    def group(self) -> Tree:
        """Read a group; what looks around takes no text, and is kept in `looked_at`."""
        source, here, case = self.source, self.position, self.ignore_case
        if comment := _COMMENT.match(source, here):
            self.position = comment.end()
            return NOTHING
        for length in (4, 3, 2):
            if source[here : here + length] in _REFUSED:
                raise NotAllowed(_REFUSED[source[here : here + length]])
        found = _GROUP.match(source, here)
        if found is None:
            if source.startswith("(?", here):
                raise NotAllowed("a group of this form")
            self.position += 1
        else:
            self.position = found.end()
            if found["flags"] is not None:
                on, _, off = found["flags"].partition("-")
                if not _FLAGS.issuperset(on + off):
                    raise NotAllowed(f"the flags {found['flags']}, but only i and m are allowed")
                if found["end"] == ")" and here > 0:
                    raise NotAllowed("a flag after the start (write (?i:…) instead)")
                self.ignore_case = ("i" in on or self.ignore_case) and "i" not in off
                if found["end"] == ")":
                    return NOTHING
        tree = self.choice()
        self.position += 1  # ')'
        self.ignore_case = case
        kind = None if found is None else found["kind"]
        if kind not in ("=", "!", "<=", "<!"):
            return tree
        most = longest(tree)
        if most is None or most > _LOOK:
            raise NotAllowed(f"a look-around of more than {_LOOK} characters")
        self.looked_at.append(tree)
        return NOTHING


def _bounds(found: re.Match[str]) -> tuple[int, int | None]:
    low = int(found["low"] or 0)
    if not found["comma"]:
        return low, low
    return low, int(found["high"]) if found["high"] else None


def longest(tree: Tree) -> int | None:
    """Return the most characters that a tree can take, None if there is no end to them."""
    if isinstance(tree, Atom):
        return 1
    if isinstance(tree, Repeat):
        once = longest(tree.part)
        return 0 if once == 0 else None if once is None or tree.high is None else once * tree.high
    lengths = [longest(part) for part in tree.parts]
    known = [length for length in lengths if length is not None]
    if len(known) < len(lengths):
        return None
    return max(known, default=0) if isinstance(tree, Choice) else sum(known)


def parse(source: str) -> list[Tree]:
    """Return the tree of a regex that compiles, then those of its look-arounds.

    Raises `NotAllowed` for what rules may not use.
    """
    reader = _Reader(source)
    tree = reader.choice()
    return [tree, *reader.looked_at]
