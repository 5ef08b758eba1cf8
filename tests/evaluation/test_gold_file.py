from pathlib import Path

import pytest

from tagengine.errors import RecordError
from tagengine.evaluation import gold
from tagengine.rules.rule_set import RuleSet


def test_names_are_the_vocabularys(tmp_path: Path, shipped: RuleSet) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1, "name": "x", "tags": [" CACHE"], "also": ["lib"]}\n\n')
    (one,) = gold.read(path, shipped.vocabulary, pytest.fail)
    assert (one.record.id, one.labels, one.also) == (1, ("cache",), ("lib",))


def test_all_problems_at_once(tmp_path: Path, shipped: RuleSet) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"name": "x", "tags": ["chache"]}\n{"name": "x", "tags": "lib"}\nno\n')
    problems: list[str] = []
    with pytest.raises(RecordError) as caught:
        list(gold.read(path, shipped.vocabulary, problems.append))
    assert [one.replace(str(path), "gold") for one in (*problems, str(caught.value))] == [
        'gold:1: no tag "chache" in the vocabulary (did you mean "cache"?)',
        'gold:2: "tags" is not a list of names (it should have the labels)',
        "gold:3:1: not valid JSON: Expecting value (write one record on each line)",
        'gold: no labelled records (a line is like {"readme": …, "tags": […]})',
    ]
