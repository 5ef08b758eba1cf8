"""Documents to outcomes, by several processes and in order; no more are read than are in work."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tagengine.batch.reading.documents import Outcome, RawDocument, chunks
from tagengine.batch.workers.pool import Chunk, Pool
from tagengine.batch.workers.remembered import Remembered
from tagengine.batch.workers.worker import Job
from tagengine.batch.writing import rows
from tagengine.document.record import Record
from tagengine.errors import TagEngineError
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.rules import sources as rule_sources
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system import processors

_WINDOW = 4  # chunks a worker: in work, to go on with, and waiting for one before them
Pair = tuple[RawDocument, Outcome]


def tag_all(
    groups: Iterable[list[RawDocument]],
    workers: Pool,
    window: int,
    remembered: Remembered | None = None,
) -> Iterator[Iterator[Pair]]:
    """Yield the documents with their outcomes, group by group, in order.

    At most `window` groups are in work. What is `remembered` is not tagged again. An error of the
    groups' source is raised after the last group.
    """
    waiting: deque[Chunk] = deque()
    source = iter(groups)
    is_open = True
    failure: TagEngineError | None = None
    while is_open or waiting:
        while is_open and len(waiting) < window and not (waiting and waiting[0].is_done):
            try:
                documents = next(source, None)
            except TagEngineError as error:
                documents, failure = None, error
            if documents is None:
                is_open = False
                break
            known: list[Outcome | None] = [None] * len(documents)
            if remembered is not None:
                known = remembered.find(documents)
            chunk = Chunk(documents, known)
            waiting.append(chunk)
            if not chunk.is_done:
                workers.submit(chunk)
        while waiting and waiting[0].is_done:
            yield waiting.popleft().pairs()
        if waiting and (not is_open or len(waiting) >= window):
            for chunk in workers.collect():
                if remembered is not None:
                    for document, outcome in chunk.pairs():
                        remembered.keep(document, outcome)
    if failure is not None:
        raise failure


@dataclass(frozen=True, slots=True)
class Tagged:
    """What came of a record: its `row` (see `rows`), or `error`, which says why there is none.

    `warnings` say what of the record was not read as it is.
    """

    id: str | int
    row: dict[str, Any] | None
    error: str | None = None
    warnings: tuple[str, ...] = ()


def tag_records(
    records: Iterable[Record],
    *,
    rules: str | Path | None = None,
    vocabulary: str | Path | Vocabulary | None = None,
    workers: int | None = None,
    evidence: str = rows.NONE,
    max_tags: int | None = None,
    min_confidence: int = 0,
) -> Iterator[Tagged]:
    """Yield what comes of each record, in order, tagged by several processes.

    `workers` defaults to the processors that may be used; `evidence` is one of `rows.LEVELS`; the
    rest is as for `Engine.load` and `Engine.tag`, errors too. Of each text the first
    `DEFAULT_LIMIT` characters are read, and `warnings` say where more were left out.

    Only as many records are read ahead as keep the workers busy. Processes are started as
    `multiprocessing` does by `spawn`: a script that calls this must do so below
    `if __name__ == "__main__":`.
    """
    rule_set = rule_sources.load(rules, vocabulary).with_min_confidence(min_confidence)
    job = Job(rule_set, evidence, max_tags, DEFAULT_LIMIT)
    size = processors.usable() if workers is None else workers
    with Pool(lambda: job, size) as running:
        groups = chunks(_raw(number, record) for number, record in enumerate(records, start=1))
        for pairs in tag_all(groups, running, window_of(size)):
            yield from (_tagged(document, outcome) for document, outcome in pairs)


def window_of(workers: int) -> int:
    """Return how many groups of documents may be in work for a number of workers."""
    return _WINDOW * workers


def _raw(number: int, record: Record) -> RawDocument:
    fields = {
        "id": record.id,
        "name": record.name,
        "description": record.description,
        "topics": record.topics,
        "readme": record.readme,
        "language": record.language,
    }
    return RawDocument.of_record(json.dumps(fields).encode(), f"record:{number}")


def _tagged(document: RawDocument, outcome: Outcome) -> Tagged:
    if outcome.row is None:
        record_id = document.place if outcome.id is None else outcome.id
        return Tagged(record_id, None, outcome.error, outcome.warnings)
    row = json.loads(outcome.row)
    return Tagged(row["id"], row, None, outcome.warnings)
