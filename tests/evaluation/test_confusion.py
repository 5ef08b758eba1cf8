from tagengine.evaluation.confusion import Confusion, confusions
from tests.evaluation.support import NAMES, judged


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
