"""How work grows with its input: a ratio of two measurements side by side, never a duration."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TIMES = 16
LINEAR = 64.0
"""What is less than this grows by the length, be it a little faster; by the square it is 256."""

_ROUNDS = 7
_NOTHING = 0.001  # seconds; what takes less cannot be compared


def growth(make: Callable[[int], T], run: Callable[[T], object], size: int) -> float:
    """Return how many times as much processor time `run` takes for input `TIMES` as large.

    `make` gives the input of a size. Other work on the machine only ever adds time, so the least of
    some rounds counts; where the growth is linear, the first will do.
    """
    small, large = make(size), make(size * TIMES)
    least_small = least_large = float("inf")
    for _ in range(_ROUNDS):
        least_small = min(least_small, _seconds(run, small))
        least_large = min(least_large, _seconds(run, large))
        ratio = least_large / max(least_small, _NOTHING)
        if ratio < LINEAR:
            break
    return ratio


def _seconds(run: Callable[[T], object], given: T) -> float:
    start = time.process_time()
    run(given)
    return time.process_time() - start
