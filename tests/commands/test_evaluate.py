"""`tagengine eval`: what it prints."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support import CommandLine

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"id": "memo", "name": "sql memo", "tags": ["database", "lib"], "also": ["cache"]}\n'
        '{"id": "a|b", "name": "crate", "tags": ["lib"]}\n'
    )
    return path


def test_as_json(tmp_path: Path, folder: Path, cli: CommandLine) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"id": 1, "name": "sql memo", "tags": ["database", "lib"], "also": ["cache"]}\n'
        '{"id": 2, "name": "crate", "tags": ["lib"]}\n'
    )
    code, output, error = cli(
        "eval", gold, "--rules", folder, "--format", "json", "--bootstrap", "0"
    )
    assert (code, error) == (0, "")
    figures = json.loads(output)
    assert figures.pop("tags")[1] == {
        "name": "cache ", "labelled": 0, "answered": 1, "hits": 0,
        "precision": 0.0, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip
    assert figures == {
        "documents": 2,
        "micro_precision": 0.6667,
        "micro_recall": 0.6667,
        "micro_f1": 0.6667,
        "macro_f1": 0.5556,
        "mean_jaccard": 0.6667,
        "first_tag_precision": 1.0,
        "lenient_precision": 1.0,
        "lrap": 0.7917,
        "at": [
            {"k": 1, "precision": 1.0, "recall": 0.75},
            {"k": 2, "precision": 0.5, "recall": 0.75},
            {"k": 3, "precision": 0.3333, "recall": 0.75},
            {"k": 5, "precision": 0.2, "recall": 0.75},
        ],
        "intervals": {},
        "confusions": [{"missed": "lib", "given": "cache ", "documents": [1]}],
    }


def test_as_text(gold: Path, folder: Path, cli: CommandLine) -> None:
    output = cli("eval", gold, "--rules", folder, "--errors", "--compare", folder)[1]
    assert output.replace(str(folder), "old-rules") == (GOLDEN / "evaluation.txt").read_text(
        "utf-8"
    )


def test_tags_that_nobody_gave_are_left_out(tmp_path: Path, folder: Path, cli: CommandLine) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text('{"id": "x", "name": "sql", "tags": ["database"]}\n')
    code, output, _ = cli("eval", file, "--rules", folder, "--bootstrap", "0")
    assert code == 0
    table = output.partition("Tag by tag\n")[2]
    assert [line.split()[0] for line in table.splitlines()] == ["tag", "database"]


def test_as_markdown_and_html(gold: Path, folder: Path, cli: CommandLine) -> None:
    markdown = cli("eval", gold, "--rules", folder, "--errors", "--format", "markdown")[1]
    assert markdown.startswith("# Evaluation\n\n| figure | value | 95 % interval |\n| --- | ---: |")
    assert "\n- **memo**\n  - not among the best\\: cache" in markdown
    page = cli("eval", gold, "--rules", folder, "--errors", "--format", "html")[1]
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert '<td>micro F1</td>\n<td style="text-align:right">0.667</td>' in page
    assert "<strong>memo</strong>" in page
    assert '<svg viewBox="0 0 251 176" width="251" role="img" aria-label="Labels that' in page
    assert "<script" not in page


def test_compares_rules(gold: Path, folder: Path, cli: CommandLine, tmp_path: Path) -> None:
    better = tmp_path / "better"
    shutil.copytree(folder, better)
    (better / "cache.yaml").unlink()
    arguments = ("eval", gold, "--rules", better, "--compare", folder, "--format", "json")
    code, output, _ = cli(*arguments)
    assert code == 0
    comparison = json.loads(output)["comparison"]
    assert comparison["name"] == str(folder)
    assert (comparison["micro_f1"], comparison["other_micro_f1"]) == (0.8, 0.6667)
    assert (comparison["better"], comparison["worse"], comparison["same"]) == (1, 0, 1)
    assert cli(*arguments)[1] == output


@pytest.mark.slow
def test_a_learning_curve(folder: Path, tmp_path: Path, cli: CommandLine) -> None:
    gold = tmp_path / "gold.jsonl"
    texts = (("a store with tables", "database"), ("keeps pages", "cache"), ("a crate", "lib"))
    gold.write_text(
        "\n".join(
            json.dumps({"id": f"{text} {number}", "description": text, "tags": [tag]})
            for number in range(6)
            for text, tag in texts
        )
    )
    arguments = ("eval", gold, "--rules", folder, "--learning-curve", "--bootstrap", "0")
    curve = json.loads(cli(*arguments, "--format", "json")[1])["learning_curve"]
    assert [sorted(point) for point in curve] == [
        ["first_tag_precision", "micro_f1", "records"]
    ] * 4
    assert [point["records"] for point in curve] == [3, 6, 10, 14]
    assert curve[-1]["micro_f1"] > 0.6  # the shipped rules lend keywords, and change
    text = cli(*arguments)[1]
    title = "Rules learned from parts of the records, measured on others"
    assert f"{title}\nrecords  micro F1  first tag right\n" in text


def test_names_wrong_labels(tmp_path: Path, folder: Path, cli: CommandLine) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"readme": "sql", "tags": ["libs"]}\n{"readme": "sql"}\n')
    code, _, error = cli("eval", gold, "--rules", folder)
    assert code == 2
    assert error.splitlines() == [
        f'tagengine: {gold}:1: no tag "libs" in the vocabulary (did you mean "lib"?)',
        f'tagengine: {gold}:2: "tags" is not a list of names (it should have the labels)',
        f'tagengine: {gold}: no labelled records (a line is like {{"readme": …, "tags": […]}})',
    ]
