"""The guide to many machines: its recipes run, and its sums are right."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.story import blocks
from tests.support import CommandLine

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "scaling.md").read_text("utf-8")
RECIPES = [text for language, text in blocks(GUIDE) if language == "python"]


@pytest.fixture
def readmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a Parquet file of READMEs, one of them null."""
    monkeypatch.chdir(tmp_path)
    texts = ["# Ember\n\nEmber is a key-value store.", None, "# Mole\n\nMole is a database."]
    pq.write_table(pa.table({"id": ["a", "b", "c"], "readme": texts}), "readmes.parquet")


@pytest.mark.slow
@pytest.mark.usefixtures("readmes")
@pytest.mark.parametrize("library", ["duckdb", "polars"])
def test_a_recipe_gives_the_names_of_tags(library: str) -> None:
    (recipe,) = (text for text in RECIPES if text.startswith(f"import {library}\n"))
    exec(compile(recipe, "scaling.md", "exec"), {})  # the recipe, as it stands
    named = {row["id"]: row["tags"] for row in pq.read_table("named.parquet").to_pylist()}
    assert named["b"] == []
    assert named["c"] == ["database"]
    assert "nosql" in named["a"]


@pytest.mark.slow
@pytest.mark.usefixtures("readmes")
def test_a_question_about_the_output(cli: CommandLine) -> None:
    import duckdb

    output = ("readmes.parquet", "tags.parquet", "--workers", "1", "--quiet")
    assert cli("batch", *output, "--evidence", "top")[0] == 0
    (question,) = (text for language, text in blocks(GUIDE) if language == "sql")
    answer = duckdb.sql(question)
    assert answer is not None
    assert ("database", 2) in answer.fetchall()


def test_the_recipes_are_all_tried() -> None:
    firsts = [text.partition("\n")[0] for text in RECIPES]
    assert firsts == ["import tagengine.batch.spark", "import duckdb", "import polars"]


def test_the_sums() -> None:
    def number(label: str) -> float:
        found = re.search(rf"^\| {re.escape(label)}[^|]*\| \$?([\d,.]+)", GUIDE, re.MULTILINE)
        assert found is not None, label
        return float(found[1].replace(",", ""))

    documents, rate = 400e6, number("documents per second on one core")
    hours = documents / rate / 3600
    assert number("core hours") == round(hours)
    assert number("cost at $0.04") == round(hours * 0.04)
    assert number("hours on 64") == round(hours / 64, 1)
    assert number("hours on 1,000") == round(hours / 1000, 1)
    assert number("text to read") == documents * 9e3 / 1e12
    model = documents * (4000 * 0.10 + 30 * 0.40) / 1e6
    assert "$164,800 |" in GUIDE
    assert model == pytest.approx(164_800)
    assert number("compared with") == pytest.approx(model / (hours * 0.04), rel=0.02)
    reading = re.search(r"64 cores read ([\d,]+) documents per second: (\d+) MB of text", GUIDE)
    assert reading is not None
    assert int(reading[1].replace(",", "")) == 64 * rate
    assert int(reading[2]) == round(64 * rate * 9e3 / 1e6)
