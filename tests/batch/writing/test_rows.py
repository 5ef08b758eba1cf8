"""Rows: each level of evidence adds to the one before it, as JSON and as columns."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import pytest

from tagengine import Engine, Record, Tag, Vocabulary
from tagengine.batch.writing import rows
from tagengine.errors import UsageError
from tagengine.evidence import audit_json
from tagengine.system.extras import installing
from tests.support import Folder

pa: Any = import_module("pyarrow")
TEXT = "# Ember\n\nEmber is an sql crate; sql, sql and sql again.\n"


@pytest.fixture
def small(rules: Folder) -> Engine:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 10}")
    return rules.engine()


def test_without_evidence_a_row_is_what_tag_prints(small: Engine) -> None:
    row = rows.tag(small, Record(7, readme=TEXT))
    assert rows.line(row) == (b'{"id":7,"tags":[{"id":1,"name":"database"},{"id":3,"name":"lib"}]}')


def test_top_shows_the_score_and_the_strongest_contributions(small: Engine) -> None:
    row = rows.tag(small, Record("ember", readme=TEXT), rows.TOP)
    database = row["tags"][0]
    evidence = small.tag(TEXT).evidence.tags[0]
    assert (database["points"], len(evidence.contributions)) == (evidence.score, 4)
    assert [one["points"] for one in database["evidence"]] == [
        one.points for one in evidence.contributions[:3]
    ]
    assert database["evidence"][0] == {
        "rule": "database/sql",
        "zone": evidence.contributions[0].match.zone,
        "source": "readme",
        "line": 3,
        "column": evidence.contributions[0].match.place.column,
        "text": "sql",
        "points": evidence.contributions[0].points,
    }


def test_each_level_adds_to_the_one_before(small: Engine) -> None:
    record = Record("ember", readme=TEXT)
    plain, top, full = (rows.tag(small, record, level) for level in rows.LEVELS)
    assert full == {**top, "audit": audit_json.data(small.explain(TEXT, id="ember").audit)}
    assert plain == {
        **top, "tags": [{key: tag[key] for key in ("id", "name")} for tag in top["tags"]]
    }  # fmt: skip


def test_the_limit_of_tags(small: Engine) -> None:
    for level in rows.LEVELS:
        row = rows.tag(small, Record("ember", readme=TEXT), level, max_tags=1)
        assert [tag["name"] for tag in row["tags"]] == ["database"]


@pytest.mark.parametrize("level", rows.LEVELS)
def test_columns_have_what_the_row_has(small: Engine, level: str) -> None:
    row = rows.tag(small, Record(7, readme=TEXT), level)
    table = pa.Table.from_pylist([rows.columns(row)], rows.arrow_schema(level))
    (read,) = table.to_pylist()
    if level == rows.FULL:
        read["audit"] = json.loads(read["audit"])
    assert read == {**row, "id": "7"}


def test_ids_of_tags_that_are_no_numbers() -> None:
    assert not rows.has_text_ids(Vocabulary([Tag(1, "a"), Tag(2**63 - 1, "b")]))
    assert rows.has_text_ids(Vocabulary([Tag(1, "a"), Tag("2", "b")]))
    assert rows.has_text_ids(Vocabulary([Tag(1, "a"), Tag(2**63, "b")]))
    row = {"id": "x", "tags": [{"id": 1, "name": "a"}, {"id": "2", "name": "b"}]}
    columns = rows.columns(row, text_ids=True)
    table = pa.Table.from_pylist([columns], rows.arrow_schema(text_ids=True))
    assert table.to_pylist() == [
        {"id": "x", "tags": [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}]}
    ]


def test_texts_that_utf_8_cannot_hold(small: Engine) -> None:
    row = rows.tag(small, Record("\ud800x", readme=TEXT), rows.FULL)
    assert json.loads(rows.line(row)) == row
    (read,) = pa.Table.from_pylist([rows.columns(row)], rows.arrow_schema(rows.FULL)).to_pylist()
    assert read["id"] == "?x"
    assert json.loads(read["audit"])["document"]["id"] == "?x"


def test_what_is_said_where_a_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as caught:
        rows.arrow_schema()
    assert str(caught.value) == f"Parquet needs pyarrow ({installing('parquet')})"


@pytest.mark.parametrize("level", rows.LEVELS)
def test_the_names_of_tags_in_a_line(small: Engine, level: str) -> None:
    line = rows.line(rows.tag(small, Record(7, readme=TEXT), level))
    assert rows.names_of_tags(line) == ["database", "lib"]
