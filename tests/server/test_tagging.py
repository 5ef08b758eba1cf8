"""tagengine's own routes: what the command line prints, over HTTP; and clear refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tagengine import Engine
from tests.server.support import client_of
from tests.support import CommandLine

JSON = {"content-type": "application/json"}
DOCUMENT = "# Tide\n\nTide is an embeddable key-value database for Rust.\n"


def test_tags_are_those_of_the_command_line(
    client: TestClient, cli: CommandLine, tmp_path: Path
) -> None:
    record = {"id": 7, "description": "A database.", "readme": DOCUMENT}
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(record))
    _, printed, _ = cli("tag", records)
    assert client.post("/tag", json=record).text + "\n" == printed
    _, printed, _ = cli("tag", records, "--id", "x")
    assert client.post("/tag?id=x", json=record).text + "\n" == printed
    _, printed, _ = cli("explain", records, "--format", "json")
    assert client.post("/explain", json=record).text + "\n" == printed
    _, printed, _ = cli("explain", records, "--format", "json", "--tag", "cli")
    assert client.post("/explain?tag=cli", json=record).text + "\n" == printed


def test_markdown_as_it_is(client: TestClient, engine: Engine) -> None:
    answer = client.post(
        "/tag?id=tide&tags_as=name&max_tags=1",
        content=DOCUMENT,
        headers={"content-type": "text/markdown; charset=UTF-8"},
    )
    assert answer.json() == {"id": "tide", "tags": [engine.tag(DOCUMENT).tags[0].name]}


def test_a_long_document_is_cut_as_by_the_command_line(
    client: TestClient, cli: CommandLine, tmp_path: Path
) -> None:
    text = "# Ember\n\n" + "Ember is small.\n" * 16_400 + "\nA database.\n" * 3
    document, records = tmp_path / "README.md", tmp_path / "records.jsonl"
    document.write_text(text)
    records.write_text(json.dumps({"id": 1, "readme": text}))
    _, printed, _ = cli("explain", document, "--format", "json")
    headers, params = {"content-type": "text/markdown"}, {"id": str(document)}
    answer = client.post("/explain", content=text, headers=headers, params=params)
    assert answer.text + "\n" == printed
    assert answer.json()["document"]["characters"] == 262_137
    _, printed, _ = cli("explain", records, "--format", "json")
    assert client.post("/explain", content=records.read_text(), headers=JSON).text + "\n" == printed


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "message"),
    [
        (
            "/tag",
            {"readme": 7},
            422,
            "invalid_field",
            '"readme" must be string or null',
        ),
        (
            "/tag",
            {"id": 1},
            422,
            "invalid_field",
            "the record has none of readme, description, name, topics",
        ),
        ("/tag", [1], 422, "invalid_field", "the record must be object"),
        (
            "/v1/chat/completions",
            {"prompt": "x"},
            400,
            "invalid_field",
            'the chat lacks "model", "messages"',
        ),
        (
            "/v1/chat/completions",
            {"model": "x", "messages": [{"content": "x"}]},
            400,
            "invalid_field",
            '"messages[0]" lacks "role"',
        ),
        (
            "/v1/responses",
            {"model": "x", "input": 5},
            400,
            "invalid_field",
            '"input" has none of the forms that it may have (GET /openapi.json describes them)',
        ),
        (
            "/tag?max_tag=2",
            {"readme": "x"},
            422,
            "invalid_parameter",
            '"max_tag": no such parameter (did you mean "max_tags"?)',
        ),
        (
            "/tag?max_tags=101",
            {"readme": "x"},
            422,
            "invalid_parameter",
            '"max_tags": must be a whole number from 0 to 100',
        ),
        (
            "/tag?max_tags=1&max_tags=2",
            {"readme": "x"},
            422,
            "invalid_parameter",
            '"max_tags": given twice',
        ),
        (
            "/tag?tags_as=names",
            {"readme": "x"},
            422,
            "invalid_parameter",
            '"tags_as": must be one of object, id, name',
        ),
        (
            "/explain?tag=databse",
            {"readme": "x"},
            404,
            "no_such_tag",
            'no tag "databse" in the vocabulary (did you mean "database"?)',
        ),
    ],
)
def test_what_is_wrong_is_said(
    client: TestClient, path: str, body: Any, status: int, code: str, message: str
) -> None:
    answer = client.post(path, json=body)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["message"]) == (status, code, message)
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("content", "media_type", "status", "message"),
    [
        (
            b'{"readme": "x"',
            "application/json",
            400,
            "the body is not valid JSON: Expecting ',' delimiter (line 1, column 15)",
        ),
        (
            b'{"readme": "x", "n": NaN}',
            "application/json",
            400,
            "the body is not valid JSON: NaN is not a JSON number",
        ),
        (
            b'{"readme": "x", "n": 1e999}',
            "application/json",
            400,
            "the body is not valid JSON: 1e999 is too large a number",
        ),
        (b"[" * 100_000, "application/json", 400, "the body is nested too deeply"),
        (b'{"readme": "\xff"}', "application/json", 400, "the body is not UTF-8 (at byte 12)"),
        (
            b"# x",
            "application/x-www-form-urlencoded",
            415,
            "the body's Content-Type must be application/json or text/markdown, "
            'not "application/x-www-form-urlencoded"',
        ),
        (
            b"# x",
            "text/markdown; charset=latin-1",
            415,
            "the charset must be utf-8, not latin-1",
        ),
    ],
)
def test_bodies_that_cannot_be_read(
    client: TestClient, content: bytes, media_type: str, status: int, message: str
) -> None:
    answer = client.post("/tag", content=content, headers={"content-type": media_type})
    assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)


def test_a_body_that_is_encoded_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = client.post("/tag", content=b"\x1f\x8b", headers=headers)
    assert answer.status_code == 415
    assert answer.json()["error"]["message"] == (
        'the body must not be encoded (Content-Encoding is "gzip")'
    )


def test_what_there_is(client: TestClient, engine: Engine) -> None:
    tags = client.get("/vocabulary").json()["tags"]
    assert [(tag["id"], tag["name"]) for tag in tags] == [
        (tag.id, tag.name) for tag in engine.rule_set.vocabulary
    ]
    rules = client.get("/rules").json()
    assert rules["fingerprint"] == engine.rule_set.fingerprint
    assert rules["rules"] == sum(tag["rules"] for tag in rules["tags"])
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/readyz").json() == {"ready": True}
    figures = client.get("/metrics")
    assert figures.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert 'tagengine_requests_total{method="GET",route="/healthz",status="200"}' in figures.text


def test_unknown_routes_and_methods(client: TestClient) -> None:
    for path, hint in (
        ("/nothing", "GET /openapi.json lists the routes"),
        ("/tags", 'did you mean "/tag"?'),
        ("/v1/chat/completions/", 'did you mean "/v1/chat/completions"?'),
        ("/v1//chat/completions", 'did you mean "/v1/chat/completions"?'),
        ("/v1/completions", 'did you mean "/v1/chat/completions"?'),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == f"no such route ({hint})"
    answer = client.get("/tag")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["error"]["message"] == "this route takes POST"
    assert client.get("/tag/").status_code == 404
    assert client.options("/tag").status_code == 405


def test_a_vocabulary_of_the_server_s_own(tmp_path: Path) -> None:
    tags = tmp_path / "tags.yaml"
    tags.write_text('- {id: 9, name: "database"}\n')
    with client_of(vocabulary=str(tags)) as client:
        assert client.get("/vocabulary").json() == {
            "tags": [{"id": 9, "name": "database", "scope": ""}]
        }
        answer = client.post("/tag", json={"id": 1, "readme": DOCUMENT})
        assert answer.text == '{"id":1,"tags":[{"id":9,"name":"database"}]}'


def test_texts_that_are_no_unicode_come_back_escaped(client: TestClient) -> None:
    answer = client.post("/tag", content=b'{"id": "\\ud800", "readme": "x"}', headers=JSON)
    assert answer.content == b'{"id":"\\ud800","tags":[]}'
