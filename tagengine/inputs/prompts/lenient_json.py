"""JSON as people and programs write it in prompts: single quotes, `...`, trailing commas too."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tagengine.text import finite_json

_DECODER = json.JSONDecoder(strict=False, **finite_json.HOOKS)
_SPACE = re.compile(r"(?:[\s,]|//[^\n]*|/\*.{0,300}?\*/|#[^\n]*)*+", re.DOTALL)
_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|“([^“”]*)”", re.DOTALL)
_BARE_KEY = re.compile(r"[A-Za-z_]\w{0,40}(?=\s{0,9}:)")  # as in JavaScript
_NUMBER = re.compile(r"-?\d{1,18}(?![\w.])")
_WORD = re.compile(r"(?:true|false|null|True|False|None)\b|\.\.\.|…|<[\w .,/|-]{1,60}>")
# 'string[]', 'Array<string>', 'List[str]': what is to be written there, as programs say it.
_LIST_TYPE = re.compile(
    r"(?:string|str|int|integer|number)\[\]|(?:array|list)[<\[]\s*(?:string|str|int|number)\s*[>\]]",
    re.IGNORECASE,
)
_TYPE = re.compile(r"(?:string|str|int|integer|number|float|boolean|bool)\b(?!-)")
_BARE = re.compile(
    r"(?!NaN|Inf)[^\W\d][\w+#-]{0,60}(?=\s{0,9}[,}\]])"
)  # as in YAML: `{name: database}`
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLOSERS = {"[": "]", "{": "}", "(": ")"}
_DEPTH = 12
_LENGTH = 200_000  # characters of a value that is not JSON
_LEFT_OUT = object()  # for `...`
_SLOWER = 10  # times as long as JSON takes a value that is not JSON


@dataclass(slots=True)
class Effort:
    """How many characters may still be read in search of values."""

    left: int


def decode(
    text: str, start: int, limit: int | None = None, effort: Effort | None = None
) -> tuple[Any, int]:
    """Return the value at `start` and where it ends; raises `ValueError` if there is none.

    JSON is read as JSON; else quotes may be single, keys may have none, `...` in a list
    stands for nothing, tuples and sets are lists, and words of Python are those of JSON. No
    character from `limit` on is read.
    What is read is taken from `effort`; where nothing is left of it, there is no value.
    """
    effort = effort or Effort(sys.maxsize)
    if effort.left <= 0:
        raise ValueError("too much to read")
    try:
        value, end = _DECODER.raw_decode(
            text if limit is None else text[start:limit], start if limit is None else 0
        )
    except (ValueError, RecursionError) as error:
        reached = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
        effort.left -= reached if limit is not None else reached - start
        bound = min(start + _LENGTH, len(text) if limit is None else limit)
        reader = _Reader(text, bound)
        try:
            return reader.value(start, 0)
        finally:
            effort.left -= _SLOWER * (reader.reached - start)
    end = end if limit is None else end + start
    effort.left -= end - start
    return value, end


class _Reader:
    """Reads one value of a text, up to a bound."""

    def __init__(self, text: str, bound: int) -> None:
        self._text = text
        self._bound = bound
        self.reached = 0  # the farthest character that was read

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        if at >= self._bound or depth > _DEPTH:
            raise ValueError("no value here")
        self.reached = max(self.reached, at)
        opening = self._text[at]
        if opening in _CLOSERS:
            return self._items(at, depth)
        for pattern, meant in _SCALARS:
            found = pattern.match(self._text, at, self._bound)
            if found:
                return meant(found), found.end()
        raise ValueError("no value here")

    def _items(self, at: int, depth: int) -> tuple[Any, int]:
        """Read what is in brackets: a list; in braces with colons a mapping."""
        closer = _CLOSERS[self._text[at]]
        items: list[Any] = []
        entries: dict[str, Any] = {}
        at = self._skip(at + 1)
        while not self._text.startswith(closer, at):
            bare = _BARE_KEY.match(self._text, at, self._bound) if closer == "}" else None
            item, at = (bare[0], bare.end()) if bare else self.value(at, depth + 1)
            after = self._skip(at)
            if closer == "}" and isinstance(item, str) and self._text.startswith(":", after):
                value, at = self._value_of_key(self._skip(after + 1), depth + 1)
                entries[item] = None if value is _LEFT_OUT else value
            elif item is not _LEFT_OUT:
                items.append(item)
            at = self._skip(at)
        if entries and items:
            raise ValueError("neither a list nor a mapping")
        return entries if entries or (closer == "}" and not items) else items, at + 1

    def _value_of_key(self, at: int, depth: int) -> tuple[Any, int]:
        try:
            return self.value(at, depth)
        except ValueError:
            bare = _BARE.match(self._text, at, self._bound)
            if bare is None:
                raise
            return bare[0], bare.end()

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at, self._bound)
        if found is None or found.end() >= self._bound:
            raise ValueError("a value without an end")
        return found.end()


def _string(found: re.Match[str]) -> str:
    inner = next(one for one in found.groups() if one is not None)
    return _ESCAPE.sub(lambda one: {"n": "\n", "t": "\t"}.get(one[1], one[1]), inner)


# In the order in which they are tried, with what they mean.
_SCALARS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Any]], ...] = (
    (_STRING, _string),
    (_NUMBER, lambda found: int(found[0])),
    (_LIST_TYPE, lambda _: []),
    (_TYPE, lambda _: ""),
    (_WORD, lambda found: _WORDS.get(found[0], _LEFT_OUT)),
)
