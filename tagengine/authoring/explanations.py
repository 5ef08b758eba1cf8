"""What each code of a finding in rule files means, in a sentence, for reports that say so."""

from __future__ import annotations

from collections.abc import Mapping

from tagengine.authoring import checks
from tagengine.errors import Code

ERRORS: Mapping[Code, str] = {
    Code.SYNTAX: "The file is not YAML, or does not have the form of a rule file.",
    Code.NOTATION: "YAML allows this way to write a value, but rule files do not.",
    Code.UNKNOWN_KEY: "This key does not exist here.",
    Code.MISSING_KEY: "A required key is missing.",
    Code.DUPLICATE_KEY: "The same key is there twice.",
    Code.WRONG_TYPE: "The value has the wrong type for its key.",
    Code.BAD_VALUE: "The value is outside the limits of its key, or empty.",
    Code.UNKNOWN_NAME: "A tag, zone, list or other name is not defined anywhere.",
    Code.CONFLICT: "Two keys cannot be used together, or a key needs another one.",
    Code.DUPLICATE: "Something that must be unique occurs twice.",
    Code.NO_WORD: "The text has no letter or digit to search for.",
    Code.BAD_REGEX: (
        "The regex does not compile, matches the empty text, or could take far too long."
    ),
}
"""Of the errors that the loader finds."""

FAILED_EXAMPLE = "failed-example"
TRIALS = {FAILED_EXAMPLE: "The text does not get the tag that it is an example of, or gets it."}
"""Of what `rules test` finds."""


def explanations() -> dict[str, str]:
    """Return the meaning of every code by the code's value."""
    errors = {code.value: text for code, text in ERRORS.items()}
    return errors | TRIALS | checks.meanings()
