"""A finding on a terminal: the same line as elsewhere, in colour, and its source with a caret."""

from __future__ import annotations

import io
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tagengine.errors import Problem
from tagengine.reporting.findings import as_text, on_terminal

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown(problem: Problem, source: str | None, width: int = 80) -> str:
    console = Console(file=io.StringIO(), force_terminal=True, width=width, color_system="standard",
                      highlight=False, emoji=False)  # fmt: skip
    on_terminal.show(problem, source, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def plain(problem: Problem, source: str | None, width: int = 80) -> list[str]:
    return _COLOUR.sub("", shown(problem, source, width)).splitlines()


TYPO = Problem("a.yml", 5, 5, 'no tag "databse"', 'did you mean "database"?', "unknown-tag")


def test_the_source_line_is_below_with_a_caret_at_the_column() -> None:
    assert plain(TYPO, "  - databse  # by hand\r\n") == [
        'a.yml:5:5: unknown-tag no tag "databse" (did you mean "database"?)',
        "     5 |   - databse  # by hand",
        "       |     ^",
    ]


def test_a_code_has_the_colour_of_its_severity() -> None:
    assert "\x1b[1;31munknown-tag" in shown(TYPO, None)
    warning = Problem("a.yml", 1, 1, "odd", "", "odd-tags", is_warning=True)
    assert "\x1b[1;33modd-tags" in shown(warning, None)
    note = Problem("a.yml", 1, 1, "odd", "", "odd-tags", is_note=True)
    assert "\x1b[1;34modd-tags" in shown(note, None)


def test_a_place_that_the_source_does_not_have_is_shown_without() -> None:
    assert len(plain(TYPO, "ab")) == 1
    assert len(plain(TYPO, None)) == 1


def test_a_long_line_is_cut_around_the_place() -> None:
    far = Problem("a.json", 1, 5001, "odd")
    _, source, caret = plain(far, "x" * 5000 + "HERE" + "y" * 5000)
    assert len(source) <= 80
    assert source[caret.index("^") :].startswith("HERE")


@given(st.text(max_size=200), st.integers(1, 201), st.integers(20, 100), st.booleans(), st.text())
def test_no_text_controls_the_terminal(
    source: str, column: int, width: int, is_note: bool, said: str
) -> None:
    problem = Problem(f"{said}.yml", 1, column, said, said, said, is_note=is_note)
    lines = plain(problem, source, width)
    assert len(lines) in (1, 3)
    assert all(unicodedata.category(one) not in ("Cc", "Cs") for line in lines for one in line)
    assert lines[0] == as_text.line(problem)
