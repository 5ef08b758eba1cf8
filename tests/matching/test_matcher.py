"""What a rule finds: whole words, variants, longest match, zones and conditions."""

from __future__ import annotations

import pytest

from tagengine.document.reading import read
from tagengine.matching.left_out import Notes
from tagengine.matching.matcher import Matcher
from tests.support import Folder


def found(rules: Folder, rule: str, text: str) -> list[str]:
    """Return the texts that the rules of a database file find."""
    rules.write_rules("database", rule)
    rule_set = rules.load()
    document = read(text, rule_set.settings)
    matches = Matcher(rule_set).find(document)
    return [document.text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("keyword", "text", "expected"),
    [
        ("c++", "C++, C++17 and c+", ["C++"]),
        ("'.net'", "the .NET Framework, ASP.NET, a.net", [".NET"]),
        ("node.js", "Node.js. And node.js! node js", ["Node.js", "node.js"]),
        ("c#", "C# and c", ["C#"]),
        ("cache", "cached, caches, a cache-miss, mycache", ["caches", "cache"]),
        (
            "real time",
            "real-time, real/time, realtime, real\n  time",
            ["real-time", "real/time", "real time"],
        ),
        (
            "machine learning",
            "**machine** learning and machine\nlearning",
            ["machine learning"] * 2,
        ),
        ("数据库", "基于MySQL数据库的系统", ["数据库"]),
        ("mysql", "基于MySQL数据库的系统", ["MySQL"]),
        ("istanbul", "İSTANBUL istanbul", ["istanbul"]),
        ("redis", "REDİS Redis", ["Redis"]),
        ("r&d", "R&amp;D", ["R&D"]),
    ],
)
def test_whole_words(keyword: str, text: str, expected: list[str], rules: Folder) -> None:
    found_texts = found(rules, f"- {{keywords: [{keyword}], weight: 3}}", text)
    assert [one.replace("\n", " ") for one in found_texts] == expected


def test_options_for_case_plural_and_separators(rules: Folder) -> None:
    rule = "- {keywords: [ROS], weight: 3, case: exact, plural: false}\n"
    rule += "- {keywords: [on-call], weight: 3, hyphen: false}"
    text = "ROS, ros, Ros; ROSs; on call, On-Call"
    assert found(rules, rule, text) == ["ROS", "On-Call"]


def test_the_longest_match_of_a_tag_wins(rules: Folder) -> None:
    rule = "- {keywords: [engine, query engine], weight: 3}\n"
    rule += "- {keywords: [query engine room], weight: 0}"
    text = "engine, query engine, query engine room"
    assert found(rules, rule, text) == ["engine", "query engine", "query engine room"]


def test_tags_do_not_shadow_each_other(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [redis cache server], weight: 3}")
    assert found(rules, "- {keywords: [redis], weight: 3}", "a redis cache server") == [
        "redis",
        "redis cache server",
    ]


def test_zones_and_sections(rules: Folder) -> None:
    rule = "- {keywords: [sql], weight: 3, zones: [title, features]}"
    text = "# SQL one\n\nA sql two\n\n## Features\n\n- Sql three\n\n## Setup\n\nsQL four\n"
    assert found(rules, rule, text) == ["SQL", "Sql"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("requires: {any: [disk], in: sentence}", 1),
        ("unless: {any: [disk], in: sentence}", 2),
        ("requires: {any: [disk, moon], in: section}", 2),
        ("unless: {any: [disk], in: section}", 1),
        ("requires: {any: [disk]}", 3),
        ("unless: {any: [disk]}", 0),
        ("unless: {any: [floppy disk]}", 3),
    ],
)
def test_conditions(condition: str, expected: int, rules: Folder) -> None:
    text = "# X\n\nA store on disk. A store in memory.\n\n## Setup\n\nRun the store\n"
    rule = f"- {{keywords: [store], weight: 3, {condition}}}"
    assert len(found(rules, rule, text)) == expected


def test_regexes_count_in_their_zones(rules: Folder) -> None:
    rule = "- {regex: 'SQL:\\d+', weight: 3, zones: [title]}"
    assert found(rules, rule, "# SQL:92 and SQL:99\n\nSQL:2003\n") == ["SQL:92", "SQL:99"]


def test_a_phrase_does_not_reach_over_the_end_of_a_block(rules: Folder) -> None:
    assert found(rules, "- {keywords: [a b], weight: 3}", "# a\n\nb\n\n- a\n- b\n") == []


def test_what_is_left_out_is_noted_with_its_reason(rules: Folder) -> None:
    rules.write_rules(
        "database",
        """\
        - {keywords: [sql], weight: 3, zones: [title]}
        - {keywords: [ROS], weight: 3, zones: [body], case: exact}
        - {keywords: [keeps … data], weight: 3, zones: [title]}
        - {keywords: [engine, query engine], weight: 3}
        - {keywords: [moon], weight: 3, requires: {any: [sun], in: sentence}}
        """,
    )
    rule_set = rules.load()
    text = (
        "# ros\n\nIt was.\n\n## More\n\nsql, ros and ROS. It keeps data. A query engine. A moon.\n"
    )
    document = read(text, rule_set.settings)
    matcher = Matcher(rule_set)
    notes: Notes = []
    kept = matcher.find(document, notes)
    assert kept == matcher.find(document)
    assert [document.text[match.start : match.end] for match in kept] == ["ROS", "query engine"]
    noted = [
        (document.text[one.match.start : one.match.end], one.match.start, one.reason.value)
        for one in notes
    ]
    assert sorted(noted) == [
        ("engine", document.text.index("engine"), "longer-match"),
        ("keeps data", document.text.index("keeps"), "zone"),
        ("moon", document.text.index("moon"), "requires"),
        ("ros", document.text.index("ros and"), "spelling"),
        ("sql", document.text.index("sql"), "zone"),
    ]


def test_two_rules_of_a_tag_may_find_the_same(rules: Folder) -> None:
    both = "- {keywords: [sql], weight: 3}\n- {regex: 's[qx]l', weight: 3}"
    assert found(rules, both, "# sql\n") == ["sql", "sql"]
