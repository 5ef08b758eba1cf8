"""Audits with one field changed: every field there is, in every way that its type allows."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from tagengine.auditing.differences import ROOT, at


class Tampered(NamedTuple):
    """An audit of which one part was changed: its path, how, and the whole."""

    path: str
    how: str
    data: Any


def count(data: Any) -> int:
    """Return in how many ways one part of an audit can be changed."""
    return sum(1 for _ in _changes(data, ()))


def tampered(data: Any, every: int = 1, offset: int = 0) -> Iterator[Tampered]:
    """Yield an audit once for every way to change one part of it, or every n-th of them."""
    for number, (keys, how, value) in enumerate(_changes(data, ())):
        if number % every == offset % every:
            path = ROOT
            for key in keys:
                path = at(path, key)
            yield Tampered(path, how, _with(data, keys, value))


def _with(data: Any, keys: tuple[Any, ...], value: Any) -> Any:
    """Return data with another value at a place; only what leads there is copied."""
    if not keys:
        return value
    changed = copy.copy(data)
    changed[keys[0]] = _with(data[keys[0]], keys[1:], value)
    return changed


def _changes(value: Any, keys: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str, Any]]:
    yield from ((keys, how, new) for how, new in _others(value))
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _changes(member, (*keys, name))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _changes(member, (*keys, index))


def _others(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield other values for a value."""
    if isinstance(value, bool):
        yield from (("not", not value), ("number", int(value)))
    elif isinstance(value, int):
        yield from (("more", value + 1), ("less", value - 1), ("negative", -value - 1))
        yield from (("text", str(value)), ("fraction", float(value)), ("null", None))
    elif isinstance(value, str):
        yield from (("longer", f"{value}x"), ("empty", ""), ("null", None), ("number", 1))
        if value:
            yield from (("shorter", value[:-1]), ("other", value[:-1] + _next(value[-1])))
        if value.swapcase() != value:
            yield "case", value.swapcase()
    elif value is None:
        yield from (("text", "x"), ("number", 1), ("object", {}))
    elif isinstance(value, list):
        yield from (("null", None), ("text", "x"))
        if value:
            yield from (("without first", value[1:]), ("without last", value[:-1]))
            yield "last twice", [*value, copy.deepcopy(value[-1])]
        else:
            yield "one more", ["x"]
        if value != value[::-1]:
            yield "reversed", value[::-1]
    elif isinstance(value, dict):
        yield "null", None
        yield "one key more", {**value, "more": 1}
        for name in value:
            yield f"without {name}", {key: one for key, one in value.items() if key != name}


def _next(character: str) -> str:
    return chr(ord(character) + 1) if character < "z" else "a"


def names(found: list[Any], path: str) -> bool:
    """Return whether one of the differences found is at a path, in it, or is what it is a part of.

    The whole audit as a part names nothing; it does where the whole was changed.
    """
    return any(
        one.path == path
        or one.path.startswith((f"{path}.", f"{path}["))
        or (one.path != ROOT and path.startswith((f"{one.path}.", f"{one.path}[")))
        for one in found
    )
