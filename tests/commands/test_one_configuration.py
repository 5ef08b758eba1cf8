"""Every verb uses the rules that the configuration names, and says whose rules they are."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.support import CommandLine, Folder

BY_OURS = [{"id": 3, "name": "lib"}]
REQUEST = 'A crate of sql.\n\nTags: ["lib", "database"]\n{"tags": []}\n'


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose configuration names rules of which only `crate` says anything."""
    monkeypatch.chdir(tmp_path)
    Folder(tmp_path / "ours").write_rules("lib", "- {keywords: [crate], weight: 20}")
    (tmp_path / ".tagengine.yaml").write_text("rules: ours\nrecords: [{files: [software/*.yml]}]\n")
    (tmp_path / "software").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/README.md").write_text("# Ember\n\nA crate of sql.\n")
    (tmp_path / "software/ember.yml").write_text("name: Ember\ndescription: A crate of sql.\n")
    (tmp_path / "gold.jsonl").write_text('{"id": 1, "readme": "A crate.", "tags": ["lib"]}\n')
    return tmp_path


def test_tag_uses_it_from_wherever_it_is_called(
    repo: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"id": "docs/README.md", "tags": BY_OURS}
    assert json.loads(cli("tag", "docs/README.md")[1]) == wanted
    monkeypatch.chdir(repo / "docs")
    assert json.loads(cli("tag", "README.md")[1]) == wanted | {"id": "README.md"}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"A crate of sql.")))
    assert json.loads(cli("tag", "-")[1]) == wanted | {"id": "-"}


def test_options_go_before_it(repo: Path, cli: CommandLine) -> None:
    Folder(repo / "theirs").write_rules("database", "- {keywords: [sql], weight: 20}")
    given = cli("tag", "docs/README.md", "--rules", "theirs")[1]
    assert json.loads(given)["tags"] == [{"id": 1, "name": "database"}]
    shipped = cli("tag", "docs/README.md", "--no-config")[1]
    assert json.loads(shipped)["tags"] != BY_OURS
    (repo / "other.yaml").write_text("rules: theirs\nrecords: [{files: ['*.yml']}]\n")
    given = cli("tag", "docs/README.md", "--config", "other.yaml")[1]
    assert json.loads(given)["tags"] == [{"id": 1, "name": "database"}]
    assert cli("tag", "docs/README.md", "--config", "other.yaml", "--no-config") == (
        2,
        "",
        "tagengine: --config and --no-config cannot be used together (leave one out)\n",
    )


def test_whose_rules_they_are_is_said(repo: Path, cli: CommandLine) -> None:
    line = "rules: ours/ (from .tagengine.yaml)"
    assert cli("explain", "docs/README.md")[1].splitlines()[-1] == line
    assert cli("rules", "list")[1].splitlines()[0] == line
    assert cli("rules", "check")[1].splitlines()[0] == line
    assert cli("rules", "test")[1].splitlines()[0] == line
    assert cli("tag", "docs/README.md", "--verbose")[2] == (
        f"tagengine: 2 tags have no rules and cannot be given: database, cache\ntagengine: {line}\n"
    )
    assert cli("rules", "list", "--no-config")[1].splitlines()[0] == "rules: the shipped rules"


def test_explain_eval_and_batch_use_it(repo: Path, cli: CommandLine) -> None:
    audit = json.loads(cli("explain", "docs/README.md", "--format", "json")[1])
    assert audit["tags"] == BY_OURS
    assert json.loads(cli("eval", "gold.jsonl", "--format", "json")[1])["micro_f1"] == 1
    cli("batch", "gold.jsonl", "tags.jsonl", "--workers", "1")
    assert json.loads((repo / "tags.jsonl").read_text())["tags"] == BY_OURS


def test_prompt_uses_it(repo: Path, cli: CommandLine) -> None:
    (repo / "request.txt").write_text(REQUEST)
    Folder(repo / "theirs").write_rules("database", "- {keywords: [sql], weight: 20}")
    assert json.loads(cli("prompt", "request.txt")[1]) == {"tags": ["lib"]}
    asked = cli("prompt", "request.txt", "--rules", "theirs")
    assert json.loads(asked[1]) == {"tags": ["database"]}


