"""Spark Connect: a server that runs Spark, and a client without a context to broadcast rules by."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

pytestmark = pytest.mark.slow

PROGRAM = dedent("""\
    from pyspark.sql import SparkSession
    import tagengine.batch.spark

    session = SparkSession.builder.remote("local[1]").getOrCreate()
    texts = [("a", "Mole is a database."), ("b", "")]
    frame = session.createDataFrame(texts, "id string, description string")
    for row in tagengine.batch.spark.tag(frame).collect():
        print(row["id"], [tag["name"] for tag in row["tags"]])
    session.stop()
    """)


def test_rows_are_tagged_by_a_server() -> None:
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.stdout == "a ['database']\nb []\n", done.stderr
