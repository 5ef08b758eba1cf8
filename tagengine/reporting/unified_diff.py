"""What changes in a text file, in the form that `patch` and `git apply` read."""

from __future__ import annotations

import difflib
import re

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\udc80-\udcff]')
_ESCAPES = dict(zip('\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True))
_NO_FINAL_LINE_END = "\n\\ No newline at end of file\n"


def render(before: str, after: str, old_name: str, new_name: str) -> str:
    """Return the unified diff of two texts, without its last line end; '' if they are equal."""
    names = (_written(old_name), _written(new_name))
    lines = difflib.unified_diff(_lines(before), _lines(after), *names)
    whole = (line if line.endswith("\n") else line + _NO_FINAL_LINE_END for line in lines)
    return "".join(whole).removesuffix("\n")


def _written(name: str) -> str:
    """Return a file's name as git writes it.

    It is quoted where it has control characters, quotes or bytes that are no UTF-8.
    """
    if not _SPECIAL.search(name):
        return name
    return '"' + _SPECIAL.sub(_escaped, name) + '"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return "\\" + _ESCAPES.get(sign, f"{ord(sign) & 0xFF:03o}")


def _lines(text: str) -> list[str]:
    """Return a text's lines as diffs count them: a line feed ends one, nothing else."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + [rest] * bool(rest)
