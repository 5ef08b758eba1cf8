"""Tags in the forms that the documentation of each generator has: read, and fixed in the same."""

from __future__ import annotations

import json

import pytest

from tests.metadata.support import FIX, Repo

PLACES = {
    "jekyll": ("_posts/a.md", "_config.yml"),
    "hugo": ("content/a.md", "hugo.toml"),
    "obsidian": ("a.md", ".obsidian/app.json"),
    "docusaurus": ("docs/a.md", "docusaurus.config.mts"),
    "front-matter": ("a.md", "README.txt"),
}

RIGHT = [
    ("jekyll", "tags: database"),
    ("jekyll", "tag: database"),
    ("jekyll", "tags: [database]"),
    ("jekyll", "tag:\ntags: database"),
    ("jekyll", "tags:\ntag: database"),
    ("hugo", "Tags: [database]"),
    ("hugo", "TAGS: database"),
    ("obsidian", "Tags: [database]"),
    ("obsidian", "tag: database"),
    ("obsidian", "tags: ['#database']"),
    ("obsidian", "tags: '#database'"),
    ("obsidian", "tags: database,"),
    ("docusaurus", "tags:\n  - label: database\n    permalink: /db"),
    ("docusaurus", "tags: [{label: database, permalink: /db}]"),
]

FIXED = [
    ("jekyll", "tags: cli database", "tags: database"),
    ("jekyll", "tags: 'sql cli'", "tags: 'database'"),
    ("jekyll", "tag: cli", "tag: database"),
    ("jekyll", "tags: ~\ntag: cli", "tags: ~\ntag: database"),
    ("hugo", "Tags: [cli]", "Tags: [database]"),
    ("hugo", "tAgs: cli", "tAgs: database"),
    ("hugo", "tags: a, b", "tags: database"),
    ("obsidian", "tag: cli, lib", "tag: database"),
    ("obsidian", "tags: '#lib #cli'", "tags: '#database'"),
    ("obsidian", "tags: ['#lib', '#cli']", "tags: ['#database']"),
    ("obsidian", "TAGS:\n  - lib", "TAGS:\n  - database"),
    ("docusaurus", "tags:\n  - label: lib\n    permalink: /l", "tags:\n  - database"),
    (
        "docusaurus",
        "tags:\n  - label: Database\n    permalink: /l",
        "tags:\n  - label: database\n    permalink: /l",
    ),
]

REFUSED = [
    ("front-matter", "tags: cli database", "expected a list of tags, found text"),
    ("docusaurus", "tags: cli", "expected a list of tags, found text"),
    ("hugo", "tags: [a]\nTags: [b]", 'the key "Tags" occurs twice'),
    ("jekyll", "tags: [a]\ntag: b", 'tags both in "tags" and "tag"'),
    ("obsidian", "Tag: [a]\ntags: b", 'tags both in "tags" and "Tag"'),
    ("docusaurus", "tags: [{permalink: /x}]", "expected a tag as name, found a mapping"),
]


def _written(repo: Repo, preset: str, tags: str) -> str:
    name, marker = PLACES[preset]
    repo.write(marker, "{}\n")
    repo.configure(f"records: [{{preset: {preset}}}]\n")
    (repo.path / name).parent.mkdir(exist_ok=True)
    (repo.path / name).write_text(f"---\ntitle: Ember\n{tags}\n---\n\nA sql store.\n")
    return name


@pytest.mark.parametrize(("preset", "tags"), RIGHT)
def test_a_documented_form_is_read(repo: Repo, preset: str, tags: str) -> None:
    name = _written(repo, preset, tags)
    before = repo.read(name)
    assert repo.check(*FIX) == (0, ["no findings in 1 record of 1 file"], "")
    assert repo.read(name) == before


@pytest.mark.parametrize(("preset", "tags", "expected"), FIXED)
def test_a_documented_form_is_fixed_in_the_same_form(
    repo: Repo, preset: str, tags: str, expected: str
) -> None:
    name = _written(repo, preset, tags)
    before = repo.read(name)
    assert repo.check()[0] == 1
    assert repo.check(*FIX)[0] == 0
    assert repo.read(name) == before.replace(tags, expected)
    assert repo.check()[0] == 0


@pytest.mark.parametrize(("preset", "tags", "problem"), REFUSED)
def test_a_form_that_is_none_is_named_and_left_alone(
    repo: Repo, preset: str, tags: str, problem: str
) -> None:
    name = _written(repo, preset, tags)
    before = repo.read(name)
    code, lines, _ = repo.check(*FIX)
    assert code == 1
    assert problem in lines[0]
    assert repo.read(name) == before


