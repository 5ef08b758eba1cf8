"""What each code of a finding in rule files means, in a sentence, for reports that say so."""

from __future__ import annotations

from collections.abc import Mapping

from tagengine.authoring import checks
from tagengine.errors import Code

ERRORS: Mapping[Code, str] = {
    Code.SYNTAX: "The file is not YAML, or not of the form that rule files have.",
    Code.NOTATION: "YAML allows this way of writing a value, but rule files do not.",
    Code.UNKNOWN_KEY: "There is no such key here.",
    Code.MISSING_KEY: "A key that has no default is missing.",
    Code.DUPLICATE_KEY: "The same key is given twice; only one value could count.",
    Code.WRONG_TYPE: "The value is of another type than the key's.",
    Code.BAD_VALUE: "The value is outside the limits of its key, or empty.",
    Code.UNKNOWN_NAME: "A tag, zone, list or other name is not defined anywhere.",
    Code.CONFLICT: "Two keys cannot be used together, or a key needs another one.",
    Code.DUPLICATE: "Something that must be unique occurs twice.",
    Code.NO_WORD: "The text has no letter or digit that could be searched for.",
    Code.BAD_REGEX: "The regex does not compile, matches the empty text, or could run without end.",
}
"""Of the errors that the loader finds."""


def explanations() -> dict[str, str]:
    """Return the meaning of every code by the code's value."""
    errors = {code.value: text for code, text in ERRORS.items()}
    return errors | checks.meanings()
