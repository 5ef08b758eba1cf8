"""What the server answers to the page of the playground."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tagengine.authoring.schema import FolderNames, schema
from tagengine.evidence import audit_json
from tagengine.rules.sources import read_files
from tests.server.playground.conftest import write_rules
from tests.server.support import client_of
from tests.support import Folder

VOLE = "# Vole\n\nVole 🦫 is a voluminous cache library.\n"
DRAFT = "tag: cache\nrules:\n  - {keywords: [voluminous], weight: 9}\n"


@pytest.fixture(scope="module")
def client(small_folder: Folder) -> Iterator[TestClient]:
    """A client of a server with a few rules."""
    with client_of(rules=str(small_folder.path)) as client:
        yield client


def evaluate(client: TestClient, **asked: Any) -> dict[str, Any]:
    """Return what the page gets to show."""
    answer = client.post("/playground/evaluate", json=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_an_evaluation_is_the_audit_s(client: TestClient, small_folder: Folder) -> None:
    found = evaluate(client, record={"readme": VOLE})
    explanation = small_folder.engine().explain(VOLE, id="document")
    audit = audit_json.data(explanation.audit)
    assert found["tags"] == audit["tags"]
    for one, told in zip(found["candidates"], audit["candidates"], strict=True):
        assert {**one, **told} == {**told, **one} | {"contributions": told["contributions"]}
        for contribution in one["contributions"]:
            place = contribution["place"]
            assert VOLE[place["start"] : place["end"]] == contribution["text"]
    assert (found["before"], found["why"], found["problems"]) == (None, None, [])


def test_a_draft_is_what_the_folder_would_give_with_it(
    client: TestClient, small_folder: Folder, tmp_path: Path
) -> None:
    folder = write_rules(tmp_path / "rules")
    folder.write("cache.yaml", DRAFT)
    before = client.post("/playground/evaluate", json={"record": {"readme": VOLE}}).text
    found = evaluate(client, record={"readme": VOLE}, drafts={"cache.yaml": DRAFT})
    result = folder.engine().tag(VOLE)
    scores = {one["tag"]["name"]: one["score"] for one in found["candidates"]}
    assert scores == result.scores
    assert [tag["name"] for tag in found["tags"]] == [tag.name for tag in result.tags]
    names = [tag.name for tag in small_folder.engine().tag(VOLE).tags]
    assert [tag["name"] for tag in found["before"]] == names
    assert client.post("/playground/evaluate", json={"record": {"readme": VOLE}}).text == before


def test_a_draft_that_is_the_file_is_none(client: TestClient, small_folder: Folder) -> None:
    text = (small_folder.path / "cache.yaml").read_text()
    assert evaluate(client, record={"readme": VOLE}, drafts={"cache.yaml": text})["before"] is None


def test_settings_can_be_drafted_too(client: TestClient, small_folder: Folder) -> None:
    zones = (small_folder.path / "zones.yaml").read_text()
    draft = zones.replace("max_tags: 3", "max_tags: 1")
    assert draft != zones
    found = evaluate(client, record={"readme": VOLE}, drafts={"zones.yaml": draft})
    assert (len(found["tags"]), len(found["before"])) == (1, 2)


def test_problems_are_the_engine_s_own(client: TestClient) -> None:
    drafts = {
        "cache.yaml": "tag: cache\nrules:\n  - {keyword: [x], weight: 300}\n",
        "lib.yaml": "tag: [",
    }
    found = evaluate(client, record={"readme": VOLE}, drafts=drafts)
    assert (found["tags"], found["more_problems"]) == (None, 0)
    told = [
        tuple(one[key] for key in ("file", "line", "column", "problem"))
        for one in found["problems"]
    ]
    assert told == [
        ("cache.yaml", 3, 6, 'unknown key "keyword"'),
        ("cache.yaml", 3, 28, "weight 300 is out of range"),
        ("lib.yaml", 2, 1, "not valid YAML: did not find expected node content"),
    ]  # fmt: skip


def test_of_very_many_problems_the_first_are_listed(client: TestClient) -> None:
    draft = "tag: cache\nrules:\n" + "  - {}\n" * 150
    found = evaluate(client, record={"readme": VOLE}, drafts={"cache.yaml": draft})
    assert (len(found["problems"]), found["more_problems"]) == (100, 50)


def test_of_a_very_long_document_the_beginning_is_read(client: TestClient) -> None:
    assert evaluate(client, record={"readme": VOLE})["is_cut"] is False
    found = evaluate(client, record={"readme": VOLE + "x" * 262_144 + "\n\nA SQL database."})
    assert (found["is_cut"], len(found["tags"])) == (True, 2)


def test_why_and_why_not(client: TestClient) -> None:
    why = evaluate(client, record={"readme": VOLE}, why="database")["why"]
    assert (why["tag"], why["chosen"]) == ({"id": 1, "name": "database"}, False)
    assert why["sentences"][0].endswith("more points, database would be given.")
    assert evaluate(client, record={"readme": VOLE}, why="cache")["why"]["chosen"] is True


def test_rule_files_and_their_schemas(client: TestClient, small_folder: Folder) -> None:
    found = client.get("/playground/rules").json()
    files = read_files(small_folder.path)
    assert [one["name"] for one in found["files"]] == sorted(files)
    tags = {one["name"]: one["tag"] for one in found["files"]}
    assert (tags["cache.yaml"], tags["zones.yaml"]) == ("cache", "")
    assert found["schemas"]["tag"] == schema("tag", FolderNames.of(files))
    assert (found["editable"], found["corpus"]) == (False, "the examples of the rule files")
    for name, text in files.items():
        assert client.get(f"/playground/rules/{name}").json()["text"] == text


def test_the_effect_is_that_of_rules_impact(client: TestClient) -> None:
    found = client.post("/playground/effect", json={"drafts": {"cache.yaml": DRAFT}}).json()
    assert (found["documents"], found["changed"]) == (2, 1)
    [document] = found["impact"]
    assert str(document["id"]).endswith("cache.yaml:6")
    assert (document["old"], document["new"]) == (["cache "], [])


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus"])
def test_the_effect_on_a_corpus(small_folder: Folder, tmp_path: Path, name: str) -> None:
    corpus = tmp_path / name
    if name == "corpus":
        corpus.mkdir()
        (corpus / "README.md").write_text(VOLE)
    else:
        corpus.write_text(json.dumps({"id": "vole", "readme": VOLE}) + "\nbroken\n")
    with client_of(rules=str(small_folder.path), corpus=str(corpus)) as client:
        drafts = {"lib.yaml": "tag: lib\nrules:\n  - {keywords: [crate], weight: 9}\n"}
        found = client.post("/playground/effect", json={"drafts": drafts}).json()
        assert (found["documents"], found["changed"]) == (1, 1)
        assert client.get("/playground/rules").json()["corpus"] == str(corpus)


def test_a_document_of_the_corpus(small_folder: Folder, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    records = [
        {"id": "vole", "readme": VOLE},
        {"id": 7, "name": "Mole", "description": "A database.", "topics": ["sql", "moles"]},
    ]
    corpus.write_text("".join(f"{json.dumps(one)}\n" for one in records))
    with client_of(rules=str(small_folder.path), corpus=str(corpus)) as client:
        assert client.get("/playground/documents").json() == {
            "documents": [{"number": 0, "id": "vole"}, {"number": 1, "id": "7"}]
        }
        assert client.get("/playground/documents/0").json()["readme"] == VOLE
        assert client.get("/playground/documents/1").json() == {
            "name": "Mole", "description": "A database.", "topics": ["sql", "moles"], "readme": "",
        }  # fmt: skip
        answer = client.get("/playground/documents/2")
        assert answer.status_code == 422
        assert answer.json()["error"]["message"] == "the corpus has no document 2 (it has 2)"


def test_without_a_corpus_the_examples_are_listed(client: TestClient) -> None:
    [cache, database] = client.get("/playground/documents").json()["documents"]
    assert (cache["id"].endswith("cache.yaml:6"), database["number"]) == (True, 1)
    assert client.get("/playground/documents/0").json()["readme"] == "# Tide\n\nTide is a cache."


def test_documents_in_other_formats_are_not_listed(small_folder: Folder, tmp_path: Path) -> None:
    for name, text in (("a/README.rst", "Tide\n====\n\nA cache.\n"), ("b/README.md", VOLE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    with client_of(rules=str(small_folder.path), corpus=str(tmp_path)) as client:
        [one] = client.get("/playground/documents").json()["documents"]
        assert (one["number"], one["id"].endswith("b/README.md")) == (1, True)


def test_a_corpus_that_is_not_there(small_folder: Folder, tmp_path: Path) -> None:
    with client_of(rules=str(small_folder.path), corpus=str(tmp_path / "none")) as client:
        answer = client.post("/playground/effect", json={"drafts": {}})
        assert answer.status_code == 422
        assert answer.json()["error"]["message"].endswith("none: no documents found")


@pytest.mark.parametrize(
    ("path", "body", "status", "message"),
    [
        ("evaluate", [], 422, "expected a JSON object with drafts, record, why"),
        ("evaluate", {"x": 1}, 422, 'unknown key "x" (one of: drafts, record, why)'),
        ("evaluate", {"record": 3}, 422, '"record" is not a JSON object'),
        ("evaluate", {"record": {"readme": [3]}}, 422, 'record: "readme" is not a text'),
        ("evaluate", {"record": {"readme": ""}, "why": []}, 422, '"why" is not a text'),
        ("evaluate", {"record": {"readme": ""}, "why": 1}, 422, '"why" is not a text'),
        ("evaluate", {"record": {"readme": ""}, "why": "cach"}, 422,
         'no tag "cach" in the vocabulary (did you mean "cache"?)'),
        ("evaluate", {"record": {"readme": ""}, "drafts": {"../x.yaml": ""}}, 422,
         'no rule file "../x.yaml" (you can only edit files that exist)'),
        ("evaluate", {"record": {"readme": ""}, "drafts": {"cach.yaml": ""}}, 422,
         'no rule file "cach.yaml" (did you mean "cache.yaml"?)'),
        ("effect", {"drafts": {"cache.yaml": 3}}, 422,
         '"drafts" has something that is not a text ({"cache.yaml": "tag: …"})'),
        ("difference", {"drafts": []}, 422, '"drafts" is not a JSON object'),
    ],
)  # fmt: skip
def test_refusals(client: TestClient, path: str, body: Any, status: int, message: str) -> None:
    answer = client.post(f"/playground/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)


@pytest.mark.parametrize(
    "name", ["x.yaml", "..%2fcache.yaml", "%2e%2e/zones.yaml", "%2fetc%2fpasswd"]
)
def test_only_rule_files_are_given(client: TestClient, name: str) -> None:
    assert client.get(f"/playground/rules/{name}").status_code in (404, 422)


def test_a_page_of_another_site_can_ask_for_nothing(client: TestClient) -> None:
    plain = {"content-type": "text/plain"}
    assert client.post("/playground/evaluate", content="{}", headers=plain).status_code == 415
    assert "access-control-allow-origin" not in client.get("/playground/rules").headers


def test_many_drafts_leave_nothing_behind(client: TestClient) -> None:
    def engines() -> int:
        gc.collect()
        return sum(type(one).__name__ == "Matcher" for one in gc.get_objects())

    before = engines()
    for weight in range(1, 20):
        draft = DRAFT.replace("9", str(weight))
        evaluate(client, record={"readme": VOLE}, drafts={"cache.yaml": draft})
    assert engines() - before <= 6


def test_the_page_and_its_files(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" in policy
    assert "unsafe" not in policy
    assert policy != second.headers["content-security-policy"]
    for name in ("playground.js", "theme.js", "style.css", "LICENCES.txt"):
        found = client.get(f"/playground/static/{name}")
        assert found.status_code == 200
        again = client.get(
            f"/playground/static/{name}", headers={"if-none-match": found.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert b"http://" not in found.content.replace(b"http://www.w3.org/", b"")
    assert client.get("/playground/static/x.js").status_code == 404


def test_the_page_needs_no_token_but_what_it_asks_does(small_folder: Folder) -> None:
    with client_of(rules=str(small_folder.path), token="a" * 16) as client:
        assert client.get("/").status_code == 200
        assert client.get("/playground/static/playground.js").status_code == 200
        assert client.get("/playground/rules").status_code == 401
        bearer = {"authorization": "Bearer " + "a" * 16}
        assert client.get("/playground/rules", headers=bearer).status_code == 200
