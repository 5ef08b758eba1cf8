"""A cluster in which an executor is killed: the same tags, none lost and none twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tagengine import Engine
from tagengine.batch.writing import rows
from tests.batch.spark import sessions
from tests.batch.spark.cluster import TASKS

pytestmark = pytest.mark.slow

COPIES = 3


def test_an_executor_is_killed_midway(tmp_path: Path, engine: Engine) -> None:
    output = tmp_path / "tags"
    command = [sys.executable, "-m", "tests.batch.spark.cluster", str(output), str(COPIES)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert 0 < json.loads(done.stdout)["after"] < TASKS

    import pyarrow.parquet

    table = pyarrow.parquet.read_table(output, schema=rows.arrow_schema(rows.TOP))
    expected: dict[str, object] = {}
    for record in sessions.records():
        row = rows.tag(engine, record, rows.TOP)
        expected |= {f"{copy}-{record.id}": row["tags"] for copy in range(COPIES)}
    assert table.num_rows == len(expected)
    assert {row["id"]: row["tags"] for row in table.to_pylist()} == expected
