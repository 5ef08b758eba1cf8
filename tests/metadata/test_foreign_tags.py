"""Records whose tags come from another list than that of the shipped rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metadata.support import Repo
from tests.support import CommandLine

OWN = ["notes", "kitchen", "photos", "tasks", "shop"]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records with tags of their own; the current folder is the one above."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tools").mkdir()
    for number, tag in enumerate(OWN):
        text = f"name: t{number}\ndescription: A SQL database in Rust.\ntags: [{tag}]\n"
        (tmp_path / f"tools/{number}.yaml").write_text(text)
    return tmp_path


def test_a_fix_does_not_mix_two_lists_of_tags(tools: Path, cli: CommandLine) -> None:
    (tools / ".tagengine.yaml").write_text("records: [{files: [tools/*.yaml]}]\n")
    before = {path: path.read_bytes() for path in (tools / "tools").iterdir()}
    hint = (
        "(tagengine init collects your tags and tagengine rules learn makes rules for them; "
        "--vocabulary names a list)"
    )
    for option in ("--fix", "--diff"):
        assert cli("check", option, "--unsafe-fixes") == (
            2,
            "",
            "tagengine: 5 of 5 tags in these records are not tags of the shipped rules, so --fix "
            f"would mix two lists {hint}\n",
        )
    assert before == {path: path.read_bytes() for path in (tools / "tools").iterdir()}
    (tools / "tools/6.yaml").write_text("description: A SQL database.\ntags: [Database]\n")
    lines = cli("check")[1].splitlines()
    assert lines[0] == f"most tags of these records are not in the vocabulary: 5 of 6 {hint}"
    assert "--fix" not in lines[-1]


def test_all_unknown_tags_of_a_record_are_counted(repo: Repo, cli: CommandLine) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    tags = ", ".join(f"kitchen{number}" for number in range(150))
    repo.write("a.yml", f"description: A SQL server.\ntags: [{tags}]\n")
    line = "most tags of these records are not in the vocabulary: 150 of 150 "
    for _ in range(2):  # checked, and remembered
        assert cli("check")[1].splitlines()[0].startswith(line)


def test_a_folder_of_records_says_what_was_found(tools: Path, cli: CommandLine) -> None:
    for verb in ("tag", "explain"):
        assert cli(verb, "tools") == (
            2,
            "",
            "tagengine: tools: no README, but tools/0.yaml and 4 other record files, and no "
            "configuration says how to read them (tagengine init writes one)\n",
        )
    (tools / "tools/readme.md").write_text("# Ember\n\nA SQL database.\n")
    assert cli("tag", "tools")[0] == 0


def test_a_record_with_tags_of_another_list_gets_none_added(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "description: A SQL server.\ntags: [kitchen]\n")
    repo.check("--fix")
    assert "tags: [kitchen]" in repo.read("a.yml")


def test_a_hint_is_a_name_that_is_really_near(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "description: x\ntags: [cahces, caves]\n")
    said = [line for line in repo.check()[1] if "unknown-tag" in line]
    assert 'no tag "cahces" in the vocabulary (did you mean "cache"?)' in said[0]
    assert 'no tag "caves" in the vocabulary (it has 3 tags;' in said[1]


def test_rules_for_a_few_of_the_tags_do_not_judge_records(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "description: A SQL server.\ntags: [kitchen, photos, photos]\n")
    repo.write("tags/a.yml", "name: database\n")
    repo.write("tags/b.yml", "name: kitchen\n")
    assert any("wrong-tags" in line for line in repo.check("--vocabulary", "tags/*.yml")[1])
    repo.write("tags/c.yml", "name: photos\n")
    code, lines, error = repo.check("--vocabulary", "tags/*.yml")
    assert code == 1
    assert not any("wrong-tags" in line for line in lines)
    assert any("untidy-tags" in line for line in lines)
    assert "2 of 3 tags have no rules" in error
