"""Any text is a request, or a `PromptError` says what is missing; a request can be answered."""

from __future__ import annotations

import json

from fuzz import tokens
from fuzz.choices import Choices
from tagengine.errors import PromptError
from tagengine.inputs.prompts import answer_forms
from tagengine.inputs.prompts.request import fill_in, parse

MODULES = ("inputs/prompts", "rules/vocabulary")
TOKENS = tokens.PROMPT
LONGEST = 800  # bytes
RUNS = 200_000


def check(data: bytes) -> None:
    """Parse a prompt and fill in its expected JSON with all tags of its list."""
    text = Choices(data).text(TOKENS)
    try:
        request = parse(text)
    except PromptError as error:
        assert str(error)
        return
    for record in request.records:
        assert record.readme.strip() or record.description or record.name
        assert record.readme in text or "\\" in text  # a JSON record's README has no escapes
    answer = fill_in(request, [tuple(request.vocabulary) for _ in request.records])
    assert "\n" not in answer
    answer.encode("utf-8", "surrogatepass")
    read = json.loads(answer)
    filled = [holder[key] for holder, key in answer_forms.slots(request.expected)]
    assert len(filled) == len(request.records)
    assert type(read) is type(request.expected)
