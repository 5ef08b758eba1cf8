"""Any text is a request, or a `PromptError` says what is missing; a request can be answered."""

from __future__ import annotations

import json

from fuzz import tokens
from fuzz.choices import Choices
from tagengine.errors import PromptError
from tagengine.inputs import prompt

MODULES = ("inputs/prompt", "rules/vocabulary")
TOKENS = tokens.PROMPT
LONGEST = 800  # bytes
RUNS = 200_000


def check(data: bytes) -> None:
    """Parse a prompt and fill in its expected JSON with all tags of its list."""
    text = Choices(data).text(TOKENS)
    try:
        request = prompt.parse(text)
    except PromptError as error:
        assert str(error)
        return
    assert request.record.readme.strip() or request.record.description
    assert request.record.readme in text
    answer = prompt.fill_in(request.expected, tuple(request.vocabulary))
    assert "\n" not in answer
    answer.encode("utf-8", "surrogatepass")
    read = json.loads(answer)
    assert len(read["tags"]) == len(request.vocabulary)
    assert list(read) == list(request.expected)
