"""What clients of OpenAI's API send: instructions as `system`, schemas, base URLs without `/v1`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.support import PROMPT, PROMPT_ANSWER

README = "# Ember\n\nEmber is an embeddable key-value store for Rust.\n"
INSTRUCTION = PROMPT.partition("\n\n")[2]
NAMES: dict[str, Any] = {
    "type": "object",
    "properties": {"tags": {"type": "array", "items": {"type": "string"}}},
    "required": ["tags"],
    "additionalProperties": False,
}


def chat(client: TestClient, path: str = "/v1/chat/completions", **asked: Any) -> Any:
    asked.setdefault("messages", [{"role": "user", "content": PROMPT}])
    return client.post(path, json={"model": "m", **asked})


def content_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    content: str = answer.json()["choices"][0]["message"]["content"]
    return content


@pytest.mark.parametrize("role", ["system", "developer"])
def test_instructions_apart_from_the_document(client: TestClient, role: str) -> None:
    messages: list[dict[str, Any]] = [
        {"role": role, "content": INSTRUCTION},
        {"role": "user", "content": README},
    ]
    assert content_of(chat(client, messages=messages)) == PROMPT_ANSWER
    parts = [{"type": "text", "text": INSTRUCTION}]
    messages = [{"role": role, "content": parts}, {"role": "user", "content": README}]
    assert content_of(chat(client, messages=messages)) == PROMPT_ANSWER
    asked = {"model": "m", "instructions": INSTRUCTION, "input": README}
    answer = client.post("/v1/responses", json=asked).json()
    assert answer["output"][0]["content"][0]["text"] == PROMPT_ANSWER


def test_a_strict_schema_is_followed(client: TestClient) -> None:
    schema = {"name": "tags", "strict": True, "schema": NAMES}
    given = chat(client, response_format={"type": "json_schema", "json_schema": schema})
    assert json.loads(content_of(given)) == {"tags": ["database"]}
    asked = {"model": "m", "input": PROMPT, "text": {"format": {"type": "json_schema", **schema}}}
    answer = client.post("/v1/responses", json=asked).json()
    assert json.loads(answer["output"][0]["content"][0]["text"]) == {"tags": ["database"]}


def test_a_strict_schema_that_cannot_be_followed_is_refused(client: TestClient) -> None:
    why = {"type": "string", "minLength": 9}
    wanted = {**NAMES, "properties": {**NAMES["properties"], "why": why}}
    wanted["required"] = ["tags", "why"]
    schema = {"name": "tags", "strict": True, "schema": wanted}
    given = chat(client, response_format={"type": "json_schema", "json_schema": schema})
    assert given.status_code == 400
    assert given.json()["error"] == {
        "message": 'no answer fits the JSON schema: "why" is too short or too long',
        "type": "invalid_request_error",
        "param": "response_format",
        "code": "unsupported_value",
    }
    loose = {**schema, "strict": False}
    given = chat(client, response_format={"type": "json_schema", "json_schema": loose})
    assert content_of(given) == PROMPT_ANSWER


def test_paths_without_a_version(client: TestClient) -> None:
    assert content_of(chat(client, "/chat/completions")) == PROMPT_ANSWER
    answer = client.post("/responses", json={"model": "m", "input": PROMPT})
    assert answer.json()["output"][0]["content"][0]["text"] == PROMPT_ANSWER
    assert client.get("/models").json() == client.get("/v1/models").json()
    assert client.get("/models/tagengine").status_code == 200


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("text/markdown", 200),
        ("text/markdown; charset=UTF-8; variant=GFM", 200),
        ("text/markdown; variant=GFM; charset=utf-8", 200),
        ("text/markdown; charset=utf-8;", 200),
        ("text/x-markdown; charset=us-ascii", 200),
        ('Text/Markdown;charset="UTF-8"', 200),
        ("text/markdown; variant=GFM", 200),
        ("text/markdown; charset=latin-1", 415),
        ("text/markdown; charset=latin-1; variant=utf-8", 415),
        ("text/plain; charset=utf-8", 415),
    ],
)
def test_parameters_of_the_content_type(client: TestClient, media_type: str, status: int) -> None:
    given = client.post("/tag", content=README, headers={"Content-Type": media_type})
    assert given.status_code == status
