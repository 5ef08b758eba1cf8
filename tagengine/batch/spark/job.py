"""A whole batch by Spark: Parquet in, a folder of Parquet files out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.batch.spark.frames import ERROR, tag
from tagengine.batch.writing import rows
from tagengine.errors import FileError, TagEngineError, UsageError, reason
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.reporting import as_json
from tagengine.system import extras

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for; the fields are the options of the command line (`docs/batch.md`).

    `input` and `output` are paths, or addresses that Spark knows how to reach.
    """

    input: str
    output: str
    errors: Path
    master: str | None = None
    evidence: str = rows.NONE
    max_tags: int | None = None
    min_confidence: int = 0
    max_bytes: int = DEFAULT_LIMIT
    rules: str | None = None
    vocabulary: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    overwrite: bool = False
    shows_progress: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents there were, with how many tags, and how many had an error."""

    documents: int
    tags: int
    errors: int


def run(job: Job) -> Counts:
    """Tag all rows of the input and write the output; errors go to a file of lines of JSON.

    Raises `TagEngineError` for what Spark cannot read or write, and for options and columns that do
    not fit; with `strict` for the first document with an error too.
    """
    extras.require("spark", "--engine spark")
    if job.errors.exists() and not job.overwrite:
        raise UsageError(f"{job.errors}: exists already (--overwrite replaces it)")
    from py4j.protocol import Py4JError  # noqa: PLC0415 -- the extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 -- the extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- the extra

    own = SparkSession.getActiveSession() is None
    try:
        session = _session(job)
    except (PySparkException, Py4JError):
        raise TagEngineError(
            "Spark did not start (it needs Java 17 or newer, and in --master a URL that it knows)"
        ) from None
    try:
        return _run(job, session)
    except (PySparkException, Py4JError) as error:
        raise TagEngineError(f"Spark: {_said(error)}") from None
    finally:
        if own:
            session.stop()


def _session(job: Job) -> SparkSession:
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- the extra

    if job.master is None or job.master.startswith("local"):
        # Workers are other processes: without this they would be of whatever python3 is.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("tagengine")
    if job.master is not None:
        builder = builder.master(job.master)
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(job.shows_progress).lower())
    return builder.getOrCreate()


def _run(job: Job, session: SparkSession) -> Counts:
    from pyspark.sql import Observation, functions  # noqa: PLC0415 -- the extra

    tagged = tag(
        session.read.parquet(job.input),
        columns=job.columns,
        rules=job.rules,
        vocabulary=job.vocabulary,
        max_tags=job.max_tags,
        min_confidence=job.min_confidence,
        max_bytes=job.max_bytes,
        evidence=job.evidence,
        error_column=not job.strict,
    )
    counts = [
        functions.count(functions.lit(1)).alias("documents"),
        functions.sum(functions.size("tags")).alias("tags"),
    ]
    if not job.strict:
        counts.append(functions.count(ERROR).alias("errors"))
    observation = Observation()
    found = tagged.observe(observation, *counts)
    good = found if job.strict else found.where(found[ERROR].isNull()).drop(ERROR)
    good.write.parquet(job.output, mode="overwrite" if job.overwrite else "errorifexists")
    observed = observation.get
    errors = observed.get("errors", 0)
    job.errors.unlink(missing_ok=True)
    if errors:
        _write_errors(tagged.where(tagged[ERROR].isNotNull()).select("id", ERROR), job)
    return Counts(observed["documents"], observed["tags"] or 0, errors)


def _write_errors(frame: DataFrame, job: Job) -> None:
    """Tag once more what there is, and keep the errors: most runs have none."""
    try:
        with job.errors.open("w", encoding="utf-8") as file:
            for row in frame.toLocalIterator():
                entry = {"id": row["id"], "place": job.input, "reason": row[ERROR]}
                file.write(f"{as_json.line(entry)}\n")
    except OSError as error:
        raise FileError(job.errors, f"cannot be written: {reason(error)}") from None


def _said(error: Exception) -> str:
    """Return what an error of Spark says, without its classes and traces."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    lines = [line[2:] for line in lines if line.startswith(": ")] or lines  # Java's own, by py4j
    ours = [line for line in lines if line.startswith("tagengine.errors.")]
    return ours[-1].partition(": ")[2] if ours else lines[0] if lines else type(error).__name__
