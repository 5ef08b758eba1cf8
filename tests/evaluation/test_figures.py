import pytest

from tagengine.evaluation import Judged, evaluate
from tagengine.evaluation.figures import Confusion, confusions
from tests.evaluation.support import NAMES, SAMPLE, judged


def test_figures_are_those_of_scikit_learn() -> None:
    """The expected values are scikit-learn 1.9's for the same labels and answers."""
    figures = evaluate(SAMPLE, NAMES)
    assert figures.micro_precision == pytest.approx(0.36363636363636365)
    assert figures.micro_recall == pytest.approx(0.4444444444444444)
    assert figures.micro_f1 == pytest.approx(0.4)
    assert figures.mean_jaccard == pytest.approx(0.22916666666666666)


def test_macro_f1_is_over_the_tags_that_occur() -> None:
    """scikit-learn counts tags that never occur as 0; here they do not count."""
    figures = evaluate(SAMPLE, (*NAMES, "never"))
    assert figures.macro_f1 == pytest.approx(0.24444444444444446)


def test_lenient_precision_takes_also_as_right() -> None:
    figures = evaluate([Judged(1, ("a",), ("b",), ("b", "c"))], NAMES)
    assert figures.lenient_precision == 0.5
    assert figures.micro_precision == figures.first_tag_precision == 0


def test_nothing_judged() -> None:
    figures = evaluate([], NAMES)
    assert (figures.documents, figures.micro_f1, figures.mean_jaccard) == (0, 0, 0)


def test_pairs_of_missed_and_given_most_frequent_first() -> None:
    found = confusions(
        [
            judged(1, "ab", {}, "bc"),
            judged(2, "a", {}, "c"),
            judged(3, "d", {}, ""),
            judged(4, "e", {}, "ef"),
            judged(5, "e", {}, "e"),
            judged(6, "", {}, ""),
        ],
        NAMES,
    )
    assert found == [
        Confusion("a", "c", (1, 2)),
        Confusion(None, "f", (4,)),
        Confusion("d", None, (3,)),
    ]


def test_several_missed_and_wrong_make_every_pair() -> None:
    found = confusions([judged(1, "ab", {}, "dc")], NAMES)
    pairs = [(one.missed, one.given) for one in found]
    assert pairs == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
