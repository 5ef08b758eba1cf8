"""Batches: a line in, a line out, in order; while more still comes, and never too much at once."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

from starlette.testclient import TestClient

from tagengine import Engine
from tests.server.support import Served, client_of
from tests.waiting import PATIENCE

NDJSON = {"content-type": "application/x-ndjson"}


def test_lines_are_answered_in_order(client: TestClient, engine: Engine) -> None:
    words = ["database", "parser", "cache", "linter"]
    readmes = [f"# Tide\n\nTide is a {words[number % 4]}.\n" * (number % 7) for number in range(60)]
    records = [{"id": number, "readme": text or "x"} for number, text in enumerate(readmes)]
    body = "\n".join(json.dumps(record) for record in records)
    answer = client.post("/batch?tags_as=name", content=body, headers=NDJSON)
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == [
        {"id": record["id"], "tags": [tag.name for tag in engine.tag(str(record["readme"])).tags]}
        for record in records
    ]


def test_lines_that_are_no_records_are_answered_where_they_stand(client: TestClient) -> None:
    body = b'{"readme": "x"}\n\n{"readme": 1}\nno JSON\n\xff\n{"id": "z", "readme": "x"}'
    answer = client.post("/batch", content=body, headers=NDJSON)
    assert answer.status_code == 200
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[0] == {"id": "batch:1", "tags": []}
    errors = [
        (line["line"], line["error"]["code"], line["error"]["message"]) for line in lines[1:4]
    ]
    assert errors == [
        (3, "invalid_field", '"readme" must be string or null'),
        (4, "invalid_json", "the line is not valid JSON: Expecting value (line 1, column 1)"),
        (5, "not_utf8", "the line is not UTF-8 (at byte 0)"),
    ]
    assert lines[4] == {"id": "z", "tags": []}


def test_a_line_that_is_too_large_ends_the_batch(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"id": 1, "readme": "x"}\n'
        for _ in range(20):
            yield b"x" * 100_000

    lines = client.post("/batch", content=pieces(), headers=NDJSON).text.splitlines()
    assert json.loads(lines[0]) == {"id": 1, "tags": []}
    assert json.loads(lines[1])["error"]["message"] == (
        "line 2 is larger than 1,048,576 bytes (what follows is not read)"
    )
    assert len(lines) == 2


def test_answers_come_while_records_are_sent(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as connection:
        connection.sendall(
            b"POST /batch HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
        )
        answers = connection.makefile("rb")
        for number in range(20):
            line = json.dumps({"id": number, "readme": "# Tide\n\nTide is a database."}) + "\n"
            connection.sendall(f"{len(line):x}\r\n{line}\r\n".encode())
            while not (answer := answers.readline()).startswith(b"{"):
                pass
            assert json.loads(answer)["id"] == number
        connection.sendall(b"0\r\n\r\n")


def test_an_empty_batch_has_an_empty_answer() -> None:
    with client_of() as client:
        answer = client.post("/batch", content=b"\n\n", headers=NDJSON)
        assert (answer.status_code, answer.content) == (200, b"")
