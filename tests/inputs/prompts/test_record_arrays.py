"""Requests whose documents are records: arrays of objects, and objects on lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tagengine.errors import PromptError
from tagengine.inputs.prompts import messages
from tagengine.inputs.prompts.messages import Message
from tagengine.inputs.prompts.request import Request, fill_in, parse
from tests.inputs.prompts.support import LIST

TIDE = {"id": "a", "name": "tide", "description": "A message queue.", "topics": ["mq"]}
REEF = {"id": "b", "name": "reef", "readme": "# Reef\n\nReef is a cache."}
ARRAY = json.dumps([TIDE, REEF])
BOTH = '[{"id": "a", "tags": []}, {"id": "b", "tags": []}]'
EACH = '{"id": "...", "tags": []}'


def answer(request: Request) -> Any:
    cache, database = request.vocabulary.tags[1], request.vocabulary.tags[0]
    return json.loads(fill_in(request, [(database,), (cache,)]))


def ids_of(request: Request) -> list[Any]:
    return [record.id for record in request.records]


FILLED = [
    {"id": "a", "tags": [{"id": 7, "name": "database"}]},
    {"id": "b", "tags": [{"id": 8, "name": "cache"}]},
]


@pytest.mark.parametrize(
    "records",
    [
        ARRAY,
        f"Records:\n{ARRAY}",
        f"```json\n{ARRAY}\n```",
        f"Here are the projects:\n\n```json\n{ARRAY}\n```",
        f'{{"projects": {ARRAY}}}',
        f"{json.dumps(TIDE)}\n{json.dumps(REEF)}",
    ],
)
def test_records_are_tagged_one_by_one(records: str) -> None:
    for text in (
        f"Tags: {LIST}\nAnswer with {BOTH}\n\nREADME:\n{records}",
        f"Tags: {LIST}\nFor each record answer with {EACH} in one JSON array.\n\n{records}",
    ):
        request = parse(text)
        assert ids_of(request) == ["a", "b"]
        assert request.records[0].topics == ("mq",)
        assert request.records[1].readme == REEF["readme"]
        assert answer(request) == FILLED
    asked = [Message("system", f"Tags: {LIST}\nAnswer with {BOTH}"), Message("user", records)]
    assert answer(messages.parse(asked)) == FILLED


def test_a_form_for_one_record_is_repeated_where_it_stands() -> None:
    form = f'{{"results": [{EACH}], "model": "m"}}'
    request = parse(f"Tags: {LIST}\nAnswer with {form}\n\nRecords:\n{ARRAY}")
    assert answer(request) == {"results": FILLED, "model": "m"}


def test_records_are_told_by_their_ids() -> None:
    other = json.dumps([REEF, TIDE])
    request = parse(f"Tags: {LIST}\nAnswer with {BOTH}\n\nRecords:\n{other}")
    assert ids_of(request) == ["a", "b"]


def test_records_that_bring_their_lists_with_them() -> None:
    own = json.dumps([{**TIDE, "tags": []}, {**REEF, "tags": []}])
    text = f"Tags: {LIST}\nAdd the tags to each record of this array and return it:\n{own}"
    for request in (parse(text), messages.parse([Message("user", text)])):
        assert answer(request) == [
            {**TIDE, "tags": FILLED[0]["tags"]},
            {**REEF, "tags": FILLED[1]["tags"]},
        ]


def test_another_number_of_records_than_is_asked_for() -> None:
    more = json.dumps([TIDE, REEF, {**TIDE, "id": "c"}])
    with pytest.raises(PromptError, match="asks for the tags of 2 documents, but"):
        parse(f"Tags: {LIST}\nAnswer with {BOTH}\n\nRecords:\n{more}")


@pytest.mark.parametrize(
    "document", ['["a", "b"]', '[{"name": "a"}, {"name": "b"}]', "[1, 2", '{"a": 1}\n{"b": 2}']
)
def test_what_is_no_array_of_records_is_one_document(document: str) -> None:
    form = '{"id": "1", "tags": []}'
    request = parse(f"Tags: {LIST}\nAnswer with {form}\n\nREADME:\n{document}")
    assert ids_of(request) == ["1"]
