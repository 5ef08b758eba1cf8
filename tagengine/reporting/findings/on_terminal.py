"""A finding on a terminal: the line of every printer in colour, and the source line with a caret.

Nothing is said by colour alone, and only printable characters of a file reach the terminal.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tagengine.errors import Problem
from tagengine.reporting.findings.as_text import parts
from tagengine.reporting.findings.collected import severity
from tagengine.text.printable import one_for_one

_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}
_LEAST = 20  # cells of a source line that are shown, however narrow the terminal


def show(problem: Problem, source: str | None, console: Console) -> None:
    """Print a finding, and below it its line of the file, `source`, if that can be shown."""
    colour = _COLOURS[severity(problem)]
    styles = ("bold", f"bold {colour}", colour, "")
    said = [part for part in zip(parts(problem), styles, strict=True) if part[0]]
    console.print(Text(" ").join(Text(*part) for part in said), soft_wrap=True)
    if source is None or not 0 < problem.column <= len(source) + 1:
        return
    margin = f"{problem.line:>6} | "
    text, before = _cut(source, problem.column - 1, max(_LEAST, console.width - len(margin)))
    console.print(Text.assemble((margin, "dim"), text), soft_wrap=True)
    caret = f"{'':>6} | {' ' * cell_len(before)}"
    console.print(Text.assemble((caret, "dim"), ("^", f"bold {colour}")), soft_wrap=True)


def _cut(source: str, at: int, room: int) -> tuple[str, str]:
    """Return as much of a line as fits into `room` cells, and what of that is before a place."""
    visible = one_for_one(source)
    start = 0
    while cell_len(visible[start : at + 1]) > room * 3 // 4:  # the place is far to the right
        start += max(1, room // 4)
    start = min(start, at)
    text = visible[start : start + room]
    while cell_len(text) > room:
        text = text[:-1]
    return text.rstrip(), visible[start:at]
