"""Reliability: confidence beside the part of tags that is right."""

from __future__ import annotations

from tagengine.evaluation.figures import Judged
from tagengine.evaluation.reliability import Range, reliability


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
