"""`rules list` and `rules show`: counts of all tags, and one tag's rules in words."""

from __future__ import annotations

import json

import pytest

from tagengine.authoring import rule_listing
from tagengine.reporting.as_text import several
from tagengine.rules import sources as rule_sources
from tests.support import CommandLine, Folder

CACHE = """\
tag: cache
kind: true
threshold: 12
implies: {database: 40}
suppresses: [lib]
rules:
  - {keywords: [cache], weight: -4}
  - {keywords: [page cache], weight: 0, plural: false}
  - keywords: [[LRU, least recently used], query … cache]
    weight: 9
    zones: [summary, features]
    requires: {any: [memory, store], in: sentence, within: 5}
    unless: {any: [browser]}
    cap: 1
    gap: 3
    case: exact
    hyphen: false
    since: "2026-11"
    source: https://example.org/12
    note: a long note that says much more than there is place for on a line, so it is wrapped
  - regex: 'v\\d+ cached'
    weight: 9
    zones: {title: 200, body: 10}
    cap: 2
  - {lists: [tools], weight: 3}
examples:
  match: [a, b]
  no_match: [c]
"""
SHOWN = """\
cache  (cache.yaml)
needs 12 points, says what kind of thing a project is
implies database (40 %)
implied by database (7 %)
suppresses lib

     9  LRU (= least recently used), query … cache
        - in summary, features
        - only with "memory", "store" in the same sentence, 5 words away at most
        - not with "browser" in the same document
        - counts once
        - … stands for 3 words at most
        - only with these capitals
        - only with these hyphens and spaces
        - since: 2026-11
        - source: https://example.org/12
        - note: a long note that says much more than there is place for on a
          line, so it is wrapped

     9  /v\\d+ cached/
        - in title at 200 %, body at 10 %
        - counts 2 times at most

     3  redis
        - with the keywords of tools

  mask  page cache
        - the plural only if it is written

    -4  cache

6 rules, 1 more from tags that imply it
3 examples: 2 match, 1 no match
"""


@pytest.fixture(autouse=True)
def folder(rules: Folder) -> Folder:
    (rules.path / "lists").mkdir()
    rules.write("lists/tools.yaml", "keywords: [redis]\n")
    rules.write("cache.yaml", CACHE)
    rules.write_rules("database", "- {keywords: [sql], weight: 5}")
    with (rules.path / "database.yaml").open("a") as file:
        file.write("implies: {cache: 7}\nexcludes: [lib]\n")
    return rules


def test_a_tag_in_words(rules: Folder, cli: CommandLine) -> None:
    code, output, error = cli("rules", "show", "Cache", "--rules", rules.path)
    assert (code, error) == (0, "")
    assert output.replace(f"{rules.path}/", "") == SHOWN


def test_what_excludes_a_tag_is_shown_with_it(rules: Folder, cli: CommandLine) -> None:
    output = cli("rules", "show", "lib", "--rules", rules.path)[1]
    assert output == (
        "lib  (no file)\n"
        "needs 10 points\n"
        "never beside database\n"
        "\n"
        "0 rules\n0 examples: 0 match, 0 no match\n"
    )


def test_a_tag_as_json(rules: Folder, cli: CommandLine) -> None:
    output = cli("rules", "show", "cache", "--rules", rules.path, "--format", "json")[1]
    data = json.loads(output.replace(f"{rules.path}/", ""))
    entries = data.pop("entries")
    assert data == {
        "tag": {"id": 2, "name": "cache "},
        "kind": True,
        "rules": 7,
        "written": 6,
        "starter": 0,
        "learned": 0,
        "implied": 1,
        "match": 2,
        "no_match": 1,
        "file": "cache.yaml",
        "scope": "",
        "threshold": 12,
        "implies": [{"tag": {"id": 1, "name": "database"}, "percent": 40}],
        "implied_by": [{"tag": {"id": 1, "name": "database"}, "percent": 7}],
        "suppresses": [{"id": 3, "name": "lib"}],
        "excludes": [],
    }
    assert [entry["weight"] for entry in entries] == [9, 9, 3, 0, -4]
    first = entries[0]
    assert first["requires"] == {"any": ["memory", "store"], "in": "sentence", "within": 5}
    assert first["unless"] == {"any": ["browser"], "in": "document", "within": None}
    assert first["zones"] == [
        {"name": "summary", "percent": None}, {"name": "features", "percent": None},
    ]  # fmt: skip
    assert first["rules"][0] == {
        "id": "cache/lru", "text": "LRU", "aliases": ["least recently used"],
        "file": "cache.yaml", "line": 9,
    }  # fmt: skip
    assert entries[2]["rules"][0]["file"] == "lists/tools.yaml"


def test_the_list(rules: Folder, cli: CommandLine) -> None:
    output = cli("rules", "list", "--rules", rules.path)[1]
    assert output.replace(f"{rules.path}/", "") == (
        "tag       written  starter  learned  implied  match  no match  file\n"
        "cache           6        0        0        1      2         1  cache.yaml\n"
        "database        1        0        0        4      0         0  database.yaml\n"
        "lib             0        0        0        0      0         0  no file\n"
        "3 tags, 12 rules (7 written, 5 implied), 3 examples\n"
    )
    data = json.loads(cli("rules", "list", "--rules", rules.path, "--format", "json")[1])
    assert data["tags"][2] == {
        "tag": {"id": 3, "name": "lib"}, "kind": False, "rules": 0, "written": 0,
        "starter": 0, "learned": 0, "implied": 0,
        "match": 0, "no_match": 0, "file": None,
    }  # fmt: skip


def test_a_tag_that_is_not_there(rules: Folder, cli: CommandLine) -> None:
    assert cli("rules", "show", "cach", "--rules", rules.path) == (
        2, "", 'tagengine: no tag "cach" in the vocabulary (did you mean "cache"?)\n',
    )  # fmt: skip


def test_every_shipped_tag_can_be_shown() -> None:
    reading = rule_sources.read()
    tags = rule_listing.of_all(reading).data["tags"]
    assert len(tags) == 90
    for one in tags:
        found = rule_listing.of_tag(reading, one["tag"]["name"])
        assert f"\n{several(one['written'], 'rule')}" in found.text
        entries = found.data["entries"]
        regexes = {f"/{rule['text']}/" for entry in entries for rule in entry["rules"]}
        for line in found.text.splitlines():  # a regex stays in one piece, behind its weight
            assert len(line) <= 80 or line[8:].rstrip(",") in regexes
