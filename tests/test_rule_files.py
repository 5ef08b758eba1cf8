"""Rule files: what they mean, and the exact words for every mistake."""

from __future__ import annotations

import re

from tagengine.rules import Scope
from tagengine.zones import Zone
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


def test_ten_mistakes_give_ten_messages(rules: Folder) -> None:
    rules.write(
        "database.yaml",
        """\
        tag: databse
        thresold: 3
        threshold: many
        rules:
          - keyword: [sql]
            weight: 3
          - keywords: [sql, sql]
            weight: 300
          - keywords: [42]
            weight: 3
            weight: 4
            zones: [titel]
            requires: {any: [x], in: chapter}
          - regex: '(sql'
            weight: 3
          - regex: 'x*'
            weight: 3
        """,
    )
    assert rules.problems() == [
        'database.yaml:1:6: no tag "databse" in the vocabulary (did you mean "database"?)',
        'database.yaml:2:1: unknown key "thresold" (did you mean "threshold"?)',
        "database.yaml:3:12: expected a whole number for threshold, found text (0 to 10000)",
        'database.yaml:5:5: a rule has either "keywords" or "regex" (give one of them)',
        'database.yaml:5:5: unknown key "keyword" (did you mean "keywords"?)',
        'database.yaml:7:21: the keyword "sql" occurs twice '
        '("sql" on line 7 finds it already; keep one)',
        "database.yaml:8:13: weight 300 is out of range (-100 to 100)",
        "database.yaml:9:16: expected a keyword, found a whole number (put it in quotes)",
        'database.yaml:11:5: duplicate key "weight" (keep one of them)',
        'database.yaml:12:13: unknown zone "titel" (did you mean "title"?)',
        'database.yaml:13:30: unknown scope "chapter" (one of: document, section, sentence)',
        "database.yaml:14:12: bad regex at character 5: missing ) "
        "(escape special characters with \\)",
        "database.yaml:16:12: the regex matches the empty text (make it need a character)",
    ]


def test_the_problems_of_all_files_come_together(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: cache\nrules: 3\n")
    rules.write("database.yaml", "tag: database\n")
    rules.write("lib.yaml", "tag: lib\nrules: [\n")
    rules.write("other.yaml", "")
    assert rules.problems() == [
        "cache.yaml:2:8: expected a list of rules, found a whole number",
        'database.yaml:1:1: no key "rules" (as in: rules: [{keywords: [memcached], weight: 6}])',
        "lib.yaml:3:1: not valid YAML: did not find expected node content "
        "(check indentation, quotes and colons)",
        "other.yaml:1:1: the file is empty (write at least a tag and its rules)",
    ]


def test_two_files_for_one_tag(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [cache], weight: 3}")
    rules.write("more.yaml", "tag: cache\nrules:\n  - {keywords: [memo], weight: 3}\n")
    assert rules.problems() == [
        "more.yaml:1:1: a second file for the same tag "
        f"(its rules are in {rules.path}/cache.yaml)".replace(f"{rules.path}/", "")
    ]


def test_aliases_and_several_documents_are_refused(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: &x cache\nrules: [*x]\n")
    rules.write("database.yaml", "tag: *x\n")
    rules.write("lib.yaml", "tag: lib\n---\ntag: lib\n")
    assert rules.problems() == [
        "cache.yaml:1:6: an anchor (write the value out)",
        "database.yaml:1:6: an alias (write the value out)",
        "lib.yaml:2:1: a second document (one file, one document)",
    ]


def test_deep_nesting_is_refused_before_it_is_read(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: cache\nrules: " + "[" * 500 + "]" * 500)
    assert rules.problems() == ["cache.yaml:2:27: nested too deeply (rule files are flat)"]


def test_very_deep_nesting_is_refused_by_whichever_reader_meets_it_first(rules: Folder) -> None:
    rules.write("cache.yaml", "tag: cache\nrules: " + "[" * 50_000)
    (problem,) = rules.problems()
    assert re.match(r"cache.yaml:2:\d+: (nested too deeply|not valid YAML: )", problem)


def test_a_yaml_word_that_is_no_text_must_be_quoted(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [on, 'off'], weight: 3}")
    assert rules.problems() == [
        "cache.yaml:3:17: expected a keyword, found true or false (put it in quotes)"
    ]


def test_a_keyword_of_punctuation_only(rules: Folder) -> None:
    rules.write_rules("cache", '- {keywords: ["--"], weight: 3}')
    assert rules.problems() == [
        'cache.yaml:3:17: the keyword "--" has no letter or digit to search for (write a word)'
    ]


def test_variants_of_one_keyword_count_as_the_same(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [key-value stores, key value store], weight: 3}")
    assert rules.problems() == [
        'cache.yaml:3:35: the keyword "key value store" occurs twice '
        '("key-value stores" on line 3 finds it already; keep one)'
    ]


def test_implies_gives_part_of_the_weight_to_another_tag(rules: Folder) -> None:
    rules.write(
        "cache.yaml",
        "tag: cache\nimplies: {database: 50}\nrules:\n  - {keywords: [redis], weight: 7}\n",
    )
    implied = next(rule for rule in rules.load().rules if rule.tag == 0)
    assert (implied.id, implied.weight) == ("cache/redis>database", 350)


def test_settings_are_strict_too(rules: Folder) -> None:
    text = (rules.path / "zones.yaml").read_text("utf-8")
    text = text.replace("  title: 250", "  title: lots").replace("\n  share: ", "\n  shares: ")
    rules.write("zones.yaml", text)
    title = 1 + text[: text.index("title: lots")].count("\n")
    selection = text.index("\nselection:")
    share = 1 + text[: text.index("shares: ", selection)].count("\n")
    first = 1 + text[: text.index("max_tags: ", selection)].count("\n")
    assert rules.problems() == [
        f"zones.yaml:{title}:10: expected a whole number "
        "for the factor of title in percent, found text (0 to 1000)",
        f'zones.yaml:{first}:3: no key "share" (as in: share: 38)',
        f'zones.yaml:{share}:3: unknown key "shares" (did you mean "share"?)',
    ]
