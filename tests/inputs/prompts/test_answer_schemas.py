"""Answers in the form that a JSON Schema asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tagengine.errors import AnswerFormError
from tagengine.inputs.prompts import answer_schemas, messages
from tagengine.inputs.prompts.messages import Message
from tagengine.rules.vocabulary import Tag
from tests.inputs.prompts.support import FORM, LIST, README

ASKED = Message("user", f"{README}\nTags: {LIST}\nAnswer with this JSON: {FORM}")
NO_FORM = Message("user", f"{README}\nChoose at most 2 of these tags: {LIST}")
DATABASE = (Tag(7, "database"),)


def schema_of(tags: Any, **others: Any) -> dict[str, Any]:
    properties = {**others, "tags": tags}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


NAMES = {"type": "array", "items": {"type": "string"}}
IDS = {"type": "array", "items": {"type": "integer"}}
OBJECTS = {"type": "array", "items": {"type": "object", "required": ["id", "name"]}}
OBJECT = {"id": 7, "name": "database"}


@pytest.mark.parametrize(
    ("schema", "given"),
    [
        (schema_of(NAMES), {"tags": ["database"]}),
        (schema_of(IDS), {"tags": [7]}),
        (schema_of(OBJECTS), {"tags": [OBJECT]}),
        (schema_of(NAMES, id={"type": "string"}), {"id": "tide", "tags": ["database"]}),
        (schema_of(NAMES, done={"const": True}), {"done": True, "tags": ["database"]}),
        (schema_of(NAMES, note={"type": ["string", "null"]}), {"note": None, "tags": ["database"]}),
        ({"type": "object"}, {"id": "tide", "tags": [OBJECT]}),
        (
            {
                "$ref": "#/$defs/answer",
                "$defs": {"answer": schema_of({"$ref": "#/$defs/names"}), "names": NAMES},
            },
            {"tags": ["database"]},
        ),
        (
            {
                "type": "object",
                "properties": {"result": schema_of(NAMES)},
                "additionalProperties": False,
            },
            {"result": {"tags": ["database"]}},
        ),
        (
            schema_of({"type": "array", "items": {"enum": ["database", "lib"]}}),
            {"tags": ["database"]},
        ),
    ],
)
def test_the_schema_is_followed(schema: dict[str, Any], given: Any) -> None:
    request = messages.parse([ASKED], schema)
    assert answer_schemas.filled(request, [DATABASE], schema, is_strict=True) == given


def test_a_schema_alone_is_the_form_of_the_answer() -> None:
    schema = schema_of(NAMES, id={"type": "string"})
    request = messages.parse([NO_FORM], schema)
    assert answer_schemas.filled(request, [DATABASE], schema, is_strict=True) == {
        "id": "",
        "tags": ["database"],
    }


def test_names_that_a_schema_lists_are_the_tags() -> None:
    schema = schema_of({"type": "array", "items": {"enum": ["database", "lib"]}})
    request = messages.parse([Message("user", README)], schema)
    assert [tag.name for tag in request.vocabulary] == ["database", "lib"]
    assert answer_schemas.filled(request, [DATABASE], schema, is_strict=True) == {
        "tags": ["database"]
    }


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        (schema_of(NAMES, score={"type": "number"}), '"score" must be number'),
        (
            schema_of({"type": "array", "items": {"type": "string"}, "minItems": 2}),
            '"tags" has too few',
        ),
        (
            schema_of({"type": "array", "items": {"type": "string", "pattern": "^(a+)+$"}}),
            "not supported",
        ),
        ({"$ref": "https://ember.example/schema.json"}, "not supported"),
        ({"type": "array"}, "the answer must be array"),
    ],
)
def test_a_schema_that_cannot_be_followed_is_refused(schema: dict[str, Any], why: str) -> None:
    request = messages.parse([ASKED], schema)
    with pytest.raises(AnswerFormError, match=f"^no answer fits the JSON schema: .*{why}"):
        answer_schemas.filled(request, [DATABASE], schema, is_strict=True)
    loose = answer_schemas.filled(request, [DATABASE], schema, is_strict=False)
    assert loose == {"id": "tide", "tags": [OBJECT]}


@pytest.mark.parametrize(
    ("schema", "given"),
    [
        ({"category": {"type": "string", "enum": ["database", "cache"]}}, {"category": "database"}),
        ({"label": {"type": "string"}}, {"label": "database"}),
        ({"picked": {"type": "array", "items": {"type": "string"}}}, {"picked": ["database"]}),
        ({"picked": {"type": "array", "items": {"enum": ["database"]}}}, {"picked": ["database"]}),
    ],
)
def test_one_tag_and_lists_with_other_keys(schema: Any, given: Any) -> None:
    whole = {"type": "object", "properties": schema, "required": list(schema)}
    for asked in (
        [Message("system", f"Tags: {LIST}"), Message("user", README)],
        [Message("user", f"Choose from these tags: {LIST}\n\nREADME:\n{README}")],
    ):
        request = messages.parse(asked, whole)
        assert request.records[0].readme.strip() == README.strip()
        answer = answer_schemas.filled(request, [DATABASE], whole, is_strict=True)
        assert answer == given


def test_the_tags_of_a_schema_are_those_of_its_list() -> None:
    language = {"type": "string", "enum": ["en", "de"]}
    tags = {"type": "array", "items": {"type": "string", "enum": ["database", "cache"]}}
    whole = schema_of(tags, language=language)
    request = messages.parse([Message("system", "You tag pages."), Message("user", README)], whole)
    assert [tag.name for tag in request.vocabulary] == ["database", "cache"]


def test_keys_and_values_that_a_schema_names_elsewhere() -> None:
    values = {"Tag": {"type": "string", "enum": ["database", "cache"]}}
    tags = {"type": "array", "items": {"$ref": "#/$defs/Tag"}}
    whole = schema_of(tags) | {"$defs": values}
    request = messages.parse([Message("system", "You tag pages."), Message("user", README)], whole)
    assert [tag.name for tag in request.vocabulary] == ["database", "cache"]
    item = {"type": "object", "properties": {"tag": {"type": "string"}}, "required": ["tag"]}
    whole = schema_of({"type": "array", "items": item})
    request = messages.parse([Message("system", f"Tags: {LIST}"), Message("user", README)], whole)
    given = answer_schemas.filled(request, [DATABASE], whole, is_strict=True)
    assert given == {"tags": [{"tag": "database"}]}
