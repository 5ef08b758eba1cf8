"""The lines of a text, and where they are in it."""

from __future__ import annotations

import pytest

from tagengine.document.formats.by_line import Lines


@pytest.mark.parametrize("text", ["", "a", "a\nb", "a\r\nb\r\n", "\n\n"])
def test_lines(text: str) -> None:
    lines = Lines(text)
    for number, line in enumerate(lines.texts):
        assert text[lines.starts[number] : lines.end(number)] == line
