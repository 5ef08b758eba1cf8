"""Which tags are chosen from scores, and why the others are not."""

from __future__ import annotations

from tagengine import Verdict
from tests.support import Folder

RULES = {
    "database": "- {keywords: [sql, rows], weight: 10}",
    "cache": "- {keywords: [redis], weight: 10}",
    "lib": "- {keywords: [crate], weight: 3}",
}


def verdicts(rules: Folder, text: str, max_tags: int | None = None) -> list[tuple[str, str]]:
    for tag, rule in RULES.items():
        if not (rules.path / f"{tag}.yaml").exists():
            rules.write_rules(tag, rule)
    result = rules.engine().tag(text, max_tags=max_tags)
    assert [tag.name for tag in result.tags] == [
        entry.tag.name for entry in result.evidence.tags if entry.verdict is Verdict.CHOSEN
    ]
    return [(e.tag.name, e.verdict.value) for e in result.evidence.tags if e.verdict]


def test_the_highest_scores_come_first(rules: Folder) -> None:
    assert verdicts(rules, "# redis, redis, sql and a crate of redis") == [
        ("cache ", "chosen"),
        ("database", "chosen"),
        ("lib", "below its threshold"),
    ]


def test_ties_go_to_more_distinct_rules_then_to_the_vocabulary(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [redis, memo], weight: 5}")
    assert verdicts(rules, "# sql, redis and memo")[0][0] == "cache "
    rules.write_rules("cache", "- {keywords: [redis], weight: 10}")
    assert verdicts(rules, "# redis and sql")[0][0] == "database"


def test_a_limit_leaves_no_place(rules: Folder) -> None:
    assert verdicts(rules, "# redis and sql", max_tags=1) == [
        ("database", "chosen"),
        ("cache ", "no place left"),
    ]
    assert verdicts(rules, "# redis and sql", max_tags=0)[0][1] == "no place left"


def test_a_weak_tag_beside_a_strong_one_is_left_out(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 100}")
    assert verdicts(rules, "# redis and sql")[1] == ("cache ", "too far below the best score")


def test_a_chosen_tag_keeps_others_out(rules: Folder) -> None:
    rules.write(
        "database.yaml",
        "tag: database\nsuppresses: [cache]\nrules:\n  - {keywords: [sql], weight: 20}\n",
    )
    assert verdicts(rules, "# redis and sql") == [
        ("database", "chosen"),
        ("cache ", "kept out by a chosen tag"),
    ]


def test_a_text_without_matches_has_no_tags(rules: Folder) -> None:
    assert verdicts(rules, "") == []
