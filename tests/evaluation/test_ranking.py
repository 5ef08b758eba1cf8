from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.evaluation.ranking import AtCutoff, average_precision, ranking
from tests.evaluation.support import NAMES, SAMPLE, judged

letters = st.sampled_from(NAMES)


def test_lrap_is_that_of_scikit_learn() -> None:
    """The expected value is `label_ranking_average_precision_score` of scikit-learn 1.9."""
    assert ranking(SAMPLE, len(NAMES)).lrap == pytest.approx(0.5854166666666667)


def test_precision_and_recall_at_k() -> None:
    found = ranking([judged(1, "ab", {"a": 9, "c": 5, "b": 4}, ""), judged(2, "", {"a": 1}, "")], 6)
    assert found.cutoffs == (
        AtCutoff(1, 1.0, 0.5),
        AtCutoff(2, 0.5, 0.5),
        AtCutoff(3, 2 / 3, 1.0),
        AtCutoff(5, 2 / 5, 1.0),
    )


def test_a_tag_without_points_is_not_among_the_first() -> None:
    assert ranking([judged(1, "a", {"a": 0}, "")], 6).cutoffs[0] == AtCutoff(1, 0.0, 0.0)


def test_no_labels_or_all_tags_count_as_right() -> None:
    assert average_precision(judged(1, "", {"a": 1}, ""), 6) == 1
    assert average_precision(judged(1, "abcdef", {"a": 1}, ""), 6) == 1


@given(st.sets(letters, min_size=1), st.dictionaries(letters, st.integers(-3, 3)))
def test_average_precision_by_its_definition(labels: set[str], scores: dict[str, int]) -> None:
    one = judged(1, "".join(sorted(labels)), scores, "")
    points = {name: scores.get(name, 0) for name in NAMES}
    expected = Fraction(0)
    for label in labels:
        at_least = [name for name in NAMES if points[name] >= points[label]]
        expected += Fraction(len(labels.intersection(at_least)), len(at_least))
    assert average_precision(one, len(NAMES)) == expected / len(labels)
