"""Where a text has characters beyond ASCII: most texts have few, and only they need care."""

from __future__ import annotations

import re

_BEYOND = re.compile(r"[^\x00-\x7f]+")
# Whether a part has any is told at once; a search goes from character to character.
_PART = 128


def spans_beyond_ascii(text: str) -> list[tuple[int, int]]:
    """Return the characters `[start, end)` of each run of characters beyond ASCII, in order."""
    spans: list[tuple[int, int]] = []
    if text.isascii():
        return spans
    reached = -1
    for first in range(0, len(text), _PART):
        if text[first : first + _PART].isascii():
            continue
        for found in _BEYOND.finditer(text, first, first + _PART):
            start, end = found.span()
            if start == reached:  # it goes on from the part before
                start = spans.pop()[0]
            spans.append((start, end))
            reached = end
    return spans


def characters_beyond_ascii(text: str) -> str:
    """Return the characters of a text that are beyond ASCII, in order."""
    return "".join([text[start:end] for start, end in spans_beyond_ascii(text)])
