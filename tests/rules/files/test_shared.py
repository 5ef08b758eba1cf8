"""Shared lists and fragments: how rules take them in, and what was never taken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER, list_name, read_shared
from tagengine.rules.rule_set import Rule
from tests.rules.files.test_broken_rules import BASE, problems


def rules_of(cache: str, **shared: str) -> Sequence[Rule]:
    """Return the rules of a cache file beside shared files."""
    files = {name.replace("__", "/") + ".yaml": text for name, text in shared.items()}
    files["cache.yaml"] = f"tag: cache\nrules:\n{cache}"
    return rule_files.read({**BASE, **files}).rule_set.rules


def test_every_keyword_of_a_list_becomes_a_rule() -> None:
    found = rules_of(
        "  - {lists: [stores, files], weight: 3, zones: [title]}\n",
        lists__stores="keywords: [redis, [pg, postgres]]\nnote: servers\n",
        lists__files="keywords: [disk]\n",
    )
    assert [(rule.id, rule.forms, rule.weight) for rule in found] == [
        ("cache/disk", ("disk", "disks"), 300),
        ("cache/pg", ("pg", "pgs", "postgres"), 300),
        ("cache/redis", ("redis",), 300),
    ]
    assert {rule.path for rule in found} == {"lists/files.yaml", "lists/stores.yaml"}
    assert len({(rule.zones, rule.sections) for rule in found}) == 1


def test_a_keyword_of_the_file_itself_stays_as_the_file_has_it() -> None:
    found = rules_of(
        "  - {lists: [stores], weight: 3}\n  - {keywords: [Redis], weight: 7}\n",
        lists__stores="keywords: [redis, disk]\n",
    )
    assert [(rule.id, rule.weight) for rule in found] == [("cache/disk", 300), ("cache/redis", 700)]


def test_several_tags_use_one_list() -> None:
    files = {
        **BASE,
        "lists/stores.yaml": "keywords: [redis]\n",
        "cache.yaml": "tag: cache\nrules: [{lists: [stores], weight: 3}]\n",
        "lib.yaml": "tag: lib\nrules: [{lists: [stores], weight: -1}]\n",
    }
    found = rule_files.read(files).rule_set.rules
    assert [(rule.id, rule.weight) for rule in found] == [("cache/redis", 300), ("lib/redis", -100)]


def test_fragments_are_put_in_also_in_one_another() -> None:
    (rule,) = rules_of(
        "  - {regex: 'v(?&version)!', weight: 3}\n",
        fragments="version: '(?&number)\\.(?&number)'\nnumber: '\\d|x'\n",
    )
    assert rule.text == "v(?&version)!"
    assert rule.forms == (r"v(?:(?:\d|x)\.(?:\d|x))!",)


def test_a_broken_fragment_is_reported_once_not_for_every_rule() -> None:
    files = {
        **BASE,
        "fragments.yaml": "bad: '('\n",
        "cache.yaml": "tag: cache\nrules: [{regex: 'a(?&bad)', weight: 3}]\n",
    }
    assert [str(one) for one in problems(files)] == [
        "rules/fragments.yaml:1:6: bad regex at character 2: missing ) "
        "(escape special characters with \\)"
    ]


def test_a_fragment_can_make_a_regex_unfit() -> None:
    files = {
        **BASE,
        "fragments.yaml": "many: 'a+'\n",
        "cache.yaml": "tag: cache\nrules: [{regex: '(?:(?&many))+b', weight: 3}]\n",
    }
    (problem,) = problems(files)
    assert str(problem).startswith("rules/cache.yaml:2:17: the regex may backtrack without end")


def test_what_no_rule_names_is_unused() -> None:
    reading = rule_files.read(
        {
            **BASE,
            "lists/stores.yaml": "keywords: [redis]\n",
            "lists/files.yaml": "keywords: [disk]\n",
            "fragments.yaml": "one: 'x(?&two)'\ntwo: y\nthree: z\n",
            "cache.yaml": "tag: cache\nrules:\n"
            "  - {lists: [files], weight: 3}\n  - {regex: '(?&one)', weight: 3}\n",
        }
    )
    shared = reading.shared
    (fragment,), (keywords,) = shared.unused(FRAGMENTS_FILE), shared.unused(LISTS_FOLDER)
    assert (*fragment[:2], fragment[2].start_mark.line) == ("three", "fragments.yaml", 2)
    assert (*keywords[:2], keywords[2].start_mark.line) == ("stores", "lists/stores.yaml", 0)


def test_terms_of_a_condition_use_a_list() -> None:
    reading = rule_files.read(
        {
            **BASE,
            "lists/files.yaml": "keywords: [disk]\n",
            "cache.yaml": "tag: cache\nrules:\n"
            "  - {keywords: [a], weight: 3, unless: {lists: [files]}}\n",
        }
    )
    assert reading.shared.unused(LISTS_FOLDER) == []


@pytest.mark.parametrize("name", ["lists/stores.yaml", "lists/stores.yml"])
def test_a_list_is_named_by_its_file(name: str) -> None:
    assert list_name(name) == "stores"
    shared, files = read_shared({name: "keywords: [a]\n"}, "r/")
    assert list(shared.lists) == ["stores"]
    assert [file.path for file in files] == [f"r/{name}"]
