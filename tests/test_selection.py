"""Which tags are chosen from scores, and why the others are not."""

from __future__ import annotations

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
        entry.tag.name for entry in result.evidence.tags if entry.chosen
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


def kinds(rules: Folder, text: str, max_tags: int) -> dict[str, str]:
    """Return the verdicts where `lib` is a kind of project."""
    rules.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 10}\n")
    return dict(verdicts(rules, text, max_tags))


def test_the_kind_of_project_takes_a_free_place_on_easier_terms(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 40}")
    assert kinds(rules, "# sql crate", 2) == {
        "database": "chosen",
        "lib": "chosen as the kind of project",
    }


def test_the_kind_of_project_takes_the_place_of_a_weak_last_tag(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 25}")
    rules.write_rules("cache", "- {keywords: [redis], weight: 12}")
    text = "# sql, redis, crate"
    assert kinds(rules, text, 2) == {
        "database": "chosen",
        "cache ": "gave its place to the kind of project",
        "lib": "chosen as the kind of project",
    }
    rules.write_rules("cache", "- {keywords: [redis], weight: 24}")
    assert kinds(rules, text, 2)["lib"] == "no place left"
    assert kinds(rules, text, 1)["lib"] == "no place left"


def test_a_kind_that_is_chosen_anyway_changes_nothing(rules: Folder) -> None:
    assert (
        kinds(rules, "# crate, sql, redis", 2)
        == {
            "database": "chosen",
            "cache ": "chosen",
            "lib": "no place left",
        }
        or kinds(rules, "# crate of crates, sql, redis", 2)["lib"] == "chosen"
    )
