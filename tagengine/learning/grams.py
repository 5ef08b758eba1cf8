"""Grams: the words and short phrases of a document that learned words can be made of.

They are cut from the text as matching sees it, so that a gram is found again exactly where it was
counted: folded words with one space between them, and of all its places the one that counts most.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from tagengine.document.document import Document
from tagengine.rules.scale import Scale
from tagengine.rules.zones import Settings
from tagengine.text import words

LONGEST = 3  # words
_WORD_LENGTH = 40  # characters; longer ones are hashes and paths
_WORD = re.compile("[^ ]+")
_LETTER = re.compile(r"[^\W\d_]")
_SINGLE = frozenset("cdr")  # letters that are names of languages
_EMPTY_TEXT = """
a an and any are as at be been being both but by can could did do does doing each either etc for
from had has have having he her here hers his how i if in into is it it's its itself just may me
might more most my no nor not now of off on once only or other our out over own same she should so
some such t than that that's the their them then there there's these they this those through to
too under until up us very via was we were what when where which while who whom whose why will with
within without would you your you're yours s ll re ve don't doesn't can't isn't
"""
EMPTY = frozenset(_EMPTY_TEXT.split())
"""Words that say nothing alone, nor next to each other."""

Grams = Mapping[str, int]
"""The grams of a document, each with the factor of its best place in hundredths of a percent."""


def of_document(document: Document, settings: Settings, scale: Scale) -> Grams:
    """Return a document's grams where learned words count."""
    factors = [_factor(document, index, settings, scale) for index in range(len(document.runs))]
    starts = [*document.starts, len(document.text) + 1]
    found: dict[str, int] = {}
    window: list[tuple[str, int]] = []
    run, run_stop, previous_end = -1, -1, -2
    for word in _WORD.finditer(words.fold(document.text + " ")):
        start, end = word.span()
        while start >= run_stop:
            run += 1
            run_stop = starts[run + 1]
        if start != previous_end + 1:
            window.clear()
        previous_end = end
        text = word[0]
        if len(text) > _WORD_LENGTH or words.is_cjk(text):
            window.clear()
            previous_end = -2
            continue
        window.append((text, factors[run] if run >= 0 else 0))
        del window[:-LONGEST]
        for length in range(1, len(window) + 1):
            factor = window[-length][1]
            if factor:
                gram = " ".join(text for text, _ in window[-length:])
                if factor > found.get(gram, 0):
                    found[gram] = factor
    return found


def _factor(document: Document, run_index: int, settings: Settings, scale: Scale) -> int:
    run = document.runs[run_index]
    kind = document.sections[run.section].kind
    if not (scale.zones & 1 << run.zone or scale.sections & 1 << kind):
        return 0
    return scale.zone_factors[run.zone] * settings.section_factor(run.zone, kind)


def singular_of(known: Collection[str]) -> dict[str, str]:
    """Return for each gram in the regular plural the gram in the singular."""
    found: dict[str, str] = {}
    for gram in known:
        for singular in words.singulars(gram):
            if singular in known:
                found.setdefault(gram, singular)
    return found


def says_something(gram: str) -> bool:
    """Return whether a gram has a word that says something: no number, no function word."""
    return any(
        word not in EMPTY
        and not word.isdigit()
        and (len(word) > 1 or word in _SINGLE)
        and _LETTER.search(word)
        for word in gram.split(" ")
    )
