"""`tagengine diff`: what changed between two files, and by which rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import CommandLine, Folder


@pytest.fixture
def files(
    rules: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: CommandLine
) -> Folder:
    """Audits of three records before and after a change of a rule."""
    monkeypatch.chdir(tmp_path)
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 10}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 10}")
    Path("r.jsonl").write_text(
        '{"id": 1, "name": "sql memo"}\n{"id": 2, "name": "memo"}\n{"id": 3, "name": "crate"}\n'
    )
    for name in ("a", "b"):
        for form, verb in (("audit", "explain"), ("tags", "tag")):
            options = ("--format", "json") if verb == "explain" else ("--tags-as", "name")
            code, output, _ = cli(verb, "r.jsonl", "--rules", rules.path, *options)
            assert code == 0
            Path(f"{name}-{form}.jsonl").write_text(output)
        rules.write_rules("cache", "- {keywords: [memo], weight: 3}")
    return rules


def test_what_changed_and_by_which_rules(files: Folder, cli: CommandLine) -> None:
    assert cli("diff", "a-audit.jsonl", "b-audit.jsonl") == (
        1,
        "2 of 3 documents changed; the rules differ\n"
        "1: -cache: now database\n"
        "  cache: 25.00 -> 7.50\n"
        "    cache/memo: 25.00 -> 7.50\n"
        "2: -cache: now no tag\n"
        "  cache: 25.00 -> 7.50\n"
        "    cache/memo: 25.00 -> 7.50\n",
        "",
    )


def test_nothing_changed(files: Folder, cli: CommandLine) -> None:
    assert cli("diff", "a-audit.jsonl", "a-audit.jsonl") == (0, "0 of 3 documents changed\n", "")
    assert cli("diff", "a-tags.jsonl", "a-audit.jsonl")[0] == 0
    Path("one.json").write_text('{"id": 1, "tags": ["cache"]}')
    assert cli("diff", "one.json", "one.json") == (0, "0 of 1 document changed\n", "")


def test_files_of_tags(files: Folder, cli: CommandLine) -> None:
    assert cli("diff", "a-tags.jsonl", "b-tags.jsonl") == (
        1,
        "2 of 3 documents changed\n1: -cache: now database\n2: -cache: now no tag\n",
        "",
    )


def test_documents_of_one_file_only_and_another_order(files: Folder, cli: CommandLine) -> None:
    Path("a.jsonl").write_text('{"id": 1, "tags": ["x", "y"]}\n{"id": "1", "tags": []}\n')
    Path("b.jsonl").write_text('{"id": 2, "tags": ["z"]}\n{"id": 1, "tags": ["y", "x"]}\n')
    assert cli("diff", "a.jsonl", "b.jsonl") == (
        1,
        "3 of 3 documents changed\n"
        "1: another order: now y, x\n"
        "1: only in the first file: no tag\n"
        "2: only in the second file: z\n",
        "",
    )


def test_json_and_markdown(files: Folder, cli: CommandLine) -> None:
    data = json.loads(cli("diff", "a-audit.jsonl", "b-audit.jsonl", "--format", "json")[1])
    assert (data["documents"], data["changed"], data["other_rules"]) == (3, 2, True)
    assert data["changes"][0] == {
        "id": 1,
        "before": ["database", "cache "],
        "after": ["database"],
        "added": [],
        "removed": ["cache "],
        "other_text": False,
        "scores": [
            {
                "tag": "cache ",
                "before": 2500,
                "after": 750,
                "rules": [{"rule": "cache/memo", "before": 2500, "after": 750}],
            }
        ],
    }
    shown = cli("diff", "a-audit.jsonl", "b-audit.jsonl", "--format", "markdown")[1]
    assert shown.startswith("## 2 of 3 documents changed; the rules differ\n\n- **1\\: \\-cache")


@pytest.mark.parametrize(
    "line",
    ["1", "{}", '{"id": 1}', '{"id": [], "tags": []}', '{"candidates": 1}', '{"candidates": [1]}',
     '{"candidates": [{"tag": "x", "score": "1", "contributions": []}]}',
     '{"document": {"id": 1, "sha256": ""}, "rules": {"sha256": ""}, "tags": [], '
     '"candidates": [{"tag": "x", "score": 1.5, "contributions": []}]}'],
)  # fmt: skip
def test_what_is_neither(line: str, files: Folder, cli: CommandLine) -> None:
    Path("a.jsonl").write_text(f"{line}\n")
    assert cli("diff", "a.jsonl", "a-tags.jsonl") == (
        2,
        "",
        "tagengine: a.jsonl:1: not an audit or a line of tags "
        "(write one with: tagengine explain --format json, or tagengine tag)\n",
    )
