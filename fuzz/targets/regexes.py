"""Any regex is judged in bounded time; one that is said to be safe comes to its end everywhere."""

from __future__ import annotations

import re
import warnings

import regex

from fuzz import tokens
from fuzz.choices import Choices
from tagengine.rules.regexes.backtracking import backtracking
from tagengine.rules.regexes.syntax import NotAllowed

MODULES = ("rules/regexes/syntax", "rules/regexes/automaton", "rules/regexes/backtracking")
TOKENS = tokens.REGEX
LONGEST = 60  # bytes
RUNS = 60_000

_LENGTH = 800  # characters: a window of a document and what lies behind it
_SECONDS = 2.0  # as the engine's own last net
_WORD = re.compile(r"\w")


def check(data: bytes) -> None:
    """Judge a regex, and search texts that are made of its own characters with it."""
    source = Choices(data).text(TOKENS)[:200]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = regex.compile(source)
    except (regex.error, ValueError, OverflowError, RecursionError):
        return
    try:
        found = backtracking(source)
    except NotAllowed as error:
        assert str(error)
        return
    if found is not None:
        return
    own = "".join(dict.fromkeys(_WORD.findall(source)))[:6] or "a"
    for pump in (own, own[:1], own[0] + own[:2]):
        text = (pump * _LENGTH)[:_LENGTH] + "\u2603"
        for _ in compiled.finditer(text, timeout=_SECONDS):
            pass
