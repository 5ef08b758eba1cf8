"""What the code blocks of a document show: the project run as a command, or imported.

`$ ember up` in the README of Ember says that it is a command; `from ember import Store` says that
it is imported. Which of the two a project shows tells tools from libraries better than many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagengine.rules.zones import Zone

_NAME_WORDS = 3  # a longer title is not a name
_PARTS = re.compile(r"[^\W_]+(?:\.(?:js|py|rs|net|jl|nvim))?", re.IGNORECASE)
_AT = r"(?:[\w.-]{1,40}@[\w.-]{1,40}[: ]?[\w~/.-]{0,60})?"  # user@host:~
_DRIVE = r"[A-Z]:\\[^\n>]{0,60}>"
_COMMAND = re.compile(
    rf"^[ \t]*(?:(?:{_AT}[$>%#❯➜]|PS>|{_DRIVE})[ \t]+)?"
    r"(?:sudo[ \t]+|npx[ \t]+|\./|python3?[ \t]+-m[ \t]+)?"
    r"(?P<name>[^\s=({:]+?)(?:\.(?:py|js|sh|rb|exe))?(?:[ \t]+(?![=({:.])[^\n]*)?$",
    re.MULTILINE,
)
_IMPORT = re.compile(
    r"^[ \t]*(?:import|from|use|using|open|include|#include|@import|@use|extern crate|require"
    r"|library|const|var|let|gem|\(:?require|needs?|source)\b(?P<rest>[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SHELLS = frozenset((
    "", "$", "bash", "bat", "batch", "cli", "cmd", "cmdline", "commandline", "console", "csh",
    "dos", "elvish", "fish", "ksh", "nu", "nushell", "posh", "powershell", "ps", "ps1", "pwsh",
    "sh", "sh-session", "shell", "shell-script", "shell-session", "shellscript", "shellsession",
    "tcsh", "term", "terminal", "xonsh", "zsh",
))  # fmt: skip
_SESSIONS = frozenset((
    "", "$", "console", "sh-session", "shell-session", "shellsession", "term", "terminal",
))  # fmt: skip
# What is not a program at all: what programs print, drawings, data and prose.
_NO_CODE = frozenset((
    "ascii", "csv", "dot", "graphviz", "ini", "json", "json5", "jsonc", "log", "logs",
    "markdown", "md", "mermaid", "none", "output", "plantuml", "prompt",
    "puml", "stdout", "toml", "tree", "xml", "yaml", "yml",
))  # fmt: skip
_PLAIN = ("plain", "plaintext", "text", "txt")
_OPTION = re.compile(r"[ \t]--?[a-z]")
_PROMPT = re.compile(rf"[ \t]*(?:{_AT}[$%❯➜]|PS[^\n>]*>|{_DRIVE})[ \t]", re.IGNORECASE)
_ROOT = re.compile(r"[ \t]*#[ \t]")
_DRAWN = re.compile(r"--+>|[-=]>|<[-=]{1,2}|[│┌┐└┘├┤─━┃═║▶◀▼▲→←↓↑]")
_IMPORTED = re.compile(r"(?<=[\"'</@ ])[\w.-]*\w")


def names_of(name: str) -> list[str]:
    """Return how a project's name may be written in code, case-folded (ember-db, ember_db)."""
    words = [word.casefold() for word in _PARTS.findall(name)]
    if not 0 < len(words) <= _NAME_WORDS:
        return []
    joined = {separator.join(words) for separator in ("-", "_", "", ".")}
    without = {form.removesuffix(end) for form in joined for end in (".js", "-cli", ".py", "js")}
    return sorted(form for form in joined | without if len(form) > 1)


def cuts(code: str, names: list[str], language: str = "") -> list[tuple[int, int, Zone]]:
    """Return the lines of a code block that run or import a project, as `(start, end, zone)`.

    `language` is what the block says it is written in, '' if it does not say. Only lines of shells
    and of blocks without a language run something, and in plain text those with an option; where
    some have a prompt the others are what was printed.
    """
    folded = code.casefold()
    if language in _PLAIN:
        return [(*line, Zone.COMMAND) for line in _with_options(code, names)]
    if language in _NO_CODE or not any(name in folded for name in names):
        return []
    found = [(*line, Zone.COMMAND) for line in _commands(code, names, language)]
    for line in _IMPORT.finditer(code):
        parts = (part.casefold() for part in _IMPORTED.findall(line["rest"]))
        if any(part in names or part.partition(".")[0] in names for part in parts):
            found.append((*line.span(), Zone.IMPORT))
    return sorted(found)


def _commands(code: str, names: list[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that run a project."""
    if language not in _SHELLS:
        return
    lines = [line for line in _COMMAND.finditer(code) if line["name"].casefold() in names]
    has_prompts = any(_PROMPT.match(line) for line in code.splitlines()) if lines else False
    for line in lines:
        is_prompted = _PROMPT.match(line[0]) is not None
        if _ROOT.match(line[0]) and language not in _SESSIONS:
            continue  # a comment
        if has_prompts and not (is_prompted or _ROOT.match(line[0])):
            continue
        if not language and not is_prompted and _is_said(line):
            continue
        yield line.span()


def _with_options(code: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of plain text that can only be commands: with an option."""
    for line in _COMMAND.finditer(code):
        if line["name"] in names and _OPTION.search(line[0]):
            yield line.span()


def _is_said(line: re.Match[str]) -> bool:
    """Return whether a line is one of a drawing, or a sentence as a program prints it."""
    return line["name"][0].isupper() or _DRAWN.search(line[0]) is not None
