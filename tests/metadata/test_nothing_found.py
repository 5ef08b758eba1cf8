"""A check that finds no file where something was asked for ends with exit code 2 and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metadata.support import Repo
from tests.support import CommandLine

RECORD = "name: Ember\ndescription: A sql store.\ntags: [lib]\n"
PAGE = "---\ntitle: Ember\ntags: [lib]\n---\n\nA sql store.\n"
BACKSTAGE = (
    "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
    "metadata: {name: ember, description: A sql store, tags: [lib]}\n"
)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("./p/*.yml", "p/a.yml"),
        ("p/*.{yml,yaml}", "p/a.yaml"),
        ("{p,q}/**/*.{yml,y{a,}ml}", "q/r/a.yaml"),
        (".catalog/*.yml", ".catalog/a.yml"),
        ("**/.catalog/", "p/.catalog/q/a.yml"),
    ],
)
def test_a_pattern_finds_what_people_mean(repo: Repo, pattern: str, name: str) -> None:
    repo.configure(f"records: [{{files: ['{pattern}']}}]\n")
    repo.write(name, RECORD)
    code, lines, _ = repo.check()
    assert code == 1
    assert lines[0].startswith(f"{name}:3:1: wrong-tags tags: have [lib]")


@pytest.mark.parametrize(
    ("preset", "name", "marker"),
    [
        ("hugo", "content/a.md", "config.toml"),
        ("hugo", "content/a.md", "config/production/hugo.toml"),
        ("hugo", "content/a.md", None),
        ("docusaurus", "docs/a.md", "docusaurus.config.mts"),
        ("obsidian", "Notes/a.md", None),
        ("jekyll", "a.md", None),
    ],
)
def test_a_preset_that_is_asked_for_finds_its_files(
    repo: Repo, preset: str, name: str, marker: str | None
) -> None:
    repo.write(name, PAGE)
    if marker:
        repo.write(marker, "")
    code, lines, _ = repo.check("--preset", preset, "--rules", "rules")
    assert code == 1
    assert lines[0].startswith(f"{name}:3:1: wrong-tags tags: have [lib]")


def test_backstage_in_its_hidden_folder_is_told_too(repo: Repo) -> None:
    repo.write(".backstage/catalog-info.yaml", BACKSTAGE)
    repo.write("a/.backstage/catalog-info.yml", BACKSTAGE)
    assert repo.check("--rules", "rules")[1][-1] == "2 findings in 2 records of 2 files"
    assert repo.check("--rules", "rules", "--preset", "backstage")[0] == 1


def test_an_entry_that_finds_nothing_is_no_success(repo: Repo) -> None:
    repo.configure("records: [{files: [p/*.yml]}, {files: [q/*.yml, r/*.yml]}]\n")
    repo.write("p/a.yml", RECORD.replace("lib", "database"))
    assert repo.check() == (
        2,
        ["no findings in 1 record of 1 file"],
        "tagengine: .tagengine.yaml: no file matches q/*.yml, r/*.yml "
        "(correct or remove the entry)\n",
    )
    assert repo.check("p")[0] == 0  # not all of the folder was looked through
    assert repo.check("--changed", "p/a.yml")[0] == 0


def test_a_preset_that_finds_nothing_is_no_success(repo: Repo) -> None:
    repo.configure("records: [{preset: hugo}]\n")
    code, lines, error = repo.check()
    assert (code, lines) == (2, [])
    assert error == (
        'tagengine: .tagengine.yaml: no file for the preset "hugo" matches '
        "/content/**/*.md, /content/**/*.markdown\n"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name: x\n", False),
        ("groups: {a: 1}\n", False),
        ("groups:\n  - {name: a}\n", False),
        ("groups:\n  - {items: 5}\n", False),
        ("groups: []\n", True),
        ("groups:\n", True),
        ("groups:\n  - {items: []}\n  - {name: a}\n", True),
        ("groups:\n  - items:\n", True),
        ("# nothing\n", True),
    ],
)
def test_a_file_without_the_lists_of_records_is_a_finding(
    repo: Repo, text: str, found: bool
) -> None:
    repo.configure("records: [{files: [p.yml], select: 'groups[].items[]'}]\n")
    repo.write("p.yml", text)
    code, lines, _ = repo.check()
    said = 'p.yml:1:1: bad-record nothing at "groups[].items[]" (the records should be there)'
    assert (code, lines[0] == said) == (int(not found), not found)


def test_an_empty_folder_is_no_success(repo: Repo) -> None:
    assert repo.check("--preset", "landscape")[:2] == (2, [])
    assert "no record files here" in repo.check("--preset", "landscape")[2]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("../p/*.yml", '".." in the pattern "../p/*.yml"'),
        ("p/{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "too many choices in the pattern"),
        ("p/{" + "a," * 70 + "}", "too many choices in the pattern"),
    ],
)
def test_patterns_that_cannot_be_followed_are_named(repo: Repo, pattern: str, problem: str) -> None:
    repo.configure(f"records: [{{files: ['{pattern}']}}]\n")
    code, _, error = repo.check()
    assert code == 2
    assert problem in error


def test_a_readme_is_no_record(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Ember\n")
    assert cli("check", path) == (
        2,
        "",
        f"tagengine: {path}: a document, not a record with tags to check "
        f"(tagengine tag {path} gives it tags)\n",
    )
