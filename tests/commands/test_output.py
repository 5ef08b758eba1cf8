"""`--output` of every verb that prints a result: the same bytes in a file, or no file at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CommandLine, Folder

VERBS = [
    ("tag", "ember.md"),
    ("explain", "ember.md"),
    ("explain", "ember.md", "--format", "json"),
    ("verify", "audit.json", "ember.md"),
    ("diff", "audit.json", "audit.json"),
    ("eval", "gold.jsonl", "--bootstrap", "0"),
    ("rules", "check"),
    ("rules", "test"),
    ("rules", "list"),
    ("rules", "show", "cache"),
]


@pytest.fixture
def folder(
    tmp_path: Path, rules: Folder, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The current folder, with a document, its audit and a labelled record."""
    rules.write_rules("cache", "- {keywords: [memo], weight: 30}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ember.md").write_text("# Ember\n\nA memo.\n")
    (tmp_path / "gold.jsonl").write_text('{"id": "1", "readme": "A memo.", "tags": ["cache "]}\n')
    _, audit, _ = cli("explain", "ember.md", "--format", "json", "--rules", rules.path)
    (tmp_path / "audit.json").write_text(audit)
    return tmp_path


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_file_gets_what_would_be_printed(
    verb: tuple[str, ...], folder: Path, rules: Folder, cli: CommandLine
) -> None:
    own = () if verb[0] == "diff" else ("--rules", rules.path)
    code, printed, _ = cli(*verb, *own)
    assert printed
    assert cli(*verb, *own, "-o", "out.txt")[:2] == (code, "")
    assert (folder / "out.txt").read_text() == printed


@pytest.mark.parametrize(
    "verb",
    [
        ("tag", ".", "ember.md"),
        ("explain", "ember.md"),
        ("explain", "ember.md", "--format", "html"),
        ("prompt", "ember.md"),
        ("diff", "audit.json", "ember.md"),
    ],
    ids=" ".join,
)
def test_what_is_read_is_not_written(verb: tuple[str, ...], folder: Path, cli: CommandLine) -> None:
    before = (folder / "ember.md").read_text()
    code, _, error = cli(*verb, "-o", "./ember.md")
    assert code == 2
    assert error == "tagengine: ember.md: this is the input (name another for --output)\n"
    assert (folder / "ember.md").read_text() == before


def test_findings_go_to_the_file_with_their_exit_code(
    folder: Path, rules: Folder, cli: CommandLine
) -> None:
    rules.write("lib.yaml", "tag: libs\n")
    assert cli("rules", "check", "--rules", rules.path, "-o", "out.txt")[:2] == (1, "")
    assert "unknown-name" in (folder / "out.txt").read_text()


def test_no_file_is_written_if_nothing_can_be(folder: Path, cli: CommandLine) -> None:
    (folder / "out.txt").write_text("before")
    code, printed, said = cli("tag", "ember.md", "ember.md", "--id", "x", "-o", "out.txt")
    assert (code, printed) == (2, "")
    assert said == "tagengine: --id is for one document, but there are several (leave it out)\n"
    assert (folder / "out.txt").read_text() == "before"


def test_a_file_that_cannot_be_written_is_named(
    folder: Path, rules: Folder, cli: CommandLine
) -> None:
    code, printed, said = cli("tag", "ember.md", "--rules", rules.path, "-o", "no/out.txt")
    assert (code, printed) == (2, "")
    assert "tagengine: no/out.txt: not written: no folder no (make it first)\n" in said
