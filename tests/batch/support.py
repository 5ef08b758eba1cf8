"""What tests of batches need: records, their rows, and the command in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from backports import zstd

from tagengine.batch.reading.documents import Outcome, RawDocument
from tagengine.batch.workers import worker
from tagengine.batch.workers.worker import Job
from tagengine.engine import Engine

WORDS = ("sql", "memo", "crate", "tea")
POISON = b"poison"
_PROGRAM = """\
import sys
from tagengine import cli
from tagengine.batch.writing import sinks, writers
sinks._EVERY, writers.BLOCK_ROWS = 0.0, 40
sys.exit(cli.main())
"""


def record(number: int) -> dict[str, Any]:
    """Return a record whose tags follow from its number."""
    words = [word for bit, word in enumerate(WORDS) if number >> bit & 1]
    text = f"# Ember {number}\n\nEmber is {' and '.join(words)}.\n" + "Some more words.\n" * (
        number % 7
    )
    return {"id": f"ember/{number}", "readme": text}


def lines(records: Iterable[object]) -> bytes:
    """Return records as JSON Lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def write(path: Path, content: bytes) -> Path:
    """Write JSON Lines, compressed as the name says."""
    if path.suffix == ".gz":
        content = gzip.compress(content)
    elif path.suffix == ".zst":
        content = zstd.compress(content)
    path.write_bytes(content)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of an output, of whatever kind; those of a folder in order of their names."""
    if path.is_dir():
        return [json.loads(file.read_bytes()) for file in sorted(path.rglob("*.json"))]
    if path.suffix == ".parquet":
        parquet: Any = import_module("pyarrow.parquet")
        rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return rows
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".zst":
        with zstd.open(path) as file:
            content = file.read()
    return [json.loads(line) for line in content.splitlines()]


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start `tagengine batch` in a process group of its own, its journal always up to date."""
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def work_with_poison(connection: Connection) -> None:
    """Be a worker that one document kills."""

    def tag(engine: Engine, job: Job, document: RawDocument) -> Outcome:
        if document.content == POISON:
            os.abort()
        return worker.tag(engine, job, document)

    worker.work(connection, tag)


def die_at_once(connection: Connection) -> None:
    """Be a worker that does not even start."""
    os._exit(7)
