"""Pictures of an evaluation: well-formed, harmless, and what they show is what was counted."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from tagengine.evaluation import plots
from tagengine.evaluation.figures import Confusion
from tagengine.evaluation.reliability import AtConfidence, Range, Reliability
from tagengine.evaluation.report import CurvePoint

_FOUND = (
    Confusion("lib", "cli", ("a", "b", "c")),
    Confusion("lib", None, ("d",)),
    Confusion(None, "cli", ("e",)),
    Confusion("<b>&", "cache ", ("f",)),
)


def _texts(picture: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(picture).iter("text")]


def test_confusions_have_a_cell_each() -> None:
    picture = plots.confusion_picture(_FOUND)
    assert _texts(picture) == ["lib", "<b>&", "cli", "cache", "3", "1"]
    assert picture.count("<rect ") == 2
    assert re.findall(r'fill-opacity="([\d.]+)"', picture) == ["0.75", "0.35"]


def test_without_a_confusion_there_is_no_picture() -> None:
    assert plots.confusion_picture(_FOUND[1:3]) == ""


def test_many_confusions_are_cut() -> None:
    many = [Confusion(f"label-{n}", f"tag-{n}", ("a",)) for n in range(50)]
    assert plots.confusion_picture(many).count("<rect ") == 20


def test_a_learning_curve_has_a_dot_for_each_point() -> None:
    points = (CurvePoint(50, 0.4, 0.5), CurvePoint(1000, 0.6, 0.7))
    picture = plots.learning_curve(points)
    circles = [circle.attrib for circle in ET.fromstring(picture).iter("circle")]
    assert [int(one["cx"]) for one in circles] == [74, 500]
    assert int(circles[0]["cy"]) > int(circles[1]["cy"])
    assert "1,000" in _texts(picture)


def test_reliability_has_a_dot_for_each_range_and_the_ideal_line() -> None:
    found = Reliability((Range(80, 90, 10, 0.84, 0.8), Range(90, 100, 20, 0.96, 0.95)), 0.02)
    picture = plots.reliability_diagram(found)
    assert picture.count("<circle ") == 2
    assert 'class="even" d="M52 268L500 28"' in picture
    assert {"confidence", "right or not wrong"} <= set(_texts(picture))


def test_precision_against_recall_leaves_out_what_gives_no_tag() -> None:
    found = (AtConfidence(0, 10, 0.8, 0.7), AtConfidence(95, 0, 1.0, 0.0))
    assert plots.precision_against_recall(found).count("<circle ") == 1
