"""Precision against recall by confidence, counted by hand."""

from __future__ import annotations

from tagengine.evaluation.figures import Judged
from tagengine.evaluation.tradeoff import AtConfidence, tradeoff


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
