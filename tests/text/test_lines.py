"""Lines end as in any editor, whatever the line ends, and every character is in one."""

from __future__ import annotations

import pytest

from tagengine.text.lines import Lines, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        ("a\u2028b\x0cc", ["a\u2028b\x0cc"]),
    ],
)
def test_lines_of_a_text(text: str, expected: list[str]) -> None:
    found = list(spans(text))
    assert [text[start:end] for start, end, _ in found] == expected
    assert [start for start, _, _ in found[1:]] == [after for _, _, after in found[:-1]]
    assert found[-1][2] == len(text)


def test_place_of_every_character() -> None:
    text = "ab\r\nc\rd\n"
    assert [Lines(text).place(offset) for offset in range(len(text) + 1)] == [
        *((1, column) for column in (1, 2, 3, 4)),
        *((2, column) for column in (1, 2)),
        *((3, column) for column in (1, 2)),
        (4, 1),
    ]
