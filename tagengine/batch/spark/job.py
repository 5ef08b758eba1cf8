"""A whole batch by Spark: Parquet in, a folder of Parquet files out."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.batch.plan import Plan
from tagengine.batch.reading import formats
from tagengine.batch.spark.frames import ERROR, tag
from tagengine.errors import FileError, TagEngineError, UsageError, reason
from tagengine.reporting import as_json
from tagengine.system import extras

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents there were, with how many tags, and how many had an error."""

    documents: int
    tags: int
    errors: int


def run(plan: Plan, errors: Path, master: str | None, *, shows_progress: bool) -> Counts:
    """Tag all rows of the input and write the output; `errors` is for lines of JSON.

    Input and output are paths, or addresses that Spark knows how to reach.

    Raises `TagEngineError` for what Spark cannot read or write, and for options and columns that do
    not fit; with `strict` for the first document with an error too.
    """
    for name in (plan.input, plan.output):
        if formats.is_lines(name):
            raise UsageError(f"{name}: --engine spark is for Parquet only (leave --engine out)")
    extras.require("spark", "--engine spark")
    if errors.exists() and not plan.overwrite:
        raise UsageError(f"{errors}: exists already (--overwrite replaces it)")
    from py4j.protocol import Py4JError  # noqa: PLC0415 -- the extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 -- the extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- the extra

    own = SparkSession.getActiveSession() is None
    try:
        session = _session(master, shows_progress)
    except (PySparkException, Py4JError):
        raise TagEngineError(
            "Spark did not start (it needs Java 17 or newer, and in --master a URL that it knows)"
        ) from None
    try:
        return _run(plan, errors, session)
    except (PySparkException, Py4JError) as error:
        raise TagEngineError(f"Spark: {_said(error)}") from None
    finally:
        if own:
            session.stop()


def _session(master: str | None, shows_progress: bool) -> SparkSession:
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- the extra

    if master is None or master.startswith("local"):
        # Workers are other processes: without this they would be of whatever python3 is.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("tagengine")
    if master is not None:
        builder = builder.master(master)
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(shows_progress).lower())
    return builder.getOrCreate()


def _run(plan: Plan, errors: Path, session: SparkSession) -> Counts:
    from pyspark.sql import Observation, functions  # noqa: PLC0415 -- the extra

    tagged = tag(
        session.read.parquet(plan.input),
        columns=plan.columns,
        rules=plan.rules,
        vocabulary=plan.vocabulary,
        max_tags=plan.max_tags,
        min_confidence=plan.min_confidence,
        max_bytes=plan.max_bytes,
        evidence=plan.evidence,
        error_column=not plan.strict,
    )
    counts = [
        functions.count(functions.lit(1)).alias("documents"),
        functions.sum(functions.size("tags")).alias("tags"),
    ]
    if not plan.strict:
        counts.append(functions.count(ERROR).alias("errors"))
    observation = Observation()
    found = tagged.observe(observation, *counts)
    good = found if plan.strict else found.where(found[ERROR].isNull()).drop(ERROR)
    good.write.parquet(plan.output, mode="overwrite" if plan.overwrite else "errorifexists")
    observed = observation.get
    wrong = observed.get("errors", 0)
    errors.unlink(missing_ok=True)
    if wrong:
        _write_errors(tagged.where(tagged[ERROR].isNotNull()).select("id", ERROR), plan, errors)
    return Counts(observed["documents"], observed["tags"] or 0, wrong)


def _write_errors(frame: DataFrame, plan: Plan, errors: Path) -> None:
    """Tag once more what there is, and keep the errors: most runs have none."""
    try:
        with errors.open("w", encoding="utf-8") as file:
            for row in frame.toLocalIterator():
                entry = {"id": row["id"], "place": plan.input, "reason": row[ERROR]}
                file.write(f"{as_json.line(entry)}\n")
    except OSError as error:
        raise FileError(errors, f"cannot be written: {reason(error)}") from None


def _said(error: Exception) -> str:
    """Return what an error of Spark says, without its classes and traces."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    lines = [line[2:] for line in lines if line.startswith(": ")] or lines  # Java's own, by py4j
    ours = [line for line in lines if line.startswith("tagengine.errors.")]
    return ours[-1].partition(": ")[2] if ours else lines[0] if lines else type(error).__name__
