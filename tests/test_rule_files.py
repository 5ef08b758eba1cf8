"""Rule files: what they mean. What is wrong with them is tested in `test_broken_rules`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tagengine.errors import RuleErrors
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.shared import LISTS_FOLDER
from tagengine.rules.rule_set import Rule, Scope
from tagengine.rules.sources import read, read_files
from tagengine.rules.zones import Zone
from tests.rules.files.test_broken_rules import BASE
from tests.support import Folder


def test_a_rule_file_becomes_rules(rules: Folder) -> None:
    rules.write(
        "database.yaml",
        """\
        # What the file is about.
        tag: database
        threshold: 5
        rules:
          - keywords: [key-value store, [rdbms, relational database]]
            weight: 8
            zones: [title, features]
            unless: {any: [browser], in: sentence}
          - regex: '\\bSQL\\d'
            weight: -3
            cap: 1
        """,
    )
    rule_set = rules.load()
    assert [rule.id for rule in rule_set.rules] == [
        "database/key-value-store",
        "database/rdbms",
        "database/regex-acec6a99",
    ]
    store, rdbms, regex = rule_set.rules
    assert store.forms == ("key-value store", "key-value stores")
    assert store.weight == 800
    assert store.zones == 1 << Zone.TITLE
    assert store.unless is not None
    assert (store.unless.terms, store.unless.scope) == (("browser",), Scope.SENTENCE)
    assert rdbms.forms == ("rdbms", "relational database", "relational databases")
    assert (regex.regex, regex.weight, regex.cap) == (True, -300, 1)
    assert rule_set.policies[0].threshold == 5
    assert rule_set.tags_without_rules() == ["cache ", "lib"]


def test_a_name_without_its_trailing_space_finds_the_tag(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [cache], weight: 3}")
    assert rules.load().rules[0].tag == 1


def test_very_deep_nesting_is_refused_by_whichever_reader_meets_it_first(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: cache\nrules: " + "[" * 50_000)
    (problem,) = rules.problems()
    assert re.match(r"cache.yaml:2:\d+: (nested too deeply|not valid YAML: )", problem)


def test_implies_gives_part_of_the_weight_to_another_tag(rules: Folder) -> None:
    rules.write(
        "cache.yaml",
        "tag: cache\nimplies: {database: 50}\nrules:\n  - {keywords: [redis], weight: 7}\n",
    )
    implied = next(rule for rule in rules.load().rules if rule.tag == 0)
    assert (implied.id, implied.weight) == ("cache/redis>database", 350)


def test_implied_tags_of_a_list_get_the_usual_part(rules: Folder) -> None:
    rules.write(
        "cache.yaml",
        """\
        tag: cache
        implies: [database, lib]
        rules:
          - {keywords: [redis], weight: 7}
          - {keywords: [disk], weight: -7}
        """,
    )
    found = [(rule.id, rule.weight) for rule in rules.load().rules]
    assert found == [
        ("cache/redis>database", 210),
        ("cache/disk", -700),
        ("cache/redis", 700),
        ("cache/redis>lib", 210),
    ]


def test_what_one_tag_excludes_excludes_it_in_turn(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: cache\nexcludes: [lib]\nrules: [{regex: x, weight: 1}]\n")
    rules.write("lib.yaml", "tag: lib\nsuppresses: [database]\nrules: [{regex: y, weight: 1}]\n")
    database, cache, lib = rules.load().policies
    assert (database.suppresses, database.excludes) == ((), ())
    assert (cache.suppresses, cache.excludes) == ((), (2,))
    assert (lib.suppresses, lib.excludes) == ((0,), (1,))
    assert cache.keeps_out(2)
    assert lib.keeps_out(0)
    assert not database.keeps_out(2)


def test_a_tag_without_rules_file_has_the_general_threshold(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [redis], weight: 7}")
    rule_set = rules.load()
    assert {policy.threshold for policy in rule_set.policies} == {rule_set.settings.threshold}


def test_examples_come_with_their_tag_and_their_rules(rules: Folder) -> None:
    rules.write(
        "cache.yaml",
        """\
        tag: cache
        rules:
          - keywords: [redis, memcached]
            weight: 7
            since: "1.2"
            source: https://example.org/12
            note: servers only
            examples: {match: [a redis], no_match: ["# Disk"]}
        examples:
          match: ["# Tide\\n\\nA cache."]
        """,
    )
    reading = read(rules.path)
    found = [(one.tag, one.text, one.expected, one.line, one.rules) for one in reading.examples()]
    ids = ("cache/redis", "cache/memcached")
    assert found == [
        (1, "# Tide\n\nA cache.", True, 10, ()),
        (1, "a redis", True, 8, ids),
        (1, "# Disk", False, 8, ids),
    ]
    (entry,) = reading.tag_files[0].entries
    assert (entry.since, entry.source, entry.note) == (
        "1.2",
        "https://example.org/12",
        "servers only",
    )


def test_the_folder_s_name_stands_before_every_path(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [redis], weight: 7}")
    files = read_files(rules.path)
    assert rule_files.read(files, origin="mine").rule_set.rules[0].path == "mine/cache.yaml"
    assert rule_files.read(files).rule_set.rules[0].path == "cache.yaml"


ENTRIES = (
    {"keywords": ["memo", ["lru", "least recently used"]], "weight": 9, "zones": ["title"]},
    {"keywords": ["memo table", "lru cache"], "weight": -3, "requires": {"any": ["sql"]}},
    {"keywords": ["hot … key"], "weight": 4, "gap": 3, "cap": 1},
    {"lists": ["words"], "weight": 2},
    {"regex": "v[0-9]", "weight": 1},
)


@given(st.permutations(ENTRIES), st.randoms())
def test_the_order_of_entries_and_keywords_changes_only_lines(
    entries: list[dict[str, Any]], random: Random
) -> None:
    def rules(entries: Sequence[dict[str, Any]]) -> list[Rule]:
        text = json.dumps({"tag": "cache", "implies": {"database": 50}, "rules": entries})
        files = BASE | {"cache.yaml": text, "lists/words.yaml": "keywords: [memo, hot, cold]\n"}
        return [rule._replace(line=0) for rule in rule_files.read(files).rule_set.rules]

    shuffled = [
        {**entry, "keywords": random.sample(entry["keywords"], len(entry["keywords"]))}
        if "keywords" in entry
        else entry
        for entry in entries
    ]
    assert rules(shuffled) == rules(ENTRIES)


@given(st.permutations(["cache.yaml", "database.yaml", "vocabulary.yaml", "zones.yaml"]))
def test_the_order_of_the_files_changes_nothing(order: list[str]) -> None:
    files = BASE | {
        "cache.yaml": "tag: cache\nimplies: [database]\nrules: [{keywords: [b, a], weight: 2}]\n",
        "database.yaml": "tag: database\nrules: [{keywords: [sql], weight: 2}]\n",
    }
    usual = rule_files.read(files).rule_set
    shuffled = rule_files.read({name: files[name] for name in order}).rule_set
    assert (shuffled.rules, shuffled.policies) == (usual.rules, usual.policies)
    assert shuffled.fingerprint == usual.fingerprint


_CHANGES = st.dictionaries(
    st.sampled_from(("cache.yaml", "database.yaml", "lists/stores.yaml")),
    st.sampled_from(
        (
            "tag: cache\nimplies: [lib]\nrules:\n  - {keywords: [memo], weight: 4}\n",
            "tag: database\nexcludes: [cache]\nrules:\n  - {lists: [stores], weight: 3}\n",
            "tag: lib\nrules:\n  - {keywords: [crate], weight: 3, id: cache/memo}\n",
            "tag: cache\nrules:\n  - {keyword: [memo], weight: many}\n",
            "keywords: [k/v store]\n",
            "",
        )
    ),
    min_size=1,
)


@given(_CHANGES)
def test_reading_again_what_changed_is_reading_everything(changes: dict[str, str]) -> None:
    files = {
        **BASE,
        "cache.yaml": "tag: cache\nrules:\n  - {keywords: [memo], weight: 5}\n",
        "database.yaml": "tag: database\nrules:\n  - {lists: [stores], weight: 5}\n",
        "lists/stores.yaml": "keywords: [mysql]\n",
    }
    before = rule_files.read(files, origin="rules")
    after = {**files, **changes}
    whole = _outcome(lambda: rule_files.read(after, origin="rules"))
    assert _outcome(lambda: rule_files.reread(before, after, changes)) == whole
    again = _outcome(lambda: rule_files.read(files, origin="rules"))
    assert _outcome(lambda: before) == again


def _outcome(reading: Callable[[], Reading]) -> object:
    """Return what a reading says, or the problems that it has."""
    try:
        found = reading()
    except RuleErrors as errors:
        return errors.problems
    one = found.rule_set
    unused = [name for name, _, _ in found.shared.unused(LISTS_FOLDER)]
    return one.rules, one.policies, one.settings, one.fingerprint, found.examples(), unused


def test_what_other_tags_said_is_not_read_again(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [memo], weight: 3}")
    rules.write_rules("database", "- {keywords: [sql], weight: 3}")
    before = read(rules.path)
    files = read_files(rules.path)
    files["cache.yaml"] = files["cache.yaml"].replace("memo", "memoize")
    after = rule_files.reread(before, files, ["cache.yaml"])
    assert after.tag_files[0] is not before.tag_files[0]
    assert after.tag_files[1] is before.tag_files[1]
    assert [rule.text for rule in after.rule_set.rules] == ["sql", "memoize"]
