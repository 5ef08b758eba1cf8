"""CommonMark's own examples, and what has brought parsers down, in the document stage."""

from __future__ import annotations

import html
import re

import pytest

from tagengine.document.reading import read
from tagengine.rules.zones import Settings
from tagengine.text.forms import plain
from tests.document.markdown.specification import PATHOLOGICAL, of_commonmark
from tests.growth import LINEAR, growth
from tests.invariants import check_document

_NOT_SHOWN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(?:script|style|textarea)\b.*", re.DOTALL
)
_MARKUP = re.compile("<[^>]*>")
_WORD = re.compile(r"[^\W_]+")

# Examples of which some words are not read as text, and why.
_READ_OTHERWISE = {
    "it is front matter, whose keys are settings": {96},
    "it is struck": {168},
    "it stands in the attribute of a tag, as only a parser of HTML can tell": {616},
}


@pytest.mark.slow
def test_every_word_of_every_example_is_read(settings: Settings) -> None:
    incomplete = set()
    for number, example in enumerate(of_commonmark(), start=1):
        document = read(example.markdown, settings)
        check_document(document)
        shown = plain(html.unescape(_MARKUP.sub(" ", _NOT_SHOWN.sub(" ", example.html))))
        letters = "".join(_WORD.findall(document.text))
        if not all(word in letters for word in _WORD.findall(shown)):
            incomplete.add(number)
    assert incomplete == set().union(*_READ_OTHERWISE.values())


@pytest.mark.slow
def test_all_examples_in_one_document(settings: Settings) -> None:
    document = read("\n\n".join(example.markdown for example in of_commonmark()), settings)
    check_document(document)


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_what_is_pathological_takes_time_by_its_length(name: str, settings: Settings) -> None:
    check_document(read(PATHOLOGICAL[name](1_000), settings))
    assert growth(PATHOLOGICAL[name], lambda text: read(text, settings), 250) < LINEAR
