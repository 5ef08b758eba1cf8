"""What text a regex cannot match without, so that it is tried only where that text is.

Every match of `(?:dev-)?dependencies:` has `dependencies:` in it. Literals are ASCII and in lower
case, to be looked for in a text in lower case.
"""

from __future__ import annotations

from functools import reduce
from math import prod

from tagengine.rules.regexes.syntax import (
    Atom,
    Choice,
    NotAllowed,
    Repeat,
    Sequence,
    Tree,
    parse,
)

_AT_MOST = 50  # literals; a regex that may be with any one of more is tried everywhere
# Without regard to case 's' matches 'ſ' as well, 'i' 'İ' and 'k' the Kelvin sign.
_WITH_STRANGE_CASES = "iks"

_WORTH_NOTHING = (0, 0)

Literals = frozenset[str]
_EMPTY: Literals = frozenset(("",))


def of_regex(source: str) -> Literals:
    """Return literals of which every match of a regex contains one; none if there are no such."""
    try:
        tree = parse(source)[0]
    except NotAllowed:
        return frozenset()
    return _of(tree)


def _of(tree: Tree) -> Literals:
    if isinstance(tree, Repeat):
        return _of(tree.part) if tree.low else frozenset()
    if isinstance(tree, Choice):
        ways = [_of(part) for part in tree.parts]
        return frozenset().union(*ways) if all(ways) else frozenset()
    found: list[Literals] = []
    run = _EMPTY
    for part in tree.parts if isinstance(tree, Sequence) else (tree,):
        texts = _texts(part)
        if texts is not None and len(texts) * len(run) <= _AT_MOST:
            run = _joined(run, texts)
        else:
            found += [run, frozenset() if isinstance(part, Atom) else _of(part)]
            run = _EMPTY
    best = max([*found, run], key=_worth)
    return best if _worth(best) > _WORTH_NOTHING else frozenset()


def _texts(tree: Tree) -> Literals | None:
    """Return all texts that a tree matches, in lower case; None if they are too many to be told."""
    if isinstance(tree, Atom):
        character = _character(tree)
        return frozenset((character,)) if character else None
    if isinstance(tree, Repeat):
        texts = _texts(tree.part) if tree.high == 1 else None
        return texts if texts is None or tree.low else texts | _EMPTY
    parts = [_texts(part) for part in tree.parts]
    known = [texts for texts in parts if texts is not None]
    if len(known) < len(parts) or prod(map(len, known)) > _AT_MOST:
        return None
    if isinstance(tree, Choice):
        return frozenset().union(*known)
    return reduce(_joined, known, _EMPTY)


def _joined(before: Literals, after: Literals) -> Literals:
    return frozenset(one + other for one in before for other in after)


def _character(atom: Atom) -> str:
    """Return the character, in lower case, that alone an atom matches; '' if others do too."""
    source = atom.source
    is_escaped = len(source) == 2 and source[0] == "\\" and not source[1].isalnum()
    if not source.isascii() or not (is_escaped or (len(source) == 1 and source != ".")):
        return ""
    character = source[-1].lower()
    return "" if atom.ignore_case and character in _WITH_STRANGE_CASES else character


def _worth(literals: Literals) -> tuple[int, int]:
    """Return how rarely text can be expected to have one of some literals, as a sort key."""
    if not 0 < len(literals) <= _AT_MOST or not all(literals):
        return _WORTH_NOTHING
    return min(map(len, literals)), -len(literals)
