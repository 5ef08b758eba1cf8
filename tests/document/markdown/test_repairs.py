"""What the parser is given, and where in the source it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.markdown.repairs import prepare
from tests.document.test_reading import MARKDOWN
from tests.growth import LINEAR, growth

_FILLER = "It stores keys. " * 30
REPAIRED = {
    "a heading without a blank": ("#Ember\n", "# Ember\n"),
    "a heading that no blank line sets apart": ("<p>\n## Use\n", "<p>\n\n## Use\n"),
    "headings in a fence": ("```\na\n# b\n#c\n```\n", "```\na\n# b\n#c\n```\n"),
    "C's directives": ("a\n#include <b>\n", "a\n#include <b>\n"),
    "a table below text": ("a\nb | c\n--|--\nd | e\n", "a\n\nb | c\n--|--\nd | e\n"),
    "a second rule in a table": ("b | c\n--|--\nd | e\n--|--\n", "b | c\n--|--\nd | e\n--|--\n"),
    "a rule without a head": ("a\n\n--|--\n", "a\n\n--|--\n"),
    "a long line": (f"# A <div>b</div> {_FILLER}- C", f"# A\n\n<div>b</div> {_FILLER}\n\n- C"),
    "a heading that has swallowed its section": (
        f"a ## Use it {_FILLER}", f"a\n\nUse it {_FILLER}",
    ),
    "front matter": ("---\na: b\n---\n#C\n", "# C\n"),
    "front matter without an end": ("---\na: b\n", "---\na: b\n"),
    "a byte order mark": ("\ufeff#A\n", "# A\n"),
    "NUL": ("a\0b\n", "a\ufffdb\n"),
    "a flattened text": (
        "<p>\nA\n" + "b\n" * 12 + "## C\n", "<p>\n\nA\n" + "b\n" * 12 + "\n## C\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REPAIRED)
def test_repairs(name: str) -> None:
    source, expected = REPAIRED[name]
    text = prepare(source).text
    assert [line.rstrip() for line in text.split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]


def test_front_matter_is_told() -> None:
    source = "+++ \r\na = 1\r\n+++\r\nb"
    text, _, front = prepare(source)
    assert front is not None
    assert (text, source[slice(*front)]) == ("b", "a = 1\r\n")
    assert prepare("---\n---\nb").front is None


@given(MARKDOWN)
def test_the_text_is_the_source_but_for_what_is_repaired(source: str) -> None:
    try:
        source.encode()
    except UnicodeEncodeError:
        return
    text, offsets, _ = prepare(source)
    byte = 0
    for character in text:
        place = offsets.character(byte)
        byte += len(character.encode())
        if character not in "\n #\ufffd":  # put back, or in the place of something else
            assert source[place] == character


@pytest.mark.parametrize("text", ["#a\n", "a | b\n--|--\n", "- A ", "---\na: b\n", "\r", "|-\n:-|"])
def test_time_goes_by_the_length(text: str) -> None:
    assert growth(text.__mul__, prepare, 1_500) < LINEAR


@given(st.lists(st.integers(0, 400)))
def test_a_long_line_is_found_among_others(lengths: list[int]) -> None:
    before = "".join(f"{'a' * length}\n" for length in lengths) + "\n\n"
    long, divided = REPAIRED["a heading that has swallowed its section"]  # which loses its marks

    assert prepare(before + long).text.split() == (before + divided).split()