@pytest.mark.parametrize(
    ("preset", "written"),
    [
        ("hugo", "[cache]"),
        ("jekyll", "[cache]"),
        ("obsidian", "[cache]"),
        ("docusaurus", "[cache]"),
    ],
)
def test_outer_spaces_of_a_name_are_dropped_where_a_form_has_none(
    repo: Repo, preset: str, written: str
) -> None:
    name = _written(repo, preset, "tags: []")
    text = repo.read(name).replace("sql", "memo")
    (repo.path / name).write_text(text)
    assert repo.check(*FIX)[0] == 0
    assert repo.read(name) == text.replace("[]", written)


def test_outer_spaces_are_kept_where_nothing_speaks_against_them(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "name: Ember\ndescription: A memo.\ntags: []\n")
    assert repo.check(*FIX)[0] == 0
    assert 'tags: ["cache "]' in repo.read("a.yml")


@pytest.mark.parametrize("form", ["commas", "commas-or-spaces", "spaces"])
def test_outer_spaces_say_nothing_in_a_text_of_tags(repo: Repo, form: str) -> None:
    repo.configure(f"records: [{{files: ['*.yml'], tags_text: {form}}}]\n")
    between = " " if form == "spaces" else ", "
    repo.write("a.yml", f"name: Ember\ndescription: A memo crate.\ntags: cahe{between}lib\n")
    assert repo.check("--fix")[1][0] == "a.yml:3:1: fixed: tags are now [cache, lib]"
    assert repo.read("a.yml").endswith(f"tags: cache{between}lib\n")


@pytest.mark.parametrize("item", ["'  '", '" \\t"', "''"])
def test_a_blank_item_is_an_empty_one(repo: Repo, item: str) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", f"name: Ember\ndescription: SQL.\ntags: [{item}, database]\n")
    code, lines, _ = repo.check()
    problem = "unknown-tag an empty item in the list of tags (write a tag, or remove the item)"
    assert (code, lines[0]) == (1, f"a.yml:3:8: {problem}")
    assert repo.check("--fix")[0] == 0
    assert repo.read("a.yml").endswith("tags: [database]\n")


def test_a_name_with_a_separator_makes_a_list(repo: Repo) -> None:
    repo.write("rules/vocabulary.yaml", "- database\n- 'key value'\n")
    repo.write("rules/cache.yaml", "tag: key value\nrules:\n  - {keywords: [memo], weight: 9}\n")
    (repo.path / "rules" / "lib.yaml").unlink()
    name = _written(repo, "jekyll", "tags: database")
    text = repo.read(name).replace("sql", "memo")
    (repo.path / name).write_text(text)
    assert repo.check(*FIX)[0] == 0
    assert "tags: [key value]" in repo.read(name)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags:\n  -\n", "tags:\n  - database\n"),
        ("tags:\n  - # fill in\n", "tags:\n  - database # fill in\n"),
        ("tags:\n  - lib\n  -\n", "tags:\n  - database\n"),
        ("tags:\n  -\n  - lib\n", "tags:\n  - database\n"),
        ("tags:\n  - database\n  -\nx: 1\n", "tags:\n  - database\nx: 1\n"),
        ("tags: [~]\n", "tags: [database]\n"),
        ("tags: [null, lib]\n", "tags: [database]\n"),
    ],
)
def test_empty_items_are_fixed(repo: Repo, before: str, after: str) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    head = "name: Ember\ndescription: A sql store.\n"
    (repo.path / "a.yml").write_text(head + before)
    assert any("an empty item in the list of tags" in line for line in repo.check()[1])
    assert repo.check(*FIX)[0] == 0
    assert repo.read("a.yml") == head + after


def test_empty_items_are_no_tags_for_a_policy_that_fills(repo: Repo) -> None:
    repo.configure("policy: fill\nrecords: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "name: Ember\ndescription: A sql store.\ntags: [~]\n")
    assert repo.check(*FIX)[0] == 0
    assert "tags: [database]" in repo.read("a.yml")


@pytest.mark.parametrize(
    "description", ["{de: Ein Speicher., en: A sql store.}", "{en-GB: A sql store.}"]
)
def test_a_description_by_language_is_read(repo: Repo, description: str) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", f"name: Ember\ndescription: {description}\ntags: [database]\n")
    assert repo.check(*FIX)[0] == 0
    assert "tags: [database]" in repo.read("a.yml")


@pytest.mark.slow
def test_very_many_unknown_tags_are_counted(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.json']}]\n")
    names = [f"nix{number}" for number in range(100_000)]
    repo.write("a.json", json.dumps({"description": "sql", "tags": names}))
    code, lines, _ = repo.check()
    assert code == 1
    assert lines[0].startswith("most tags of these records are not in the vocabulary")
    assert len(lines) == 104
    assert "… 99,900 more]" in lines[1]
    assert "99,900 more tags that are not in the vocabulary" in lines[-2]
    assert repo.check(*FIX)[0] == 0
    assert '"tags": ["database"]' in repo.read("a.json")
