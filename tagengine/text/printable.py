"""Texts of strangers made harmless where a person, a terminal or a build log reads them."""

from __future__ import annotations

import unicodedata

from tagengine.text.lazy_regex import lazy_regex

# What a runner of GitHub Actions takes for a command: '::' first in a line, '##[' anywhere
# ('Workflow commands for GitHub Actions', docs.github.com, and its older form).
_COMMAND = lazy_regex(r"^(\s*):(?=:)|##(?=\[)")

# Controls of terminals beyond ASCII, line ends to some readers of lines, marks that turn text, and
# lone surrogates; JSON's own escapes are for the controls of ASCII.
_POWERFUL = lazy_regex("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless_json(text: str) -> str:
    """Return JSON with the same meaning, in which no character breaks a line or has power."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _POWERFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(text: str) -> str:
    """Return a text in which nothing controls a terminal: such characters become escapes.

    Line breaks are among them, so the result is one line.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if unicodedata.category(character)[0] != "C" and character not in "\u2028\u2029"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def one_for_one(text: str) -> str:
    """Return a text of as many characters, in which spaces are spaces and controls are U+FFFD."""
    return "".join(map(_one_for_one, text))


def _one_for_one(character: str) -> str:
    if character.isspace():
        return " "
    return "\ufffd" if unicodedata.category(character)[0] == "C" else character


def harmless(text: str) -> str:
    """Return lines for people in which nothing controls a terminal or commands a build server."""
    return "\n".join(without_commands(printable(line)) for line in text.split("\n"))


def without_commands(line: str) -> str:
    """Return a line that no runner takes for a command: its first colon or a '#' is an escape."""
    return _COMMAND.sub(lambda found: r"#\x23" if found[0] == "##" else rf"{found[1]}\x3a", line)
