"""The lines of a text, and where they are in it."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from tagengine.document.formats import asciidoc, mediawiki, org, plain, rdoc, textile
from tagengine.document.formats.by_line import Lines
from tests.growth import LINEAR, growth

# What may make a reader look far ahead, for something that is not there or is found too late.
LOOKING_AHEAD = [
    (plain, "text\nTitle\n=====\n"),
    (plain, "- item\n  more\nx\n"),
    (org, "#+begin_src\n"),
    (org, ":drawer:\n"),
    (org, "* COMMENT a\n** b\n"),
    (rdoc, "[a] b\n c\n--\n++\n"),
    (textile, "a\n<pre>b\n</pre>\nbc.. c\n"),
    (mediawiki, "a\n{{b}}\n<pre>c</pre>\n d\n"),
    (asciidoc, "a:: b\n[comment]\n--\nc\n--\n* d\n----\ne\n----\n"),
]


@pytest.mark.parametrize("text", ["", "a", "a\nb", "a\r\nb\r\n", "\n\n"])
def test_lines(text: str) -> None:
    lines = Lines(text)
    for number, line in enumerate(lines.texts):
        assert text[lines.starts[number] : lines.end(number)] == line


def test_a_line_is_found_again_from_further_up() -> None:
    lines, closing = Lines("a\nend\nb\nc"), re.compile("end")
    assert [lines.until(first, closing) for first in (2, 3, 0, 2)] == [4, 4, 1, 4]


@pytest.mark.parametrize(("reader", "text"), LOOKING_AHEAD)
def test_time_goes_by_the_length(reader: ModuleType, text: str) -> None:
    assert growth(text.__mul__, reader.read, 250) < LINEAR
