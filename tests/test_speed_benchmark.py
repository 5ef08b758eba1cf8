"""The benchmark of speed, run as a whole on a tiny corpus: what it prints and writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).resolve().parent.parent / "benchmarks" / "speed.py"
SYSTEMS = ("tagengine", "tagengine, matching alone", "markdown-it")
README = "# Ember\n\nEmber is an embeddable key-value store for Rust with a REST API.\n\n"


def run(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROGRAM), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(path or "")}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_compares_systems_and_sweeps_keywords_and_sizes(tmp_path: Path) -> None:
    corpus = tmp_path / "records.jsonl"
    texts = [README + f"Number {number} runs in Docker.\n" * 9 for number in range(3)]
    corpus.write_text(
        "".join(json.dumps({"id": text[-20:], "readme": text}) + "\n" for text in texts)
    )
    systems = [option for name in SYSTEMS for option in ("--system", name)]
    done = run(
        *("--corpus", str(corpus), "--out", str(tmp_path / "out"), "--rounds", "1"),
        *("--keywords", "50", "--sweep-keywords", "10,60", "--sweep-sizes", "500,2000"),
        *systems,
    )
    assert done.returncode == 0, done.stderr
    assert "3 documents, 0.00 MB, 50 keywords; rounds: 1, their medians" in done.stdout
    assert f"written: {tmp_path / 'out' / 'speed.json'}" in done.stdout
    data = json.loads((tmp_path / "out" / "speed.json").read_text())
    rows = {row["system"]: row for row in data["systems"]}
    assert tuple(rows) == SYSTEMS
    assert all(row["documents"] == 3 and row["peak_megabytes"] > 5 for row in rows.values())
    assert rows["tagengine"]["times_tagengine"] == 1
    by_keywords = {one["system"]: one["points"] for one in data["by_keywords"]}
    assert "markdown-it" not in by_keywords  # it looks for none
    for points in by_keywords.values():
        assert [point["keywords"] for point in points] == [10, 60]
        assert points[0]["found"] == points[1]["found"] > 0  # the same matches
    for one in data["by_size"]:
        assert [point["bytes"] for point in one["points"]] == [500, 2000]


def test_makes_its_corpus_of_what_is_installed_and_names_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "flashtext.py").write_text("raise ImportError('not here')\n")
    done = run(
        *("--megabytes", "0.02", "--rounds", "1", "--sweep-keywords", "", "--sweep-sizes", ""),
        *("--out", "", "--system", "markdown-it", "--system", "FlashText"),
        path=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "parsed Markdown" in done.stdout
    assert "not measured: FlashText (not here)" in done.stdout
    assert "written" not in done.stdout


def test_a_corpus_without_readme_is_refused(tmp_path: Path) -> None:
    corpus = tmp_path / "records.jsonl"
    corpus.write_text('{"id": 1, "readme": ""}\n')
    done = run("--corpus", str(corpus))
    assert done.returncode == 1
    assert done.stderr == f'{corpus}: no README in it (a line is {{"readme": "..."}})\n'
