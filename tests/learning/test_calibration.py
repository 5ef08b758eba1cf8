"""The limits of a selection, chosen on examples that were not fitted to."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from tagengine.learning import calibration
from tagengine.learning.fitting import Array
from tagengine.learning.table import Table


def _table(labels: list[list[int]], also: list[list[int]]) -> Table:
    rows = len(labels)
    return Table(
        (),
        sparse.csr_matrix(np.zeros((rows, 0), np.float32)),
        np.zeros((rows, len(labels[0]))),
        np.array(labels, np.float32),
        np.array(also, bool),
        np.ones(rows, np.float32),
        np.ones(rows, bool),
        np.zeros(rows, bool),
    )


def _scores(*rows: list[float]) -> Array:
    """Return scores in hundredths of a point."""
    return np.array(rows) * 100


def test_a_tag_far_behind_the_best_is_left_out_where_such_tags_are_wrong() -> None:
    scores = _scores([60, 55, 20], [30, 28, 5], [18, 2, 1])
    labels = [[1, 1, 0], [1, 1, 0], [1, 0, 0]]
    found = calibration.limits(scores, _table(labels, [[0, 0, 0]] * 3), 3)
    assert found.max_tags == 3
    assert 34 <= found.share <= 90
    assert found.threshold <= 18


def test_no_share_is_asked_for_where_tags_far_behind_are_right() -> None:
    scores = _scores([60, 12, 2], [30, 3, 2], [18, 12, 2])
    labels = [[1, 1, 0], [1, 0, 0], [1, 1, 0]]
    found = calibration.limits(scores, _table(labels, [[0, 0, 0]] * 3), 3)
    assert found.share <= 20
    assert 3 < found.threshold <= 12


def test_enough_tags_must_be_right_or_not_wrong_even_if_fewer_labels_are_found() -> None:
    scores = _scores(*[[50.0, 20.0, 0.0]] * 10)
    labels = [[1, 1, 0]] * 6 + [[1, 0, 0]] * 4
    also = [[0, 0, 0]] * 10
    assert calibration.limits(scores, _table(labels, also), 3).share <= 40
    also[9] = [0, 0, 1]  # now it is known what would not be wrong
    assert calibration.limits(scores, _table(labels, also), 3).share > 40
