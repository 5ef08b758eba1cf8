"""The closest decision about a document, against trying every score."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.evidence.margin import Margin, Reselection, closest
from tagengine.evidence.result import Explanation
from tests.support import Folder, examples

WORDS = ["ember", "spark", "glow", "crate", "x"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = Folder(Path(tmp_path_factory.mktemp("small")) / "rules")
    folder.write_rules("database", "- {keywords: [ember], weight: 10}")
    folder.write_rules("cache", "- {keywords: [spark], weight: 4}\n- {keywords: [glow], weight: 9}")
    folder.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 3}\n")
    return folder.engine()


def _margin(engine: Engine, text: str, max_tags: int | None = None) -> tuple[str, int, bool] | None:
    found = closest(engine.explain(text, max_tags=max_tags))
    return None if found is None else (found.tag.name.strip(), found.points, found.given)


def test_what_a_tag_lacks_of_its_threshold(small: Engine) -> None:
    text = "# x\n\nIt has ember and spark.\n"
    assert small.tag(text).scores == {"database": 2000, "cache ": 800}
    assert _margin(small, text) == ("cache", 200, False)


def test_what_a_tag_has_to_spare(small: Engine) -> None:
    text = "# x\n\nIt has ember and glow.\n"
    assert small.tag(text).scores == {"database": 2000, "cache ": 1800}
    assert _margin(small, text) == ("cache", 801, True)


def test_the_last_place(small: Engine) -> None:
    text = "# x\n\nIt has ember and glow.\n"
    assert _margin(small, text, 1) == ("database", 201, True)


def test_no_candidate(small: Engine) -> None:
    assert _margin(small, "# x\n\nNothing of it.\n") is None


def test_no_score_changes_anything(small: Engine) -> None:
    assert _margin(small, "# x\n\nIt has ember.\n", 0) is None


def _flipped(explanation: Explanation, points: int) -> list[Margin]:
    """Return the decisions that these points flip, each by itself."""
    found = []
    for step in explanation.steps:
        given = step.verdict.is_chosen
        score = step.score.points + (-points if given else points)
        if Reselection(explanation, step.score.tag).is_given(score) is not given:
            tag = explanation.rule_set.vocabulary[step.score.tag]
            found.append(Margin(points, tag, given))
    return found


@examples(20)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(0, 3))
def test_no_smaller_change_flips_a_decision(small: Engine, words: list[str], limit: int) -> None:
    explanation = small.explain(f"# x\n\nIt has {' and '.join(words)}.\n", max_tags=limit)
    found = closest(explanation)
    if found is None:
        assert not any(_flipped(explanation, points) for points in range(1, 100_000, 999))
        return
    assert _flipped(explanation, found.points)[0] == found
    assert not any(_flipped(explanation, points) for points in range(1, found.points))
