"""Rule files written by the playground: whole, in their folder, and nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.playground.conftest import write_rules
from tests.server.support import client_of

DRAFT = "tag: cache\nrules:\n  - {keywords: [voluminous], weight: 9}\n"
VOLE = {"record": {"readme": "# Vole\n\nVole is a voluminous thing.\n"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that may be edited."""
    return write_rules(tmp_path / "rules").path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    """A client of a server whose rules may be edited."""
    with client_of(rules=str(folder), edit=str(folder)) as client:
        yield client


def save(client: TestClient, name: str, text: str, digest: str = "") -> Any:
    """Save a file as the page does; return the answer."""
    digest = digest or client.get(f"/playground/rules/{name}").json()["digest"]
    asked = {"file": name, "text": text, "digest": digest}
    return client.post("/playground/save", json=asked)


def refused(answer: Any) -> str:
    """Return why something was not saved."""
    assert answer.status_code == 422
    message: str = answer.json()["error"]["message"]
    return message


def test_what_is_saved_is_written_and_counts(client: TestClient, folder: Path) -> None:
    assert client.get("/playground/rules").json()["editable"] is True
    assert client.post("/playground/evaluate", json=VOLE).json()["tags"] == []
    answer = save(client, "cache.yaml", DRAFT)
    assert answer.status_code == 200
    assert (folder / "cache.yaml").read_text() == DRAFT
    assert answer.json() == client.get("/playground/rules/cache.yaml").json()
    assert client.post("/playground/evaluate", json=VOLE).json()["tags"] == [
        {"id": 2, "name": "cache "}
    ]
    assert client.post("/tag", json=VOLE["record"]).json()["tags"] == [{"id": 2, "name": "cache "}]
    assert sorted(path.name for path in folder.iterdir()) == [
        "cache.yaml", "database.yaml", "lib.yaml", "vocabulary.yaml", "zones.yaml",
    ]  # fmt: skip


def test_nobody_s_change_is_overwritten(client: TestClient, folder: Path) -> None:
    digest = client.get("/playground/rules/cache.yaml").json()["digest"]
    (folder / "cache.yaml").write_text("tag: cache\n# work of someone else\n")
    assert refused(save(client, "cache.yaml", DRAFT, digest)).endswith(
        "not written: someone else has changed it (copy your change, then reload)"
    )
    assert "someone else" in (folder / "cache.yaml").read_text()


def test_rules_with_problems_are_not_saved(client: TestClient, folder: Path) -> None:
    before = (folder / "cache.yaml").read_bytes()
    message = refused(save(client, "cache.yaml", "tag: cache\nrules: []\n"))
    assert message.endswith(
        "cache.yaml:2:8: an empty list of rules (write an item, or leave the key out)"
    )
    assert (folder / "cache.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["new.yaml", "../cache.yaml", "/etc/passwd", "", ".", "lists/x.yaml"]
)
def test_only_rule_files_that_exist_are_written(client: TestClient, name: str) -> None:
    assert refused(save(client, name, DRAFT, "x")).startswith(f'no rule file "{name}"')


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_bytes((folder / "cache.yaml").read_bytes())
    (folder / "cache.yaml").unlink()
    (folder / "cache.yaml").symlink_to(outside)
    before = outside.read_bytes()
    with client_of(rules=str(folder), edit=str(folder)) as client:
        assert "outside the folder" in refused(save(client, "cache.yaml", DRAFT))
    assert outside.read_bytes() == before


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path, folder: Path) -> None:
    text = "tag: cache\r\nrules:\r\n  - {keywords: [cache], weight: 8}\r\n"
    (folder / "cache.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    with client_of(rules=str(folder), edit=str(folder)) as client:
        shown = client.get("/playground/rules/cache.yaml").json()
        assert shown["text"] == text.replace("\r\n", "\n")
        drafts = {"drafts": {"cache.yaml": shown["text"].replace("8", "9")}}
        diff = client.post("/playground/difference", json=drafts).text
        assert diff.count("\n-") - diff.count("\n---") == 1
        assert save(client, "cache.yaml", drafts["drafts"]["cache.yaml"]).status_code == 200
    written = (folder / "cache.yaml").read_bytes()
    assert written == b"\xef\xbb\xbf" + text.replace("8", "9").encode()


def test_there_is_no_route_that_writes_without_edit(folder: Path) -> None:
    with client_of(rules=str(folder)) as client:
        before = {path: path.read_bytes() for path in folder.iterdir()}
        assert save(client, "cache.yaml", DRAFT).status_code == 404
        client.post("/playground/evaluate", json={**VOLE, "drafts": {"cache.yaml": DRAFT}})
        client.post("/playground/effect", json={"drafts": {"cache.yaml": DRAFT}})
        assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1"}, 200),
        ({"origin": "http://127.0.0.1:81"}, 403),
        ({"origin": "https://other.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://tags.example", "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_pages_of_other_sites_do_not_save(
    client: TestClient, folder: Path, headers: dict[str, str], status: int
) -> None:
    digest = client.get("/playground/rules/cache.yaml").json()["digest"]
    asked = {"file": "cache.yaml", "text": DRAFT, "digest": digest}
    assert client.post("/playground/save", json=asked, headers=headers).status_code == status
    assert ((folder / "cache.yaml").read_text() == DRAFT) is (status == 200)
