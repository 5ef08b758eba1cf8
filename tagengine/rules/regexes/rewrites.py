"""How a regex that backtracks badly may be written instead: tried out, not only thought of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagengine.rules.regexes.backtracking import backtracking
from tagengine.rules.regexes.syntax import Atom, NotAllowed, Repeat, Tree, parse

_BOUND = 4  # times; few enough to be written out by the check
_NEXT = re.compile(r"\\?[^\w\s\\()\[\]{}*+?.|^$]|\w")
_TRIED = 40


def rewritten(source: str) -> str | None:
    """Return a regex near to `source` that the check accepts, or None if none is found.

    It need not find all that `source` finds: a person decides. Tried are: any character but the
    one that follows, for any character; one of two nested repeats; a bound for a repeat.
    """
    for tried, candidate in enumerate(_candidates(source)):
        if tried >= _TRIED:
            break
        try:
            if backtracking(candidate) is None:
                return candidate
        except (NotAllowed, re.error):
            continue
    return None


def _candidates(source: str) -> Iterator[str]:
    repeats = [
        one
        for tree in parse(source)
        for one in _repeats(tree)
        if one.high is None or one.high > _BOUND
    ]
    dots = [one for one in repeats if source[one.start : one.sign] == "."]
    yield from _changed(source, [edit for one in dots for edit in _but_what_follows(source, one)])
    inner = [one for one in repeats if any(_is_inside(one, other) for other in repeats)]
    yield from _changed(source, [(one.sign, one.end, "") for one in inner])
    yield from _changed(source, [(one.sign, one.end, f"{{{one.low},{max(one.low, _BOUND)}}}")
                                 for one in repeats if one.low <= _BOUND])  # fmt: skip


def _but_what_follows(source: str, repeat: Repeat) -> Iterator[tuple[int, int, str]]:
    following = _NEXT.match(source, repeat.end)
    if following is not None:
        yield repeat.start, repeat.sign, rf"[^{following[0]}\n]"


def _changed(source: str, edits: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield a text with each of some edits, and then with all of them."""
    for chosen in ([one] for one in edits):
        yield _edited(source, chosen)
    if len(edits) > 1:
        yield _edited(source, edits)


def _edited(source: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _repeats(tree: Tree) -> Iterator[Repeat]:
    if isinstance(tree, Atom):
        return
    if isinstance(tree, Repeat):
        yield tree
    parts = [tree.part] if isinstance(tree, Repeat) else tree.parts
    for part in parts:
        yield from _repeats(part)


def _is_inside(one: Repeat, other: Repeat) -> bool:
    return other.start <= one.start and one.end <= other.sign and one is not other
