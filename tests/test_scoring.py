"""Scores are exact sums of contributions, whose factors multiply in integers."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document.reading import read
from tagengine.matching.left_out import Notes, Reason
from tagengine.matching.matcher import Matcher
from tagengine.rules.rule_set import RuleSet
from tagengine.scoring import score
from tests.document.test_reading import MARKDOWN
from tests.invariants import check_result
from tests.support import Folder, examples


def contributions(rules: Folder, rule: str, text: str) -> list[tuple[str, int, int, int, int]]:
    rules.write_rules("database", rule)
    entry = rules.engine().tag(text).why("database")
    assert entry.score == sum(one.points for one in entry.contributions)
    return [
        (one.match.zone, one.zone_factor, one.section_factor, one.repeat_factor, one.points)
        for one in entry.contributions
    ]


def test_factors_multiply(rules: Folder) -> None:
    text = "# A sql\n\n## Setup\n\nsql and sql\n\n## Features\n\n- sql\n"
    assert contributions(rules, "- {keywords: [sql], weight: 4}", text) == [
        ("title", 250, 100, 100, 1000),
        ("list_item", 35, 160, 50, 112),
        ("body", 35, 40, 25, 14),
        ("body", 35, 40, 12, 6),
    ]


def test_negative_weights_round_towards_zero_too(rules: Folder) -> None:
    text = "# X\n\n## Setup\n\nsql sql sql sql\n"
    points = [one[-1] for one in contributions(rules, "- {keywords: [sql], weight: -3}", text)]
    assert points == [-42, -21, -10, -5]


def test_a_cap_counts_the_best_occurrences_only(rules: Folder) -> None:
    rule = "- {keywords: [sql], weight: 4, cap: 1}"
    assert [one[0] for one in contributions(rules, rule, "# X\n\nThe sql way\n\n# sql")] == ["head"]


def test_a_word_counts_its_part_and_a_phrase_in_full(rules: Folder) -> None:
    text = (rules.path / "zones.yaml").read_text("utf-8")
    rules.write("zones.yaml", text + "words: {title: 50}\nkind_words: {title: 20}\n")
    keywords = "- {keywords: [sql, sql way], weight: 4}"
    assert contributions(rules, keywords, "# sql") == [("title", 125, 100, 100, 500)]
    assert contributions(rules, keywords, "# sql way") == [("title", 250, 100, 100, 1000)]
    kind = f"{(rules.path / 'database.yaml').read_text('utf-8')}kind: true\n"
    rules.write("database.yaml", kind)
    (entry,) = rules.engine().tag("# sql").why("database").contributions
    assert entry.zone_factor == 50


def test_own_factors_replace_those_of_the_settings(rules: Folder) -> None:
    rule = "- {keywords: [sql], weight: 4, zones: {code_block: 100}}"
    text = "# sql\n\n```\nthe sql\n```\n"
    assert contributions(rules, rule, text) == [("code_block", 100, 100, 100, 400)]


@pytest.mark.parametrize("weight", [1, -1])
def test_the_least_weights_count(weight: int, rules: Folder) -> None:
    rule = f"- {{keywords: [sql], weight: {weight}}}"
    assert contributions(rules, rule, "# sql") == [("title", 250, 100, 100, 250 * weight)]


def test_scores_come_in_the_order_of_the_vocabulary(rules: Folder) -> None:
    rules.write_rules("cache", "- {keywords: [redis], weight: 5}\n- {keywords: [memo], weight: 3}")
    rules.write_rules("database", "- {keywords: [sql], weight: 4}")
    rule_set = rules.load()
    document = read("# redis sql memo\n\n## Setup\n\nredis", rule_set.settings)
    notes: Notes = []
    found = score(reversed(Matcher(rule_set).find(document)), document, rule_set, notes)
    assert [(one.tag, one.points, one.distinct_rules()) for one in found] == [
        (0, 1000, 1),
        (1, 2035, 2),
    ]
    assert [one.points for one in found[1].contributions] == [750, 1250, 35]
    assert notes == []


def test_what_adds_nothing_is_noted(rules: Folder) -> None:
    rules.write_rules(
        "database",
        "- {keywords: [sql], weight: 1, cap: 2}\n- {keywords: [mask], weight: 0}",
    )
    rule_set = rules.load()
    document = read("# sql mask\n\n## License\n\nsql\n\n`sql` sql\n", rule_set.settings)
    notes: Notes = []
    (found,) = score(Matcher(rule_set).find(document), document, rule_set, notes)
    assert [one.points for one in found.contributions] == [250]
    assert [(one.match.start, one.reason, one.limit) for one in notes] == [
        (4, Reason.MASK, None),
        (21, Reason.WORTH_NOTHING, None),  # 35 % x 3 % x 50 % of a point
        (31, Reason.REPEATS, 2),
        (27, Reason.REPEATS, 2),  # inline code counts less than the body
    ]


def test_a_rule_of_weight_zero_adds_nothing(rules: Folder) -> None:
    assert contributions(rules, "- {keywords: [sql], weight: 0}", "# sql") == []


@examples(60)
@given(st.lists(MARKDOWN, max_size=4), st.integers(0, 3))
def test_scores_are_sums_and_contributions_point_at_their_text(
    engine: Engine, parts: list[str], position: int
) -> None:
    words = ["database", "a Redis cache", "the `SQL` server", "数据库"]
    text = f" {words[position]} ".join(["# Title\n", *parts, ""])
    check_result(engine.tag(text))


WORDS = ("ant", "bee", "cow")
PHRASES = [" ".join(words) for count in (1, 2, 3) for words in product(WORDS, repeat=count)]
WEIGHTS = st.integers(-9, 9)
TEXTS = st.lists(st.sampled_from((*WORDS, "x", ". ", "\n\n", "\n\n## More\n\n", "`ant bee`")),
                 min_size=1, max_size=20).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def phrases(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """One rule for each phrase of up to three words."""
    folder = Folder(tmp_path_factory.mktemp("phrases") / "rules")
    keywords = f"- {{keywords: {PHRASES}, weight: 1, plural: false}}"
    folder.write_rules("database", keywords.replace("'", ""))
    return folder.load()


def _weighed(phrases: RuleSet, weights: dict[str, int]) -> RuleSet:
    """Return the rules of some phrases, with weights in points."""
    rules = (rule for rule in phrases.rules if rule.text in weights)
    weighed = tuple(rule._replace(weight=100 * weights[rule.text]) for rule in rules)
    return replace(phrases, rules=weighed)


def _covered(text: str, before: RuleSet, after: RuleSet, added: str) -> int:
    """Return the points of what speaks for the tag inside matches of an added rule."""
    result = Engine(before).tag(text)
    found = Matcher(after).occurrences(result.document).matches
    spans = [(one.start, one.end) for one in found if after.rules[one.rule].text == added]
    return sum(
        one.points
        for step in result.steps
        for one in step.score.contributions
        if one.points > 0
        and any(
            start <= one.match.start and one.match.end <= end and (start, end) != one.match[1:3]
            for start, end in spans
        )
    )


@examples(150)
@given(TEXTS, st.dictionaries(st.sampled_from(PHRASES), WEIGHTS, max_size=6),
       st.sampled_from(PHRASES), st.integers(1, 9))  # fmt: skip
@example("The ant bee", {"ant": 9}, "ant bee", 1)
def test_a_rule_more_takes_no_points_but_those_that_it_covers(
    phrases: RuleSet, text: str, weights: dict[str, int], added: str, weight: int
) -> None:
    weights.pop(added, None)
    before, after = _weighed(phrases, weights), _weighed(phrases, {**weights, added: weight})
    had, has = (Engine(one).tag(text).scores.get("database", 0) for one in (before, after))
    assert has >= had - _covered(text, before, after, added)


@examples(60)
@given(TEXTS, st.dictionaries(st.sampled_from(PHRASES), WEIGHTS, min_size=1), st.integers(1, 5))
def test_a_greater_weight_lowers_no_score(
    phrases: RuleSet, text: str, weights: dict[str, int], more: int
) -> None:
    before = _weighed(phrases, weights)
    heavier = min(weights)
    after = _weighed(phrases, {**weights, heavier: weights[heavier] + more})
    had, has = (Engine(one).tag(text).scores.get("database", 0) for one in (before, after))
    assert has >= had


@examples(60)
@given(TEXTS, st.dictionaries(st.sampled_from(PHRASES), WEIGHTS), st.randoms())
def test_the_order_of_rules_changes_no_score(
    phrases: RuleSet, text: str, weights: dict[str, int], random: Random
) -> None:
    rule_set = _weighed(phrases, weights)
    shuffled = list(rule_set.rules)
    random.shuffle(shuffled)
    assert _accounts(rule_set, text) == _accounts(replace(rule_set, rules=tuple(shuffled)), text)


def _accounts(rule_set: RuleSet, text: str) -> list[tuple[str, int, int]]:
    evidence = Engine(rule_set).tag(text).evidence
    return [(one.match.rule, one.match.position, one.points)
            for entry in evidence.tags for one in entry.contributions]  # fmt: skip
