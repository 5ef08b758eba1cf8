"""The least change that flips a decision, against trying everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine, selection
from tagengine.evidence.counterfactual import Change, least_change
from tagengine.evidence.result import Explanation
from tagengine.matching.left_out import Reason
from tagengine.scoring import Score
from tests.support import Folder, examples

WORDS = ["sql", "sql sql", "memo", "memo memo memo", "crate", "crate crate", ""]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine with small scores, a kind, and a tag that keeps another out."""
    folder = Folder(Path(tmp_path_factory.mktemp("small")) / "rules")
    folder.write(
        "zones.yaml",
        (folder.path / "zones.yaml").read_text("utf-8").replace("threshold: 10", "threshold: 1"),
    )
    folder.write(
        "database.yaml",
        "tag: database\nsuppresses: [cache]\nrules:\n  - {keywords: [sql], weight: 2}\n",
    )
    folder.write_rules("cache", "- {keywords: [memo], weight: 3}")
    folder.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 1}\n")
    return folder.engine()


def given_with(explanation: Explanation, name: str, points: int) -> bool:
    """Return whether a tag is given with another score."""
    vocabulary = explanation.rule_set.vocabulary
    tag = vocabulary.index(vocabulary.find(name))
    scores = [step.score for step in explanation.steps if step.score.tag != tag]
    own = [step.score for step in explanation.steps if step.score.tag == tag]
    scores += [one._replace(points=points) for one in own] or [
        Score(tag, points, ()),
    ]
    steps = selection.choose(scores, explanation.rule_set, explanation.max_tags)
    return tag in selection.chosen_tags(steps)


def change_for(explanation: Explanation, name: str) -> Change:
    return least_change(explanation, explanation.rule_set.vocabulary.find(name))


@examples(60)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.sampled_from(["database", "cache ", "lib"]),
    st.integers(1, 3),
)
def test_the_least_points_are_the_least(
    small: Engine, words: list[str], name: str, max_tags: int
) -> None:
    explanation = small.explain("# " + " and ".join(words), max_tags=max_tags)
    change = change_for(explanation, name)
    score = explanation.scores.get(name, 0)
    assert change.given is given_with(explanation, name, score)
    assert change.points is not None
    assert given_with(explanation, name, score + change.points) is not change.given
    step = 1 if change.points > 0 else -1
    for points in range(score, score + change.points, step):
        assert given_with(explanation, name, points) is change.given


def test_no_points_help_where_no_tag_is_wanted(small: Engine) -> None:
    explanation = small.explain("# sql", max_tags=0)
    assert change_for(explanation, "database") == Change(False, None, ())


def test_what_a_given_tag_hangs_on(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}\n- {keywords: [row], weight: 1}")
    explanation = rules.engine().explain("# sql and row\n")
    change = change_for(explanation, "database")
    assert (change.given, change.points) == (True, -1751)
    (way,) = change.ways
    assert (way.match.rule, way.points, way.removed) == ("database/sql", -2500, True)


def test_what_would_have_let_a_tag_in(rules: Folder) -> None:
    rules.write_rules(
        "database",
        """\
        - {keywords: [sql], weight: 10, unless: {any: [toy], in: sentence}}
        - {keywords: [row], weight: 6, zones: [title, body]}
        - {keywords: [join], weight: 20, zones: [title]}
        """,
    )
    text = "# Toy\n\nIt is a thing.\n\n## Notes\n\nA toy for sql. A row of a join.\n"
    change = change_for(rules.engine().explain(text), "database")
    assert (change.given, change.points) == (False, 790)
    shown = [(way.match.text, way.points, way.zone, way.reason) for way in change.ways]
    assert ("row", 1290, "title", None) in shown
    assert {way.reason for way in change.ways} <= {None, Reason.UNLESS, Reason.ZONE}
