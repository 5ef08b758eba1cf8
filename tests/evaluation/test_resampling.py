import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.evaluation import Judged, evaluate
from tagengine.evaluation.resampling import Interval, compare, intervals
from tests.evaluation.support import NAMES, SAMPLE, judged

tags = st.text(st.sampled_from(NAMES), max_size=3).map(lambda text: "".join(sorted(set(text))))
answers = st.lists(st.builds(judged, st.integers(), tags, st.just({}), tags), min_size=1)


def test_the_same_seed_draws_the_same() -> None:
    once, again, other = (intervals(SAMPLE, 6, 200, seed) for seed in (1, 1, 2))
    assert once == again != other
    assert once["micro_f1"] == Interval(0.0, 0.7)


@given(answers)
def test_intervals_are_ordered_ratios(found: list[Judged]) -> None:
    for one in intervals(found, len(NAMES), 40).values():
        assert 0 <= one.low <= one.high <= 1


def test_equal_documents_leave_no_doubt() -> None:
    found = intervals([judged(n, "ab", {"a": 1}, "a") for n in range(9)], 6, 100)
    assert found["micro_precision"] == Interval(1, 1)
    assert found["micro_f1"] == Interval(2 / 3, 2 / 3)
    assert found["mean_jaccard"] == Interval(0.5, 0.5)


def test_a_clear_difference_is_found() -> None:
    right = [judged(n, "a", {}, "a") for n in range(20)]
    wrong = [judged(n, "a", {}, "b") for n in range(20)]
    found = compare("old", right, wrong, 500)
    assert (found.difference, found.better, found.worse, found.same) == (1, 20, 0, 0)
    assert found.p_value == pytest.approx(1 / 501)
    assert compare("old", wrong, right, 500).difference == -1


@given(answers, st.integers(0, 9))
def test_rules_do_not_differ_from_themselves(found: list[Judged], seed: int) -> None:
    same = compare("same", found, found, 30, seed)
    assert (same.difference, same.p_value, same.interval) == (0, 1, Interval(0, 0))
    assert same.micro_f1 == evaluate(found, NAMES).micro_f1
    assert same.same == len(found)
