"""What changes in a text file, in the form that `patch` and `git apply` read."""

from __future__ import annotations

import difflib

_NO_FINAL_LINE_END = "\n\\ No newline at end of file\n"


def render(before: str, after: str, old_name: str, new_name: str) -> str:
    """Return the unified diff of two texts, without its last line end; '' if they are equal."""
    lines = difflib.unified_diff(_lines(before), _lines(after), old_name, new_name)
    whole = (line if line.endswith("\n") else line + _NO_FINAL_LINE_END for line in lines)
    return "".join(whole).removesuffix("\n")


def _lines(text: str) -> list[str]:
    """Return a text's lines as diffs count them: a line feed ends one, nothing else."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + [rest] * bool(rest)
