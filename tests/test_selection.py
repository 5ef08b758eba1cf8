"""Which tags are chosen from scores, and why the others are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from tagengine.rules.rule_set import RuleSet, TagPolicy
from tagengine.scoring import Score
from tagengine.selection import Pass, Step, Verdict, choose, chosen_tags
from tests.rules.test_scale import SCALE
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
        ("lib", "too far below the best score"),
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
        ("cache ", "suppressed by a chosen tag"),
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
        "cache ": "gave its place to a kind of project",
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


SUBJECT, OTHER, KIND, OTHER_KIND = range(4)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """Rules whose settings and policies a test replaces."""
    folder = Folder(tmp_path_factory.mktemp("small") / "rules")
    folder.write_rules("database", "- {keywords: [sql], weight: 1}")
    return folder.load()


def outcome(step: Step) -> tuple[Verdict, int, int | None]:
    return step.verdict, step.needed, step.by


def turns(
    small: RuleSet, points: dict[int, int], max_tags: int | None = None, **policies: TagPolicy
) -> tuple[list[Step], list[Step]]:
    """Return what is chosen from points, at shares of 50 % and 20 % and a rank of 60 %.

    Tags 2 and 3 are kinds; `policies` are of tags, by names such as `t1`.
    """
    usual = [TagPolicy(10, kind=tag in (KIND, OTHER_KIND)) for tag in range(4)]
    settings = replace(small.settings, max_tags=3, share=50, kind_share=20, kind_rank=60)
    own = tuple(policies.get(f"t{tag}", policy) for tag, policy in enumerate(usual))
    taken: list[Step] = []
    scores = [Score(tag, number, ()) for tag, number in points.items()]
    rule_set = replace(small, settings=settings, policies=own)
    return choose(scores, rule_set, max_tags, taken), taken


@pytest.mark.parametrize(
    ("points", "threshold", "verdict", "needed"),
    [
        (1000, 10, Verdict.CHOSEN, 1000),
        (999, 10, Verdict.BELOW_THRESHOLD, 1000),
        (1, 0, Verdict.CHOSEN, 1),
        (0, 0, Verdict.BELOW_THRESHOLD, 1),
        (-5, 0, Verdict.BELOW_THRESHOLD, 1),
    ],
)
def test_a_threshold_is_reached_by_as_much(
    points: int, threshold: int, verdict: Verdict, needed: int, small: RuleSet
) -> None:
    steps, taken = turns(small, {SUBJECT: points}, t0=TagPolicy(threshold))
    assert [outcome(step) for step in steps] == [(verdict, needed, None)]
    assert [astuple(one)[2:] for one in taken] == [
        (max(threshold * 100, 1), points, points // 2, None, 0, verdict, None)
    ]


@pytest.mark.parametrize(
    ("points", "verdict"), [(2000, Verdict.CHOSEN), (1999, Verdict.BELOW_SHARE)]
)
def test_a_share_of_the_best_subject_is_reached_by_as_much(
    points: int, verdict: Verdict, small: RuleSet
) -> None:
    steps, _ = turns(small, {KIND: 9000, SUBJECT: 4001, OTHER: points})
    assert [(step.score.tag, step.verdict, step.needed) for step in steps] == [
        (KIND, Verdict.CHOSEN, 4500),
        (SUBJECT, Verdict.CHOSEN, 2000),
        (OTHER, verdict, 2000),
    ]


def test_a_kind_is_measured_by_the_best_tag_of_all(small: RuleSet) -> None:
    steps, taken = turns(small, {SUBJECT: 6000, KIND: 3000, OTHER_KIND: 2999})
    assert [(step.score.tag, step.verdict) for step in steps] == [
        (SUBJECT, Verdict.CHOSEN),
        (KIND, Verdict.CHOSEN),
        (OTHER_KIND, Verdict.BELOW_SHARE),
    ]
    assert [(one.in_pass, one.best) for one in taken] == [(Pass.SCORE, 6000)] * 3


def test_kinds_alone_are_measured_by_the_best_of_them(small: RuleSet) -> None:
    steps, _ = turns(small, {KIND: 3000, OTHER_KIND: 1500})
    assert [step.verdict for step in steps] == [Verdict.CHOSEN] * 2


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        (TagPolicy(10, suppresses=(OTHER,)), Verdict.SUPPRESSED),
        (TagPolicy(10, excludes=(OTHER,)), Verdict.EXCLUDED),
    ],
)
def test_what_keeps_a_tag_out_is_named(policy: TagPolicy, verdict: Verdict, small: RuleSet) -> None:
    steps, taken = turns(small, {SUBJECT: 5000, OTHER: 4000}, t0=policy)
    assert outcome(steps[1]) == (verdict, 2500, SUBJECT)
    assert (taken[1].verdict, taken[1].by, taken[1].taken) == (verdict, SUBJECT, 1)


@pytest.mark.parametrize(
    ("points", "max_tags", "turn"),
    [
        # by its share of the best score, into a free place
        (1000, 3, (1000, 5000, 1000, None, 2, Verdict.CHOSEN_AS_KIND, None)),
        (999, 3, (1000, 5000, 1000, None, 2, Verdict.BELOW_THRESHOLD, None)),
        # by its part of the last tag's score, into that tag's place
        (2400, 2, (1000, 5000, 1000, 2400, 2, Verdict.CHOSEN_AS_KIND, OTHER)),
        (2399, 2, (1000, 5000, 1000, 2400, 2, Verdict.NO_PLACE, OTHER)),
        # never into the only place
        (2499, 1, (1000, 5000, 1000, None, 1, Verdict.NO_PLACE, None)),
        (2499, 0, (1000, 5000, 1000, None, 0, Verdict.NO_PLACE, None)),
    ],
)
def test_a_kind_is_let_in(
    points: int, max_tags: int, turn: tuple[object, ...], small: RuleSet
) -> None:
    steps, taken = turns(small, {SUBJECT: 5000, OTHER: 4001, KIND: points}, max_tags)
    last = taken[-1]
    assert (last.in_pass, last.score.tag, astuple(last)[2:]) == (Pass.KIND, KIND, turn)
    assert [one.in_pass for one in taken] == [Pass.SCORE] * 3 + [Pass.KIND]
    if last.verdict is Verdict.CHOSEN_AS_KIND:
        assert outcome(steps[-1]) == (Verdict.CHOSEN_AS_KIND, last.needed, None)
        assert chosen_tags(steps)[-1] == KIND
    else:
        assert chosen_tags(steps) == [SUBJECT, OTHER][:max_tags]
    if last.verdict is Verdict.CHOSEN_AS_KIND and last.by is not None:
        assert outcome(steps[1]) == (Verdict.YIELDED, 2500, KIND)


def test_a_kind_takes_the_place_of_the_last_of_three(small: RuleSet) -> None:
    scores = {SUBJECT: 5000, OTHER: 4500, OTHER_KIND: 4000, KIND: 2400}
    steps, taken = turns(small, scores, t3=TagPolicy(10))
    assert (taken[-1].rank, taken[-1].by) == (2400, OTHER_KIND)
    assert [(step.score.tag, step.verdict) for step in steps] == [
        (SUBJECT, Verdict.CHOSEN),
        (OTHER, Verdict.CHOSEN),
        (OTHER_KIND, Verdict.YIELDED),
        (KIND, Verdict.CHOSEN_AS_KIND),
    ]
    assert chosen_tags(steps) == [SUBJECT, OTHER, KIND]


def test_a_kind_below_its_share_is_not_let_in(small: RuleSet) -> None:
    low = TagPolicy(1, kind=True)
    _, taken = turns(small, {SUBJECT: 5000, KIND: 999}, t2=low)
    assert (taken[-1].verdict, taken[-1].needed) == (Verdict.BELOW_SHARE, 1000)
    _, taken = turns(small, {SUBJECT: 5003, KIND: 1000}, t2=low)
    assert (taken[-1].verdict, taken[-1].share) == (Verdict.CHOSEN_AS_KIND, 1000)


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        (TagPolicy(10, suppresses=(KIND,)), Verdict.SUPPRESSED),
        (TagPolicy(10, excludes=(KIND,)), Verdict.EXCLUDED),
    ],
)
def test_where_a_kind_is_kept_out_the_next_is_let_in(
    policy: TagPolicy, verdict: Verdict, small: RuleSet
) -> None:
    scores = {SUBJECT: 5000, KIND: 2000, OTHER_KIND: 1500}
    steps, taken = turns(small, scores, t0=policy)
    assert [astuple(one)[7:] for one in taken if one.in_pass is Pass.KIND] == [
        (verdict, SUBJECT),
        (Verdict.CHOSEN_AS_KIND, None),
    ]
    assert chosen_tags(steps) == [SUBJECT, OTHER_KIND]


def test_only_the_first_kind_that_has_a_chance_gets_a_turn(small: RuleSet) -> None:
    _, taken = turns(small, {SUBJECT: 5000, KIND: 2000, OTHER_KIND: 1500})
    assert [one.score.tag for one in taken if one.in_pass is Pass.KIND] == [KIND]
    _, taken = turns(small, {SUBJECT: 5000, KIND: 2000, OTHER_KIND: 1500}, 1)
    assert [one.score.tag for one in taken if one.in_pass is Pass.KIND] == [KIND]


@given(
    st.dictionaries(st.integers(0, 3), st.integers(-2000, 9000)),
    st.integers(0, 4),
    st.lists(
        st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 3)), min_size=4, max_size=4
    ),
)
def test_whatever_the_scores_the_choice_holds_what_it_promises(
    small: RuleSet, points: dict[int, int], max_tags: int, drawn: list[tuple[int, bool, int]]
) -> None:
    policies = {
        f"t{tag}": TagPolicy(threshold, ((tag + step) % 4,) if step else (), kind)
        for tag, (threshold, kind, step) in enumerate(drawn)
    }
    steps, taken = turns(small, points, max_tags, **policies)
    given = chosen_tags(steps)
    assert sorted(step.score.tag for step in steps) == sorted(points)
    assert len(set(given)) == len(given) <= max_tags
    assert [one.score for one in taken[: len(steps)]] == [step.score for step in steps]
    ranks = [(-step.score.points, step.score.tag) for step in steps]
    assert ranks == sorted(ranks)
    for step in steps:
        policy = policies[f"t{step.score.tag}"]
        if step.verdict.is_chosen:
            assert step.score.points >= max(policy.threshold * 100, 1, step.needed)
        elif step.verdict in (Verdict.BELOW_SHARE, Verdict.BELOW_THRESHOLD):
            assert step.score.points < step.needed == max(step.threshold, step.share)
            is_threshold = step.threshold >= step.share
            assert is_threshold is (step.verdict is Verdict.BELOW_THRESHOLD)
        else:
            assert step.score.points >= policy.threshold * 100
    kinds = [policies[f"t{tag}"].kind for tag in given]
    as_kind = [step for step in steps if step.verdict is Verdict.CHOSEN_AS_KIND]
    assert not as_kind or (kinds.count(True) == 1 and kinds[-1])


def _best(small: RuleSet, *scores: Score, percent: int = 0) -> list[tuple[int, Verdict]]:
    rule_set = replace(small, policies=(TagPolicy(8),) * 4, scale=SCALE, min_confidence=percent)
    taken: list[Step] = []
    steps = choose(scores, rule_set, None, taken)
    assert chosen_tags(steps) == [step.score.tag for step in steps if step.verdict.is_chosen]
    assert [one.in_pass for one in taken[len(scores) :]] == [
        step.in_pass for step in steps if step.in_pass is not Pass.SCORE
    ]
    return [(step.score.tag, step.verdict) for step in steps]


def test_the_best_tag_that_rules_by_hand_speak_for_is_given_where_none_is(small: RuleSet) -> None:
    none = Score(SUBJECT, -500, (), by_hand=1199)
    enough = Score(OTHER, -1000, (), by_hand=1200)
    more = Score(KIND, -1500, (), by_hand=9000)
    left = Verdict.BELOW_THRESHOLD
    assert _best(small, none, enough, more) == [
        (SUBJECT, left), (OTHER, Verdict.CHOSEN_AS_BEST), (KIND, left),
    ]  # fmt: skip
    good = Score(OTHER_KIND, 800, ())
    assert _best(small, enough, good) == [(OTHER_KIND, Verdict.CHOSEN), (OTHER, left)]


def test_the_best_tag_has_the_confidence_that_is_asked_for(small: RuleSet) -> None:
    enough = Score(OTHER, -1000, (), by_hand=1200)
    assert _best(small, enough, percent=10) == [(OTHER, Verdict.CHOSEN_AS_BEST)]
    assert _best(small, enough, percent=11) == [(OTHER, Verdict.BELOW_THRESHOLD)]
