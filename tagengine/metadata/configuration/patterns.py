"""The patterns of files in a configuration: those of .gitignore, with `./` and `{a,b}`."""

from __future__ import annotations

import re

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import StrictFile

_STARS, _DEEP_STARS = 3, 2  # of a pattern: each more may try every character of a path again
_HERE = re.compile(r"(?:\A|/)(?:\./+)+")
_CHOICE = re.compile(r"(?<!\\)\{([^{}]*,[^{}]*)\}")
_CHOICES = 64  # patterns that one pattern with {a,b} stands for
_SHOWN = 60  # characters of a pattern in a message


def read(file: StrictFile, node: Node) -> list[str]:
    """Return the patterns of a list; one with more stars than can be tried quickly is a problem."""
    found = []
    for value, item in file.texts(node, "a pattern"):
        parts = value.split("/")
        if parts.count("**") > _DEEP_STARS or any(part.count("*") > _STARS for part in parts):
            problem = f'too many stars in the pattern "{value[:_SHOWN]}"'
            hint = f"at most {_STARS} * between two slashes, and {_DEEP_STARS} **"
            file.problem(item, Code.BAD_VALUE, problem, hint)
        elif ".." in parts:
            hint = "patterns are relative to the configuration, and cannot leave its folder"
            file.problem(item, Code.BAD_VALUE, f'".." in the pattern "{value[:_SHOWN]}"', hint)
        else:
            found += _spread(file, item, value)
    return found


def _spread(file: StrictFile, node: Node, pattern: str) -> list[str]:
    """Return the patterns of .gitignore that a pattern stands for: `./` and `{a,b}` are ours."""
    sign = "!" if pattern.startswith("!") else ""
    found = [sign + _HERE.sub("/", pattern.removeprefix(sign))]
    while any(_CHOICE.search(one) for one in found):
        found = [one for pattern in found for one in _choices(pattern)]
        if len(found) > _CHOICES:
            problem = f'too many choices in the pattern "{pattern[:_SHOWN]}"'
            file.problem(
                node, Code.BAD_VALUE, problem, f"at most {_CHOICES}; write several patterns"
            )
            return []
    return found


def _choices(pattern: str) -> list[str]:
    """Return a pattern with each choice of its first `{a,b}` that has none in it."""
    found = _CHOICE.search(pattern)
    if found is None:
        return [pattern]
    before, after = pattern[: found.start()], pattern[found.end() :]
    return [f"{before}{choice}{after}" for choice in found[1].split(",")]
