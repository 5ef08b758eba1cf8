"""`tagengine verify`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import CommandLine, Folder


@pytest.fixture
def folder(rules: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rules beside two documents and their audits."""
    monkeypatch.chdir(tmp_path)
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 10}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 10}")
    Path("a.md").write_text("# sql\n")
    Path("r.jsonl").write_text('{"id": 1, "name": "sql"}\n{"id": "1", "readme": "An sql"}\n')
    return rules.path


@pytest.fixture
def audits(folder: Path, cli: CommandLine) -> Path:
    """The audits of the records."""
    code, output, _ = cli("explain", "r.jsonl", "--rules", folder, "--format", "json")
    assert code == 0
    Path("audits.jsonl").write_text(output)
    return folder


def test_audits_that_are_right(audits: Path, cli: CommandLine) -> None:
    assert cli("verify", "audits.jsonl", "r.jsonl", "--rules", audits) == (
        0, "2 audits recomputed from the document: no differences\n", "",
    )  # fmt: skip
    assert cli("verify", "audits.jsonl", "--rules", audits) == (
        0, "2 audits recomputed without the document: no differences\n", "",
    )  # fmt: skip


def test_the_path_of_the_document_does_not_matter(folder: Path, cli: CommandLine) -> None:
    Path("a.json").write_text(cli("explain", "a.md", "--rules", folder, "--format", "json")[1])
    code, output, _ = cli("verify", "a.json", "./a.md", "--rules", folder.resolve())
    assert (code, output) == (0, "1 audit recomputed from the document: no differences\n")


def test_what_differs_is_named(audits: Path, cli: CommandLine) -> None:
    text = Path("audits.jsonl").read_text()
    Path("audits.jsonl").write_text(text.replace('"score":2500', '"score":2600', 1))
    assert cli("verify", "audits.jsonl", "r.jsonl", "--rules", audits) == (
        1,
        "audits.jsonl:1: the audit of 1 differs:\n"
        "  $.candidates[0].score: is 2600, recomputed 2500\n"
        "2 audits recomputed from the document: 1 with differences\n",
        "",
    )
    code, output, _ = cli("verify", "audits.jsonl", "--rules", audits, "--format", "json")
    assert code == 1
    assert [json.loads(line) for line in output.splitlines()] == [
        {
            "audit": "audits.jsonl:1",
            "id": 1,
            "differences": [
                {"path": "$.candidates[0].score", "problem": "is 2600, recomputed 2500"}
            ],
        },
        {"audit": "audits.jsonl:2", "id": "1", "differences": []},
    ]


def test_an_audit_without_its_document(audits: Path, cli: CommandLine) -> None:
    Path("r.jsonl").write_text('{"id": "1", "readme": "An sql"}\n{"id": 3, "name": "x"}\n')
    code, output, _ = cli("verify", "audits.jsonl", "r.jsonl", "--rules", audits)
    assert (code, output) == (
        1,
        "audits.jsonl:1: the audit of 1 differs:\n"
        "  $.document.id: no document with this id was given\n"
        "2 audits recomputed from the document: 1 with differences\n",
    )


def test_a_document_that_cannot_be_read(audits: Path, cli: CommandLine) -> None:
    code, _, error = cli("verify", "audits.jsonl", "none.md", "--rules", audits)
    assert (code, error) == (2, "tagengine: none.md: no such file or folder\n")


_EMPTY = "tagengine: a.json: the file is empty (it should have one object, or one on each line)"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", _EMPTY),
        (" \n", _EMPTY),
        ("# x", "tagengine: a.json:1:1: not valid JSON: Expecting value "
         "(one object, or one on each line)"),
    ],
)  # fmt: skip
def test_what_is_no_audit(content: str, message: str, folder: Path, cli: CommandLine) -> None:
    Path("a.json").write_text(content)
    assert cli("verify", "a.json", "--rules", folder) == (2, "", f"{message}\n")


def test_an_audit_without_an_id_is_not_named(folder: Path, cli: CommandLine) -> None:
    Path("a.json").write_text("[]")
    assert cli("verify", "a.json", "--rules", folder) == (
        1,
        "a.json:1: the audit differs:\n  $: must be object\n"
        "1 audit recomputed without the document: 1 with differences\n",
        "",
    )


def test_nothing_of_an_audit_reaches_the_terminal_raw(folder: Path, cli: CommandLine) -> None:
    Path("a.json").write_text(json.dumps({"document": {"id": "\x1b[31m\u202e"}, "\x1b[2J": 1}))
    code, output, _ = cli("verify", "a.json", "--rules", folder)
    assert code == 1
    assert output.isascii() or "\u202e" not in output
    assert "\x1b" not in output
