"""Brackets and confidence: whole numbers that rise with what they are made of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tagengine.rules.scale import Scale

SCALE = Scale(
    (), 0, 0, ((500, 300), (1500, 150)), 10, ((-2000, 1), (0, 20), (1000, 40), (5000, 97))
)


def test_the_first_points_count_most() -> None:
    counted = [SCALE.counted(points) for points in (0, 500, 1500, 2500, -500)]
    assert counted == [0, 1500, 3000, 3100, -1500]


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2))
def test_more_points_never_count_less(points: list[int]) -> None:
    counted = [SCALE.counted(one) for one in sorted(points)]
    assert counted == sorted(counted)


def test_confidence_lies_between_the_steps_of_the_table() -> None:
    scores = (-9000, -2000, -1000, 0, 500, 1000, 5000, 9000)
    assert [SCALE.percent(score) for score in scores] == [1, 1, 10, 20, 30, 40, 97, 97]
    assert all(one <= other for one, other in pairwise(map(SCALE.percent, range(-3000, 6000, 7))))


@given(st.integers(2, 97))
def test_the_least_score_has_the_confidence_and_none_below_it(percent: int) -> None:
    least = SCALE.least_score(percent)
    assert least is not None
    assert SCALE.percent(least) >= percent > SCALE.percent(least - 1)


def test_a_confidence_that_no_score_reaches_has_no_least_score() -> None:
    assert SCALE.least_score(98) is None
    assert SCALE.least_score(0) == -2000
