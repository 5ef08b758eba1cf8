"""What the code blocks of a document show: the project run as a command, or imported.

`$ ember up` in the README of Ember says that it is a command; `from ember import Store` says that
it is imported. Which of the two a project shows tells tools from libraries better than many words.
"""

from __future__ import annotations

import re

from tagengine.rules.zones import Zone

_NAME_WORDS = 3  # a longer title is no name
_PARTS = re.compile(r"[^\W_]+(?:\.(?:js|py|rs|net|jl|nvim))?", re.IGNORECASE)
_COMMAND = re.compile(
    r"^[ \t]*(?:(?:[$>%#❯➜]|PS>)[ \t]+)?(?:sudo[ \t]+|npx[ \t]+|\./|python3?[ \t]+-m[ \t]+)?"
    r"(?P<name>[^\s=({:]+?)(?:\.(?:py|js|sh|rb|exe))?(?:[ \t]+(?![=({:.])[^\n]*)?$",
    re.MULTILINE,
)
_IMPORT = re.compile(
    r"^[ \t]*(?:import|from|use|using|open|include|#include|@import|@use|extern crate|require"
    r"|library|const|var|let|gem|\(:?require|needs?|source)\b(?P<rest>[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_IMPORTED = re.compile(r"(?<=[\"'</@ ])[\w.-]*\w")


def names_of(name: str) -> list[str]:
    """Return how a project's name may be written in code, case-folded (ember-db, ember_db)."""
    words = [word.casefold() for word in _PARTS.findall(name)]
    if not 0 < len(words) <= _NAME_WORDS:
        return []
    joined = {separator.join(words) for separator in ("-", "_", "", ".")}
    without = {form.removesuffix(end) for form in joined for end in (".js", "-cli", ".py", "js")}
    return sorted(form for form in joined | without if len(form) > 1)


def cuts(code: str, names: list[str]) -> list[tuple[int, int, Zone]]:
    """Return the lines of a code block that run or import a project, as `(start, end, zone)`."""
    folded = code.casefold()
    if not any(name in folded for name in names):
        return []
    found = [
        (*line.span(), Zone.COMMAND)
        for line in _COMMAND.finditer(code)
        if line["name"].casefold() in names
    ]
    for line in _IMPORT.finditer(code):
        parts = (part.casefold() for part in _IMPORTED.findall(line["rest"]))
        if any(part in names or part.partition(".")[0] in names for part in parts):
            found.append((*line.span(), Zone.IMPORT))
    return sorted(found)