def test_a_broken_rule_file_does_not_pass(repo: Path, cli: CommandLine) -> None:
    (repo / "ours/lib.yaml").write_text("tag: lib\nrules:\n  - {keyword: [crate]}\n")
    code, output, _ = cli("rules", "check")
    assert code == 1
    assert 'ours/lib.yaml:3:6: unknown-key unknown key "keyword"' in output
    for verb in (("rules", "test"), ("rules", "list"), ("rules", "show", "lib"), ("rules", "fmt")):
        code, _, error = cli(*verb)
        assert (code, "ours/lib.yaml:3:6" in error) == (2, True), verb


def test_rules_show_fmt_and_schema_use_it(repo: Path, cli: CommandLine) -> None:
    assert "crate" in cli("rules", "show", "lib")[1]
    assert "ours/lib.yaml" in cli("rules", "fmt", "--diff")[1]
    assert '"cache "' not in cli("rules", "show", "cache")[1]
    assert json.loads(cli("rules", "schema")[1])["properties"]["tag"]


def test_several_rules_for_records_ask_for_one(repo: Path, cli: CommandLine) -> None:
    Folder(repo / "theirs").write_rules("database", "- {keywords: [sql], weight: 20}")
    (repo / ".tagengine.yaml").write_text(
        "records: [{files: [a.yml], rules: ours}, {files: [b.yml], rules: theirs}]\n"
    )
    assert cli("rules", "test") == (
        2,
        "",
        "tagengine: .tagengine.yaml: its records have several rules: ours, theirs "
        "(--rules names one)\n",
    )


def test_a_record_is_read_as_a_check_reads_it(repo: Path, cli: CommandLine) -> None:
    wanted = {"id": "software/ember.yml", "tags": BY_OURS}
    assert json.loads(cli("tag", "software/ember.yml")[1]) == wanted
    assert json.loads(cli("tag", "software")[1]) == wanted
    output = cli("explain", "software/ember.yml")[1]
    assert "description 1:3" in output
    assert output.splitlines()[-1] == "rules: ours/ (from .tagengine.yaml)"


def test_a_list_of_records_is_read_by_a_preset(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "repos.json").write_text(
        '[{"full_name": "a/x", "description": "A SQL database."},\n'
        ' {"full_name": "a/y", "description": "A web server."}]\n'
    )
    refused = cli("tag", "repos.json")
    assert refused == (
        2,
        "",
        "tagengine: repos.json: a record file, but no configuration says how to read it "
        "(--preset repos-json reads it; tagengine init writes a configuration)\n",
    )
    lines = cli("tag", "repos.json", "--preset", "repos-json")[1].splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["repos.json#a/x", "repos.json#a/y"]


def test_a_record_file_without_a_configuration_is_refused(repo: Path, cli: CommandLine) -> None:
    code, output, error = cli("tag", "software/ember.yml", "--no-config")
    assert (code, output) == (2, "")
    assert error == (
        "tagengine: software/ember.yml: a record file, but no configuration says how to read it "
        "(--preset NAME reads a known layout; tagengine init writes a configuration)\n"
    )


def test_eval_reads_the_records_of_the_configuration(repo: Path, cli: CommandLine) -> None:
    (repo / "software/ember.yml").write_text("description: A crate.\ntags: [lib, nonsense]\n")
    code, output, error = cli("eval", "--format", "json")
    assert (code, json.loads(output)["micro_f1"]) == (0, 1)
    assert error.splitlines()[-1] == (
        "tagengine: 1 tag is not in the vocabulary and left out: nonsense "
        "(tagengine check shows where)"
    )


def test_what_people_paste_gets_a_hint(repo: Path, cli: CommandLine) -> None:
    assert cli("tag", "https://example.org/README.md") == (
        2,
        "",
        "tagengine: https://example.org/README.md: tagengine reads files; "
        "try: curl -L https://example.org/README.md | tagengine tag -\n",
    )
    assert cli("explain", "octo/ember")[2] == (
        "tagengine: octo/ember: tagengine reads files; try: curl -L "
        "https://raw.githubusercontent.com/octo/ember/HEAD/README.md | tagengine tag -\n"
    )
