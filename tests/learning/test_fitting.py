"""Sparse logistic regressions: what is fitted, and the signs that weights are kept from."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from tagengine.learning import fitting
from tagengine.learning.fitting import Fit, Task
from tagengine.system.progress import Step

_BITS = st.integers(0, 2**30)


def fitted(columns: list[list[int]], labels: list[list[int]], signs: list[list[int]]) -> Fit:
    has, marks = np.array(columns, np.float32), np.array(labels, np.float32)
    task = Task(sparse.csr_matrix(has), marks, np.ones_like(marks), np.zeros_like(marks))
    shape = has.shape[1], marks.shape[1]
    penalties = np.full(shape, 0.5, np.float32)
    steps = fitting.fit(task, penalties, np.array(signs, np.int8).reshape(shape), Step[Fit](0, 0))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Fit = end.value
            return found


def test_what_tells_a_label_gets_a_weight() -> None:
    has = [[1, 0]] * 10 + [[0, 1]] * 10
    marks = [[1]] * 10 + [[0]] * 10
    found = fitted(has, marks, [[0], [0]])
    assert found.weights[0, 0] > 1
    assert found.weights[1, 0] < -1


def test_a_weight_is_kept_from_a_sign() -> None:
    has = [[1, 0]] * 10 + [[0, 1]] * 10
    marks = [[1]] * 10 + [[0]] * 10
    found = fitted(has, marks, [[-1], [-1]])
    assert found.weights[0, 0] == 0
    assert found.weights[1, 0] < -1


@given(st.lists(st.tuples(_BITS, _BITS), min_size=4, max_size=12), st.lists(
    st.integers(-1, 1), min_size=6, max_size=6
))  # fmt: skip
def test_no_weight_has_a_sign_that_it_is_kept_from(
    rows: list[tuple[int, int]], signs: list[int]
) -> None:
    has = [[row >> bit & 1 for bit in range(3)] for row, _ in rows]
    marks = [[row >> bit & 1 for bit in range(2)] for _, row in rows]
    kept = np.array(signs).reshape(3, 2)
    found = fitted(has, marks, kept.tolist())
    assert not (found.weights * kept < 0).any()
