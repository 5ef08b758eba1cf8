"""Real Spark sessions on this machine, and rows for them."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.document.record import Record
from tagengine.rules.sources import read
from tests.support import missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SCHEMA = "id string, name string, description string, topics array<string>, readme string"


def require_parts() -> None:
    """Fail, or skip the test, where something that Spark needs is not installed."""
    if find_spec("pyspark") is None:
        missing("PySpark", "pip install '.[dev]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        missing("Java", "apt-get install openjdk-17-jre-headless, or another Java from 17 on")


def environment() -> dict[str, str]:
    """Return the variables with which Spark stays on loopback and its workers find this Python."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    return {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost",
        "SPARK_HOME": str(Path(spec.origin).parent),  # else a local cluster has no home
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }


def start(master: str) -> SparkSession:
    """Return a quiet session; to be called in an `environment`."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("tagengine")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def rows() -> list[tuple[str, str, str, list[str], str]]:
    """Return records made of examples in the shipped rules, as rows of `SCHEMA`."""
    return [
        (f"{number}", f"name-{number}", "A tool.", ["cache"][: number % 2], f"# It\n\n{each.text}")
        for number, each in enumerate(read().examples()[::3])
    ]


def records() -> list[Record]:
    """Return the records that `rows` are."""
    return [Record(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in rows()]
