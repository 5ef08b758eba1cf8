"""Where two JSON values differ, by path: `$.candidates[0].score`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tagengine.auditing.strict_json import shown

ROOT = "$"


class Difference(NamedTuple):
    """A part of an audit that is not as it should be: its JSON path, and what is wrong with it."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def differences(given: Any, expected: Any, path: str = ROOT) -> Iterator[Difference]:
    """Yield where a value differs from what is expected, in the order of the expected value.

    Values of different types differ (1, 1.0 and true). Of lists of different lengths the first
    item that differs is told.
    """
    if type(given) is not type(expected):
        yield _differs(path, given, expected)
    elif isinstance(expected, dict):
        for name, value in expected.items():
            if name in given:
                yield from differences(given[name], value, at(path, name))
            else:
                yield Difference(at(path, name), "is missing")
        for name in given:
            if name not in expected:
                yield Difference(at(path, name), "should not be there")
    elif isinstance(expected, list):
        if len(given) != len(expected):
            yield _lengths(path, given, expected)
            return
        for index, (one, other) in enumerate(zip(given, expected, strict=True)):
            yield from differences(one, other, at(path, index))
    elif given != expected:
        yield _differs(path, given, expected)


def at(path: str, key: str | int) -> str:
    """Return the path of a member of the value at a path."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{json.dumps(key)}]"


def _differs(path: str, given: Any, expected: Any) -> Difference:
    return Difference(path, f"is {shown(given)}, recomputed {shown(expected)}")


def _lengths(path: str, given: list[Any], expected: list[Any]) -> Difference:
    pairs = zip(given, expected, strict=False)
    first = next(
        (index for index, (one, other) in enumerate(pairs) if any(differences(one, other))),
        min(len(given), len(expected)),
    )
    problem = f"has {len(given)} items, recomputed {len(expected)}; they differ from [{first}] on"
    return Difference(path, problem)
