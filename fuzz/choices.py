"""Bytes to an input: a fuzzer mutates the bytes, a target reads them as choices and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")

TOKENS_FOLLOW = 1
"""The byte after which each byte stands for one of a target's tokens; else they are the text."""


class Choices:
    """Reads an input from its start.

    Unlike atheris' own reader it keeps texts as they are, so that whatever was found can be read,
    written and replayed without atheris.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def pick(self, options: Sequence[Option]) -> Option:
        """Return one of the options, by the next byte; the first one if there is none left."""
        byte, self._data = self._data[:1] or b"\0", self._data[1:]
        return options[byte[0] % len(options)]

    def text(self, tokens: Sequence[str]) -> str:
        """Return all that is left as a text."""
        if self._data[:1] == bytes((TOKENS_FOLLOW,)):
            return "".join(tokens[byte % len(tokens)] for byte in self._data[1:])
        return self._data.decode("utf-8", "replace")
