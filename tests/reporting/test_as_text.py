"""Verdicts in words: what a tag lacked, and a tie as a tie."""

from __future__ import annotations

from tagengine.reporting.as_text import verdict
from tests.support import Folder


def test_a_tie_is_said_as_a_tie(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 8}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 8}")
    result = rules.engine().tag("A memo of sql.", max_tags=1)
    assert [tag.name for tag in result.tags] == ["database"]
    assert verdict(result.why("cache")) == (
        "a tie with database, which comes first in the vocabulary"
    )


def test_of_a_tie_more_rules_win(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 8}")
    rules.write_rules("cache", "- {keywords: [memo, lru], weight: 4}")
    result = rules.engine().tag("# memo sql lru", max_tags=1)
    assert [tag.name for tag in result.tags] == ["cache "]
    assert verdict(result.why("database")) == ("a tie with cache, which more rules support")


def test_one_number_has_one_reason(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 50}")
    rules.write_rules("cache", "- {keywords: [memo], weight: 1}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 12}")
    result = rules.engine().tag("A memo and a crate of sql.")
    refused = [one for one in result.evidence.tags if not one.chosen]
    reasons = {(one.needed, verdict(one).split(":")[0]) for one in refused}
    assert len(reasons) == len({one.needed for one in refused})
