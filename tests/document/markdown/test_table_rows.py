"""Rows of tables."""

from __future__ import annotations

import pytest

from tagengine.document.markdown.table_rows import cells, width


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| --- | :-: |", 2),
        ("--|--:", 2),
        ("|-", 1),
        (":-", 1),
        ("-", 0),
        ("- |", 0),
        ("|", 0),
        ("| - | | - |", 0),
        ("| - : |", 0),
        ("---x", 0),
        ("", 0),
    ],
)
def test_the_line_below_the_head(line: str, expected: int) -> None:
    assert width(f"> {line}", 2) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| a | b |", [" a ", " b "]),
        ("a|b", ["a", "b"]),
        ("| a | | b", [" a ", " ", " b"]),
        (r"| a \| b | c", [r" a \| b ", " c"]),
        ("|", []),
        ("", []),
    ],
)
def test_cells(line: str, expected: list[str]) -> None:
    assert [line[start:end] for start, end in cells(line, 0)] == expected
