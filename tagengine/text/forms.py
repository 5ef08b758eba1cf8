"""Characters that are written in another form than the words they make: one form for each.

After NFKC (https://www.unicode.org/reports/tr15/), as far as it makes words: wide letters, the
ligature of `ﬁle` and `ﾛﾎﾞｯﾄ` become what they are read as; a letter and its accent one character.
What shows nothing (a soft hyphen, a word joiner) goes; a raised `¹` or `™` ends the word before it.
All other characters stay as they are. The tables of Unicode 3.2 are asked, which every Python has
and which never change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tagengine.text.beyond_ascii import characters_beyond_ascii
from tagengine.text.lazy_regex import lazy_regex

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0001-\U000e007f\U000e0100-\U000e01ef"
)
_RAISED = "\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209c\u2120\u2122\u2460-\u249b\u24ea-\u24ff"
_MARKS = "\u0300-\u034e\u0350-\u036f\u0653-\u0655\u3099\u309a"
_OTHER = (
    "\u0132\u0133\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\u2100-\u211f\u2121\u2123-\u214e\u2160-\u217f"
    "\u249c-\u24e9\u3300-\u33ff\uf900-\ufaff\ufb00-\ufb17\ufb1d-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc"
    "\uff03\uff0b\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0001d400-\U0001d7ff\U0002f800-\U0002fa1d"
)
_FORM = lazy_regex(
    f"(?P<hidden>[{_HIDDEN}]+)|(?P<raised>[{_RAISED}]+)"
    f"|[\uff66-\uffdc]+(?:[{_MARKS}]+)?|[^\\W\\d_{_MARKS}][{_MARKS}]+|[{_OTHER}]"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
# One set of characters: the search passes over all others at once.
_CONCERNED = lazy_regex(
    f"[{_HIDDEN}{_RAISED}{_MARKS}{_OTHER}\uff66-\uffdc\u1100-\u1112\u1161-\u11c2]+"
)
_normalize = unicodedata.ucd_3_2_0.normalize


class Form(NamedTuple):
    """What the characters `[start, end)` of a text are read as; '' if nothing is seen of them."""

    text: str
    start: int
    end: int


def has_other_forms(text: str) -> bool:
    """Return whether characters of a text may be read as others."""
    return _CONCERNED.search(characters_beyond_ascii(text)) is not None


def other_forms(text: str) -> Iterator[Form]:
    """Yield the characters of a text that are read as others, in order."""
    if text.isascii():
        return
    for run in _CONCERNED.finditer(text):
        first = max(run.start() - 1, 0)  # a letter, if what follows is its accent
        yield from _forms(text, first, run.end())


def _forms(text: str, first: int, stop: int) -> Iterator[Form]:
    for found in _FORM.finditer(text, first, stop):
        start, end = found.span()
        if found["hidden"]:
            yield Form("", start, end)
        elif found["raised"]:
            yield Form(" " * (end - start), start, end)
        else:
            form = _normalize("NFKC", found[0])
            if form != found[0]:
                yield Form(form, start, end)


def plain(text: str) -> str:
    """Return `text` with the one form of each character."""
    parts = []
    position = 0
    for form in other_forms(text):
        parts += [text[position : form.start], form.text]
        position = form.end
    return "".join([*parts, text[position:]]) if parts else text
