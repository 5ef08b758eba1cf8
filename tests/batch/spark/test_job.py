"""`tagengine batch --engine spark`: folders of Parquet, as the local engine would write them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.batch.spark import sessions
from tests.support import CommandLine

NAMES = ("id", "name", "description", "topics", "readme")
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("spark")]


@pytest.fixture(scope="module")
def readmes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("input") / "readmes.parquet"
    rows = [dict(zip(NAMES, row, strict=True)) for row in sessions.rows()]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=50)
    return path


@pytest.fixture
def without_ids(tmp_path: Path) -> Path:
    path = tmp_path / "without.parquet"
    texts = ["Mole is a database.", "Vole is a cache.", "Text."]
    pq.write_table(pa.table({"key": ["mole", None, "text"], "content": texts}), path)
    return path


def table(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.mark.parametrize("evidence", ["none", "full"])
def test_both_engines_write_the_same_rows(
    readmes: Path, evidence: str, tmp_path: Path, cli: CommandLine
) -> None:
    options = ("--evidence", evidence, "--quiet")
    spark, local = tmp_path / "spark", tmp_path / "local.parquet"
    assert cli("batch", readmes, spark, "--engine", "spark", *options) == (0, "", "")
    assert cli("batch", readmes, local, "--workers", "1", *options) == (0, "", "")
    assert table(spark) == table(local)
    assert len(table(spark)) == len(sessions.rows())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["local.parquet", "spark"]


def test_what_is_told_at_the_end(readmes: Path, tmp_path: Path, cli: CommandLine) -> None:
    output = tmp_path / "tags"
    code, printed, told = cli("batch", readmes, output, "--engine", "spark")
    tags = sum(len(row["tags"]) for row in table(output))
    start = f"tagengine: {len(sessions.rows())} documents, {tags} tags, 0 errors, "
    assert (code, printed, told[: len(start)]) == (0, "", start)
    assert told.endswith(" documents a second\n")


def test_errors_go_to_a_file_of_their_own(
    without_ids: Path, tmp_path: Path, cli: CommandLine
) -> None:
    output = tmp_path / "tags"
    columns = ("--column", "id=key", "--column", "readme=content")
    code, _, told = cli("batch", without_ids, output, "--engine", "spark", *columns)
    errors = tmp_path / "tags.errors.jsonl"
    assert code == 1
    assert told.startswith(f"tagengine: 3 documents, 1 tag, 1 error (see {errors}), ")
    assert [row["id"] for row in table(output)] == ["mole", "text"]
    assert json.loads(errors.read_text("utf-8")) == {
        "id": None,
        "place": str(without_ids),
        "reason": 'the row with the id None: "id" is neither a text nor a whole number',
    }


def test_strict_stops_at_an_error(without_ids: Path, tmp_path: Path, cli: CommandLine) -> None:
    columns = ("--column", "id=key", "--column", "readme=content")
    code, _, told = cli(
        "batch", without_ids, tmp_path / "tags", "--engine", "spark", "--strict", *columns
    )
    reason = 'the row with the id None: "id" is neither a text nor a whole number'
    assert (code, told) == (2, f"tagengine: Spark: {reason}\n")


def test_what_is_there_is_only_replaced_when_asked(
    readmes: Path, tmp_path: Path, cli: CommandLine
) -> None:
    output = tmp_path / "tags"
    command = ("batch", readmes, output, "--engine", "spark", "--quiet")
    output.mkdir()
    code, _, told = cli(*command)
    assert code == 2
    assert told.startswith("tagengine: Spark: [PATH_ALREADY_EXISTS] Path ")
    (tmp_path / "tags.errors.jsonl").write_text("")
    there = f"tagengine: {output}.errors.jsonl: exists already (--overwrite replaces it)\n"
    assert cli(*command) == (2, "", there)
    assert cli(*command, "--overwrite") == (0, "", "")
    assert len(table(output)) == len(sessions.rows())
    assert [path.name for path in tmp_path.iterdir()] == ["tags"]


def test_an_input_that_is_not_there(tmp_path: Path, cli: CommandLine) -> None:
    code, _, told = cli("batch", tmp_path / "none", tmp_path / "tags", "--engine", "spark")
    assert code == 2
    assert told.startswith("tagengine: Spark: [PATH_NOT_FOUND] Path does not exist: ")
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--engine", "spark", "--workers", "2"], "--workers cannot be used with --engine spark"),
        (["--engine", "spark", "--glob", "*"], "--glob cannot be used with --engine spark"),
        (["--master", "local"], "--master cannot be used with --engine local"),
    ],
)
def test_options_of_the_other_engine(options: list[str], message: str, cli: CommandLine) -> None:
    assert cli("batch", "in", "out", *options) == (2, "", f"tagengine: {message} (leave it out)\n")


@pytest.mark.parametrize("name", ["records.jsonl", "records.NDJSON.gz", "-"])
def test_json_lines_are_for_the_other_engine(name: str, cli: CommandLine) -> None:
    told = f"tagengine: {name}: --engine spark is for Parquet only (leave --engine out)\n"
    assert cli("batch", name, "tags", "--engine", "spark") == (2, "", told)
    assert cli("batch", "readmes.parquet", name, "--engine", "spark") == (2, "", told)


def test_where_there_is_no_java(
    readmes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    command = [sys.executable, "-c", "from tagengine.cli import run; run()"]
    command += ["batch", str(readmes), str(tmp_path / "tags"), "--engine", "spark"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    need = "it needs Java 17 or newer, and in --master a URL that it knows"
    assert done.stderr.splitlines()[-1] == f"tagengine: Spark did not start ({need})"
    assert done.returncode == 2


def test_an_input_that_is_not_parquet(tmp_path: Path, cli: CommandLine) -> None:
    path = tmp_path / "text.parquet"
    path.write_text("Text.\n" * 100)
    code, _, told = cli("batch", path, tmp_path / "tags", "--engine", "spark")
    assert code == 2
    assert told.startswith("tagengine: Spark: ")
    assert len(told.splitlines()) == 1
