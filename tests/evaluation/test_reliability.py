"""Reliability: confidence beside the part of tags that is right."""

from __future__ import annotations

from tagengine.evaluation.figures import Judged
from tagengine.evaluation.reliability import AtConfidence, Range, reliability, tradeoff


def test_tags_go_into_the_range_of_their_confidence() -> None:
    judged = [
        Judged("a", ("x",), ("y",), ("x", "y"), (), (("x", 90), ("y", 60))),
        Judged("b", ("x",), (), ("z",), (), (("z", 70),)),
        Judged("c", ("x",), (), ("x",), (), (("x", 100),)),
    ]
    found = reliability(judged)
    assert found is not None
    assert found.ranges == (
        Range(60, 70, 1, 0.6, 1.0), Range(70, 80, 1, 0.7, 0.0), Range(90, 100, 2, 0.95, 1.0),
    )  # fmt: skip
    assert round(found.error, 4) == round((0.4 + 0.7 + 2 * 0.05) / 4, 4)


def test_rules_without_confidence_have_no_reliability() -> None:
    assert reliability([Judged("a", ("x",), (), ("x",))]) is None


def test_unsure_tags_are_left_out() -> None:
    judged = [
        Judged(1, ("a", "b"), (), ("a", "c"), (), (("a", 92), ("c", 55))),
        Judged(2, ("b",), (), ("b",), (), (("b", 60),)),
    ]
    assert tradeoff(judged) == (
        AtConfidence(0, 3, 2 / 3, 2 / 3),
        AtConfidence(50, 3, 2 / 3, 2 / 3),
        AtConfidence(60, 2, 1.0, 2 / 3),
        AtConfidence(70, 1, 1.0, 1 / 3),
        AtConfidence(80, 1, 1.0, 1 / 3),
        AtConfidence(90, 1, 1.0, 1 / 3),
        AtConfidence(95, 0, 1.0, 0.0),
    )


def test_rules_without_confidence_have_none() -> None:
    assert tradeoff([Judged(1, ("a",), (), ("a",))]) == ()
