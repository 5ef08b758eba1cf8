"""`tagengine.batch.spark.tag`: the rows of a data frame get what the engine gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tagengine.batch.spark
from tagengine import Engine
from tagengine.batch.writing import rows
from tagengine.errors import UsageError
from tests.batch.spark import sessions
from tests.support import Folder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.slow

NOTES = [("a", "# Mole\n\nMole is a database.", 7), ("b", "", 8), ("c", None, 9)]


@pytest.fixture(scope="module")
def frame(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(sessions.rows(), sessions.SCHEMA).repartition(3)


@pytest.fixture(scope="module")
def notes(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(NOTES, "key string, text string, stars int").coalesce(1)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "rules")
    folder.write_rules("database", "- {keywords: [database], weight: 20}")
    return folder


@pytest.mark.parametrize("evidence", rows.LEVELS)
def test_all_rows_are_tagged_as_by_the_engine(
    frame: DataFrame, engine: Engine, evidence: str
) -> None:
    tagged = tagengine.batch.spark.tag(frame, evidence=evidence).collect()
    expected = {
        record.id: rows.columns(rows.tag(engine, record, evidence)) for record in sessions.records()
    }
    assert len(tagged) == len(expected)
    assert {row["id"]: row.asDict(recursive=True) for row in tagged} == expected


@pytest.mark.parametrize("evidence", [rows.NONE, rows.TOP])
def test_a_parquet_file_has_the_columns_of_any_other(
    frame: DataFrame, evidence: str, tmp_path: Path
) -> None:
    import pyarrow.parquet

    tagged = tagengine.batch.spark.tag(frame, evidence=evidence)
    tagged.write.parquet(str(tmp_path / "tags"))
    schema = rows.arrow_schema(evidence)
    table = pyarrow.parquet.read_table(tmp_path / "tags", schema=schema)
    assert table.schema.names == tagged.columns
    assert sorted(table.to_pylist(), key=str) == sorted(
        (row.asDict(recursive=True) for row in tagged.collect()), key=str
    )


def test_nothing_is_shuffled(frame: DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    frame.explain()
    before = capsys.readouterr().out.count("Exchange")
    tagengine.batch.spark.tag(frame).explain()
    plan = capsys.readouterr().out
    assert plan.count("Exchange") == before == 1
    assert plan.count("MapInArrow") == 1


def test_columns_by_other_names_and_columns_to_keep(notes: DataFrame, folder: Folder) -> None:
    tagged = tagengine.batch.spark.tag(
        notes, columns={"id": "key", "readme": "text"}, keep=["stars"], rules=folder.path
    )
    assert tagged.columns == ["stars", "id", "tags"]
    assert [tuple(row.asDict(recursive=True).values()) for row in tagged.collect()] == [
        (7, "a", [{"id": 1, "name": "database"}]),
        (8, "b", []),
        (9, "c", []),
    ]


def test_long_texts_are_cut_and_topics_that_are_null_left_out(
    spark: SparkSession, folder: Folder
) -> None:
    frame = spark.createDataFrame(
        [("a", ["x", None], "Text. " * 9 + "A database."), ("b", ["database", None], "Text.")],
        "id string, topics array<string>, readme string",
    ).coalesce(1)
    whole = tagengine.batch.spark.tag(frame, rules=folder.path).collect()
    cut = tagengine.batch.spark.tag(frame, rules=folder.path, max_bytes=30).collect()
    assert [len(row["tags"]) for row in (*whole, *cut)] == [1, 1, 0, 1]


def test_ids_of_tags_that_are_texts(spark: SparkSession, folder: Folder) -> None:
    folder.write("vocabulary.yaml", "- {id: db, name: database}\n- {id: 2, name: cache}\n")
    frame = spark.createDataFrame([(5, "A database.")], "id bigint, readme string")
    (row,) = tagengine.batch.spark.tag(frame, rules=folder.path).collect()
    assert row.asDict(recursive=True) == {"id": "5", "tags": [{"id": "db", "name": "database"}]}


def test_at_most_so_many_tags(frame: DataFrame) -> None:
    lengths = {len(row["tags"]) for row in tagengine.batch.spark.tag(frame, max_tags=1).collect()}
    assert max(lengths) == 1


def test_a_row_without_an_id_fails_the_job(spark: SparkSession) -> None:
    from pyspark.errors import PythonException

    frame = spark.createDataFrame([(None, "A database.")], "id string, readme string")
    with pytest.raises(PythonException, match='the row with the id None: "id" is neither'):
        tagengine.batch.spark.tag(frame).collect()


def test_a_row_without_an_id_has_a_reason_in_its_column(spark: SparkSession) -> None:
    frame = spark.createDataFrame(
        [(None, "A database."), ("x", "Text.")], "id string, readme string"
    ).coalesce(1)
    tagged = tagengine.batch.spark.tag(frame, error_column=True).collect()
    assert [tuple(row) for row in tagged] == [
        (None, None, 'the row with the id None: "id" is neither a text nor a whole number'),
        ("x", [], None),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, 'there is no column "id"'),
        ({"columns": {"id": "key"}}, "there is no column to tag (any of name, description, topics,"
         " readme)"),
        ({"columns": {"id": "key", "readme": "stars", "body": "text"}, "keep": ["tags", "none"]},
         "body is not a field of a record (one of id, name, description, topics, readme, language);"
         ' there is no column "tags"; there is no column "none";'
         ' the column "stars" is int; readme must be string;'
         ' the column "tags" cannot be kept (the tags have one of this name)'),
    ],
)  # fmt: skip
def test_what_columns_cannot_be(notes: DataFrame, options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        tagengine.batch.spark.tag(notes, **options)  # type: ignore[arg-type]
    assert str(caught.value) == f"{message} (columns: key, text, stars)"


def test_what_evidence_cannot_be(notes: DataFrame) -> None:
    with pytest.raises(UsageError) as caught:
        tagengine.batch.spark.tag(notes, evidence="all")
    assert str(caught.value) == 'evidence="all": must be one of none, top, full'
