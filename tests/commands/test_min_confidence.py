"""`--min-confidence`: the same words, and the same tags left out, wherever tags are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tagengine.batch import tag_records
from tagengine.document.record import Record
from tests.server.support import client_of
from tests.support import CommandLine, Folder

SCALE = """\
zones: {title: 100, noun: 100, head: 100}
counts_in: [summary]
brackets: [{percent: 100}]
confidence: [{score: 0, percent: 20}, {score: 10, percent: 60}, {score: 50, percent: 90}]
"""
TEXT = "# Sql\n"
PROMPT = """\
# Sql

Choose at most 2 tags from this list of tags: [{"id": 1, "name": "database"}]
Answer with this JSON, filled in: {"id": "memo", "tags": []}
"""
HIGH = ("--min-confidence", "85")


@pytest.fixture
def sure(rules: Folder, tmp_path: Path) -> Path:
    """Rules that are a little sure of a title's word, in a folder beside `memo.jsonl`."""
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write("scale.yaml", SCALE)
    line = {"id": "memo", "readme": TEXT, "tags": ["database"]}
    (tmp_path / "memo.jsonl").write_text(json.dumps(line) + "\n")
    return rules.path


@pytest.mark.parametrize("verb", ["tag", "explain", "batch", "eval", "prompt"])
def test_a_tag_that_is_not_sure_enough_is_not_given(
    verb: str, sure: Path, tmp_path: Path, cli: CommandLine
) -> None:
    (tmp_path / "prompt.txt").write_text(PROMPT)
    source = tmp_path / "memo.jsonl"
    arguments: dict[str, tuple[str | Path, ...]] = {
        "tag": (source,),
        "explain": (source, "--format", "json"),
        "batch": (source, "-", "--workers", "1"),
        "eval": (source, "--format", "json", "--bootstrap", "0"),
        "prompt": (tmp_path / "prompt.txt",),
    }
    given = []
    for limit in ((), HIGH):
        code, output, _ = cli(verb, *arguments[verb], *limit, "--rules", sure)
        assert code == 0
        data = json.loads(output)
        given.append(bool(data["micro_recall"] if verb == "eval" else data["tags"]))
    assert given == [True, False]


@pytest.mark.parametrize("verb", ["tag", "explain", "batch", "eval", "prompt", "serve"])
def test_rules_that_cannot_tell_confidence_are_refused(
    verb: str, sure: Path, tmp_path: Path, cli: CommandLine
) -> None:
    (sure / "scale.yaml").unlink()
    (tmp_path / "prompt.txt").write_text(PROMPT)
    named = [tmp_path / ("prompt.txt" if verb == "prompt" else "memo.jsonl")]
    more: dict[str, list[str | Path]] = {"batch": [*named, "-"], "serve": ["--port", "0"]}
    code, output, error = cli(verb, *more.get(verb, named), *HIGH, "--rules", sure)
    assert (code, output) == (2, "")
    assert "these rules have no confidence (rules learn writes the scale.yaml for it)" in error


@pytest.mark.parametrize("verb", ["tag", "explain", "batch", "eval", "prompt", "serve"])
def test_every_verb_says_it_in_the_same_words(verb: str, cli: CommandLine) -> None:
    _, output, _ = cli(verb, "--help")
    assert "--min-confidence PERCENT" in output
    assert "Give only tags that are at least this likely to be right." in " ".join(output.split())


def test_many_records_in_a_program(sure: Path) -> None:
    for limit, count in ((0, 1), (85, 0)):
        (found,) = tag_records(
            [Record("memo", readme=TEXT)], rules=sure, workers=1, min_confidence=limit
        )
        assert found.row is not None
        assert len(found.row["tags"]) == count


def test_a_server_and_its_answers_to_prompts(sure: Path) -> None:
    for limit, count in ((0, 1), (85, 0)):
        with client_of(rules=str(sure), min_confidence=limit) as client:
            assert len(client.post("/tag", json={"readme": TEXT}).json()["tags"]) == count
            asked = {"model": "m", "messages": [{"role": "user", "content": PROMPT}]}
            answer = client.post("/v1/chat/completions", json=asked).json()
            content = json.loads(answer["choices"][0]["message"]["content"])
            assert len(content["tags"]) == count
