"""Terms: the words and short phrases of a text that could be keywords, by their stem.

A term stays inside a clause, because a keyword is found only where its words follow each other. The
stem (Snowball's English one) brings the forms of a word together, so that what is counted is the
word and not its form; the rules name the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from tagengine.document.document import Document
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings, Zone
from tagengine.system.extras import require
from tagengine.text import words
from tagengine.text.forms import plain

LONGEST = 3  # words
_LINK = re.compile(r"\[([^\]\[]*)\]\((?:[^()]|\([^()]*\))*\)")
_URL = re.compile(r"\b(?:https?://|www\.)\S+")
_CLAUSE_END = re.compile(r"[^\w+#./\- ]+|\.(?=\s|\Z)|\s[-–—]+\s|[\n\v]")
_WORD = re.compile(r"[^\W_]")
_STOP_WORDS_TEXT = """
a about above after again all also am an and another any are as at based be because been before
being below between both but by can could did do does doing down during each easily easy either
etc even every few for from further get had has have having he her here hers his how i if in
including into is it its itself just like made make makes many may me might more most much my no
nor not now of off on once only or other our out over own same she should similar so some such
than that the their them then there these they this those through to too under until up us use
used user users using various very via was we well were what when where which while who whom
whose why will with within without would you your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())

Forms = dict[str, str]
"""A text's terms: stem to the form in which it stands there first."""


def of_text(text: str) -> Forms:
    """Return the terms of a text without Markdown but for its links."""
    text = plain(_URL.sub(" ", _LINK.sub(r"\1", text)))
    forms: Forms = {}
    for clause in _CLAUSE_END.split(text):
        for form in _phrases([word.rstrip(".") for word in words.fold(clause + " ").split()]):
            forms.setdefault(stem(form), form)
    return forms


def of_record(record: Record, settings: Settings) -> Forms:
    """Return the terms of what a record says its project is: up to its README's lead."""
    return of_text("\v".join(_summary(read_record(record, settings))))


def stem(term: str) -> str:
    """Return the stems of a term's words, one space between them."""
    return " ".join(map(_stem, term.split()))


def parts(term: str) -> Iterator[str]:
    """Yield the shorter terms inside a term."""
    listed = term.split()
    for length in range(1, len(listed)):
        for start in range(len(listed) - length + 1):
            yield " ".join(listed[start : start + length])


def distinct(forms: Iterable[str], claimed: set[str]) -> list[str]:
    """Return forms of one keyword without those that another finds already, by its plural.

    `claimed` are the patterns of other keywords; those of this one are added.
    """
    found = []
    for form in dict.fromkeys(_singular(form) for form in forms):
        patterns = {words.pattern(one) for one in (form, words.plural(form)) if one}
        if claimed.isdisjoint(patterns):
            found.append(form)
            claimed |= patterns
    return found


def _singular(form: str) -> str:
    """Return the form whose regular plural this is, if that has the same stem; else the form."""
    return next((one for one in words.singulars(form) if stem(one) == stem(form)), form)


def _summary(document: Document) -> Iterator[str]:
    stops = [*document.starts[1:], len(document.text)]
    phrase = ""
    for run, start, stop in zip(document.runs, document.starts, stops, strict=True):
        text = document.text[start:stop]
        if run.zone in (Zone.HEAD, Zone.NOUN):  # parts of one phrase
            phrase += text
            continue
        yield phrase
        phrase = ""
        if run.zone <= Zone.LEAD:
            yield text
    yield phrase


def _phrases(listed: list[str]) -> Iterable[str]:
    for length in range(1, LONGEST + 1):
        for start in range(len(listed) - length + 1):
            phrase = listed[start : start + length]
            if phrase[0] in STOP_WORDS or phrase[-1] in STOP_WORDS:
                continue
            if all(len(word) > 1 or not word.isascii() for word in (phrase[0], phrase[-1])) and any(
                _WORD.search(word) and not word.isdigit() for word in phrase
            ):
                yield " ".join(phrase)


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    require("learning", "the English stemmer")
    import snowballstemmer  # type: ignore[import-untyped]  # noqa: PLC0415 -- only where needed

    return snowballstemmer.stemmer("english")
