"""Bars of counts: each with its number, none longer than the longest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagengine.reporting.bars import bars, stacked


def test_the_longest_bar_is_the_largest_count() -> None:
    assert bars([("database", 1200), ("cache ", 600), ("lib", 1), ("cli", 0)]) == [
        f"database  1,200  {'█' * 24}",
        f"cache       600  {'█' * 12}",
        "lib           1  █",
        "cli           0",
    ]


def test_no_counts_have_no_bars() -> None:
    assert bars([]) == []


def test_a_name_controls_no_terminal() -> None:
    assert bars([("a\x1b[31mb\nc", 1)]) == [f"a[31mb c  1  {'█' * 24}"]


def test_parts_follow_each_other() -> None:
    assert stacked((6, 3, 3), 12) == "█" * 12 + "▒" * 6 + "░" * 6
    assert stacked((0, 0, 0), 0) == ""
    assert stacked((1, 0, 0), 1000) == "█"


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.integers(0, 10**6))
def test_a_bar_is_as_long_as_its_sum(parts: list[int], more: int) -> None:
    whole = stacked((sum(parts), 0, 0), sum(parts) + more)
    assert len(stacked(parts, sum(parts) + more)) == len(whole) <= 24
