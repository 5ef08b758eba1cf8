"""What the code blocks of a document show: the project run as a command, or imported.

`$ ember up` in the README of Ember says that it is a command; `from ember import Store` says that
it is imported. Which of the two a project shows tells tools from libraries better than many words.
"""

from __future__ import annotations

import re

from tagengine.zones import Zone

_NAME_WORDS = 3  # a longer title is no name
_PARTS = re.compile(r"[^\W_]+(?:\.(?:js|py|rs|net|jl|nvim))?", re.IGNORECASE)
_PREFIX = (
    r"^[ \t]*(?:(?:[$>%#❯➜]|PS>)[ \t]+)?"
    r"(?:sudo[ \t]+|npx[ \t]+|\./|python3?[ \t]+-m[ \t]+)?"
)
_IMPORTS = (
    r"^[ \t]*(?:import|from|use|using|open|include|#include|@import|@use|extern crate|require"
    r"|library|const|var|let|gem|\(:?require|needs?|source)\b[^\n]{0,120}?"
)


def names_of(name: str) -> list[str]:
    """Return how a project's name may be written in code, case-folded (ember-db, ember_db)."""
    words = [word.casefold() for word in _PARTS.findall(name)]
    if not 0 < len(words) <= _NAME_WORDS:
        return []
    joined = {separator.join(words) for separator in ("-", "_", "", ".", "/")}
    without = {form.removesuffix(end) for form in joined for end in (".js", "-cli", ".py", "js")}
    return sorted(form for form in joined | without if len(form) > 1)


def cuts(code: str, names: list[str]) -> list[tuple[int, int, Zone]]:
    """Return the lines of a code block that run or import a project, as `(start, end, zone)`."""
    if not names:
        return []
    name = "|".join(re.escape(form) for form in names)
    pattern = re.compile(
        rf"{_PREFIX}(?P<command>(?:{name})(?:\.(?:py|js|sh|rb|exe))?(?=[ \t]|$)(?![ \t]*[=({{:.]))"
        r"[^\n]*"
        rf"|{_IMPORTS}(?P<import>[\"'</@ ](?:{name})(?![\w-]))[^\n]*",
        re.IGNORECASE | re.MULTILINE,
    )
    return [
        (found.start(), found.end(), Zone.COMMAND if found["command"] else Zone.IMPORT)
        for found in pattern.finditer(code)
        if found.end() > found.start()
    ]
