"""Keyword text and document text brought to one form, so that one search finds them all.

Folding keeps every character's place: a letter becomes its lower case, whatever does not belong to
a word becomes a space. Words keep `++` and `#` at their end and inner dots (`c++`, `c#`, `.net`,
`node.js`); `-`, `_`, `/` and other punctuation separate words, so `real-time` and `real time` are
the same, and so do `a+b`, `#tag` and dots in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tagengine.text.beyond_ascii import spans_beyond_ascii
from tagengine.text.forms import plain
from tagengine.text.letters import with_known_letters

_KEPT = "+#."
_FOLDED = bytes(
    ord(chr(code).lower()) if code < 128 and (chr(code).isalnum() or chr(code) in _KEPT) else 32
    for code in range(256)
)
# At the end of a word: `c++`, `c#`; not `+++`, `#+`, nor `a#b`.
_SHARP = re.compile(r"#(?<=[^\W_]#)(?![+#]|[^\W_])")
_PLUSES = re.compile(r"\+\+(?<=[^\W_]\+\+)(?![+#])")
_DOTS = re.compile(r"\.\.+")
CJK = re.compile("[\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]+")
"""Finds characters in a row of CJK writing, which has no spaces between words."""


def fold(text: str) -> str:
    """Return `text` folded, of the same length."""
    folded = text.encode("ascii", "replace").translate(_FOLDED).decode("ascii")
    beyond = spans_beyond_ascii(text)
    if beyond:
        parts = []
        position = 0
        for start, end in beyond:
            parts += [folded[position:start], _fold_beyond_ascii(text[start:end])]
            position = end
        folded = "".join([*parts, folded[position:]])
    if "+" in folded or "#" in folded:
        folded = _without_marks(folded)
    if ".." in folded:
        folded = _DOTS.sub(_blank, folded)
    # A dot that ends a sentence is not part of a word.
    return folded.replace(". ", "  ")


@lru_cache(1024)  # most are a single dash, quote or emoji
def _fold_beyond_ascii(text: str) -> str:
    if text.isalnum() and "Σ" not in text:  # whose lower case depends on what is around it
        lower = text.lower()
        if len(lower) == len(text):
            return lower
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if not character.isalnum():
        return " "
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _without_marks(text: str) -> str:
    """Return a folded text with spaces for those `+` and `#` that do not end a word."""
    text = _SHARP.sub("\1", text)  # folded text has no control characters
    text = _PLUSES.sub("\2\2", text)
    text = text.replace("+", " ").replace("#", " ")
    return text.replace("\1", "#").replace("\2", "+")


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


GAP = "…"
"""In a keyword and in its pattern: a few words of any kind."""


def pattern(keyword: str) -> str:
    """Return what to look for in folded text to find a keyword as whole words; '' if it has none.

    CJK writing has no spaces between words, so a keyword that begins or ends with it may begin or
    end anywhere. The parts around a gap are their own patterns, with `GAP` between them; '' if
    one of them has no word.
    """
    if GAP in keyword:
        parts = [pattern(part) for part in keyword.split(GAP)]
        return GAP.join(parts) if all(parts) else ""
    words = " ".join(fold(plain(with_known_letters(keyword)) + " ").split())
    if not words:
        return ""
    before = "" if CJK.match(words[0]) else " "
    after = "" if CJK.match(words[-1]) else " "
    return f"{before}{words}{after}"


def plural(keyword: str) -> str | None:
    """Return the regular English plural of a keyword's last word, or None if it has none."""
    last = keyword[-1:]
    if not (last.isascii() and last.isalpha()) or last in "sS":
        return None
    lower = keyword.casefold()
    if lower.endswith(("x", "z", "ch", "sh")):
        return keyword + "es"
    if lower.endswith("y") and lower[-2:-1] not in tuple("aeiou"):
        return keyword[:-1] + "ies"
    return keyword + "s"


def singulars(keyword: str) -> Iterator[str]:
    """Yield the words of which a keyword is the regular English plural."""
    for ending, replacement in (("ies", "y"), ("es", ""), ("s", "")):
        if keyword.endswith(ending):
            singular = keyword[: -len(ending)] + replacement
            if plural(singular) == keyword:
                yield singular


def is_cjk(text: str) -> bool:
    """Return whether a text has CJK writing, in which words have no spaces between them."""
    return CJK.search(text) is not None
