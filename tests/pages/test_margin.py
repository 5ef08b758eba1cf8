"""The closest decision about a document."""

from __future__ import annotations

import pytest

from tagengine import Engine
from tagengine.reporting.pages.margin import Margin, closest
from tests.support import Folder


@pytest.fixture
def engine(rules: Folder) -> Engine:
    rules.write_rules("database", "- {keywords: [ember], weight: 10}")
    rules.write_rules("cache", "- {keywords: [spark], weight: 4}\n- {keywords: [glow], weight: 9}")
    return rules.engine()


def _margin(engine: Engine, text: str, max_tags: int | None = None) -> tuple[str, int, bool] | None:
    found: Margin | None = closest(engine.explain(text, max_tags=max_tags).audit)
    return None if found is None else (found.tag.name.strip(), found.points, found.given)


def test_what_a_tag_lacks_of_its_threshold(engine: Engine) -> None:
    text = "# x\n\nIt has ember and spark.\n"
    assert engine.tag(text).scores == {"database": 2000, "cache ": 800}
    assert _margin(engine, text) == ("cache", 200, False)


def test_what_a_tag_has_to_spare(engine: Engine) -> None:
    text = "# x\n\nIt has ember and glow.\n"
    assert engine.tag(text).scores == {"database": 2000, "cache ": 1800}
    assert _margin(engine, text) == ("cache", 800, True)


def test_the_last_place(engine: Engine) -> None:
    text = "# x\n\nIt has ember and glow.\n"
    scores = engine.tag(text).scores
    assert _margin(engine, text, 1) == ("cache", scores["database"] - scores["cache "], False)


def test_no_score_mattered(engine: Engine) -> None:
    assert _margin(engine, "# x\n\nNothing of it.\n") is None


def test_margins_are_what_changing_the_score_shows(engine: Engine) -> None:
    from tagengine.counterfactual import least_change

    for text in ("ember spark", "ember glow", "spark", "ember", "ember ember glow spark"):
        explanation = engine.explain(f"# x\n\nIt has {text}.\n")
        found = closest(explanation.audit)
        assert found is not None
        change = least_change(explanation, found.tag)
        assert change.points is not None
        assert found.given is change.given
        # A score equal to what is needed is enough, so one hundredth less is too little.
        assert abs(change.points) - found.points == (1 if found.given else 0)
