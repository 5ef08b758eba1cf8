"""Workers: in order whatever their number, replaced when they die, and what is said of poison."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine, Record, TagEngineError
from tagengine.batch import tag_records
from tagengine.batch.reading.documents import RawDocument
from tagengine.batch.workers import worker
from tagengine.batch.workers.pool import Pool
from tagengine.batch.workers.tagging import tag_all
from tagengine.batch.workers.worker import Job
from tagengine.batch.writing import rows
from tests.batch.support import POISON, die_at_once, record, work_with_poison
from tests.support import Folder, examples


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = Folder(tmp_path_factory.mktemp("pool") / "rules")
    folder.write_rules("database", "- {keywords: [sql], weight: 10}")
    folder.write_rules("cache", "- {keywords: [memo], weight: 10}")
    folder.write_rules("lib", "- {keywords: [crate], weight: 10}")
    return folder.engine()


@pytest.fixture(scope="module")
def job(engine: Engine) -> Job:
    return Job(engine.rule_set, rows.TOP, None, 10_000)


@pytest.fixture(scope="module")
def pools(job: Job) -> Iterator[list[Pool]]:
    """Pools of one, two and three workers."""
    with Pool(lambda: job, 1) as one, Pool(lambda: job, 2) as two, Pool(lambda: job, 3) as three:
        yield [one, two, three]


def _documents(count: int) -> list[RawDocument]:
    return [
        RawDocument.of_record(json.dumps(record(number)).encode(), f"in.jsonl:{number}")
        for number in range(count)
    ]


def _cut(documents: list[RawDocument], sizes: list[int]) -> Iterator[list[RawDocument]]:
    """Cut documents into groups of these sizes, the last again and again."""
    start, turn = 0, 0
    while start < len(documents):
        size = sizes[min(turn, len(sizes) - 1)]
        yield documents[start : start + size]
        start, turn = start + size, turn + 1


@examples(25)
@given(
    st.integers(0, 60),
    st.lists(st.integers(1, 20), min_size=1, max_size=6),
    st.sampled_from([0, 1, 2]),
    st.integers(1, 8),
)
def test_order_and_rows_are_those_of_one_engine(
    pools: list[Pool],
    engine: Engine,
    job: Job,
    count: int,
    sizes: list[int],
    pool: int,
    window: int,
) -> None:
    documents = _documents(count)
    groups = tag_all(_cut(documents, sizes), pools[pool], window)
    found = [pair for pairs in groups for pair in pairs]
    assert found == [(one, worker.tag(engine, job, one)) for one in documents]


def test_a_worker_that_is_killed_is_replaced(job: Job, engine: Engine) -> None:
    documents = _documents(200)
    killed: set[int] = set()
    with Pool(lambda: job, 2) as workers:
        found = []
        for pairs in tag_all(_cut(documents, [10]), workers, 8):
            found += list(pairs)
            if len(killed) < 3 and len(found) >= 40 * (len(killed) + 1):
                victim = workers._workers[len(killed) % 2].child.process.pid
                assert victim is not None
                os.kill(victim, signal.SIGKILL)
                killed.add(victim)
    assert len(killed) == 3
    assert found == [(one, worker.tag(engine, job, one)) for one in documents]


def test_a_document_that_kills_workers_is_an_error(job: Job, engine: Engine) -> None:
    documents = _documents(20)
    documents[7] = RawDocument.of_record(POISON, "in.jsonl:7")
    with Pool(lambda: job, 2, work_with_poison) as workers:
        found = [pair for pairs in tag_all(_cut(documents, [10]), workers, 8) for pair in pairs]
    assert found[7][1].error == (
        "in.jsonl:7: 3 worker processes died on this document (ended by SIGABRT; out of memory?)"
    )
    del found[7], documents[7]
    assert found == [(one, worker.tag(engine, job, one)) for one in documents]


def test_workers_that_cannot_start(job: Job) -> None:
    with Pool(lambda: job, 1, die_at_once) as workers, pytest.raises(TagEngineError) as caught:
        list(tag_all([_documents(1)], workers, 4))
    assert str(caught.value) == "no worker process can be started (ended with code 7)"


def test_the_library_s_function(engine: Engine, rules: Folder, tmp_path: Path) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    taken = []

    def records() -> Iterator[Record]:
        for number in range(300):
            taken.append(number)
            yield Record(number, topics=("sql",) if number % 2 else (), readme="Tea.\n")

    found = tag_records(records(), rules=rules.path, workers=1, evidence="top", max_tags=1)
    first = next(found)
    assert (first.id, first.row, first.error) == (0, {"id": 0, "tags": []}, None)
    assert len(taken) < 300  # no more are read than are in work
    rest = list(found)
    assert [one.id for one in rest] == list(range(1, 300))
    assert rest[0].row == rows.tag(
        rules.engine(), Record(1, topics=("sql",), readme="Tea.\n"), "top"
    )


def test_the_example_of_the_guide(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "batch.md").read_text("utf-8")
    _, _, rest = guide.partition("```python\n")
    example = tmp_path / "example.py"
    example.write_text(rest.partition("```")[0])
    done = subprocess.run([sys.executable, example], check=False, capture_output=True, text=True)
    assert done.stderr == ""
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == [
        f"ember-{number}" for number in range(100)
    ]


def test_the_library_tells_of_errors(rules: Folder) -> None:
    (found,) = tag_records([Record(1.5, readme="x")], rules=rules.path, workers=1)  # type: ignore[arg-type]
    assert (found.id, found.row) == ("record:1", None)
    assert found.error == 'record:1: "id" is neither a text nor a whole number'
