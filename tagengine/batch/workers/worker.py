"""A process that tags documents for another one, and what it says of each."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import NamedTuple

from tagengine.batch.reading.documents import Outcome, RawDocument
from tagengine.batch.writing import rows
from tagengine.engine import Engine
from tagengine.errors import TagEngineError
from tagengine.rules.rule_set import RuleSet
from tagengine.system import garbage_collection
from tagengine.version import __version__

Task = Sequence[RawDocument]
Tag = Callable[[Engine, "Job", RawDocument], Outcome]


class Job(NamedTuple):
    """How documents are tagged: by which rules, with what evidence, and how much is read."""

    rule_set: RuleSet
    level: str
    max_tags: int | None
    max_bytes: int


def tag(engine: Engine, job: Job, document: RawDocument) -> Outcome:
    """Return what comes of a document; an error of ours is one of this document only."""
    warnings: list[str] = []
    record_id: str | int | None = None
    try:
        record = document.record(job.max_bytes, warnings.append)
        record_id = record.id
        row = rows.tag(engine, record, job.level, job.max_tags)
        line = rows.line(row)
    except TagEngineError as error:
        return Outcome(None, error=str(error), id=_id_of(document))
    except MemoryError:
        return Outcome(None, error=f"{document.place}: not enough memory for it", id=record_id)
    except Exception as error:  # noqa: BLE001 -- one document must not end the others
        return Outcome(None, error=f"{document.place}: {bug(error)}", id=record_id)
    names_place = document.is_file or record_id == document.place
    return Outcome(line, len(row["tags"]), warnings=tuple(warnings), names_place=names_place)


def bug(error: Exception) -> str:
    """Return what is reported about a document on which an error of ours came up."""
    return f"a bug in tagengine {__version__}: {type(error).__name__}: {error}"


def _id_of(document: RawDocument) -> str | int | None:
    """Return the id of a document that is not a record, where it has one anyway."""
    if document.is_file or document.name is not None:
        return document.place
    try:
        found = json.loads(document.content)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def work(connection: Connection, tag: Tag = tag) -> None:
    """Be a worker: take the job, say so, then answer each task with its outcomes, to the end.

    Another thread takes the tasks, so that whoever gives them never has to wait for an answer to
    be taken first.
    """
    try:
        with garbage_collection.frozen():
            job: Job = pickle.loads(connection.recv_bytes())  # noqa: S301 -- its maker is our parent
            engine = Engine(job.rule_set)
        tasks: SimpleQueue[Task | None] = SimpleQueue()
        Thread(target=_take, args=(connection, tasks), daemon=True).start()
        connection.send(None)
        while (task := tasks.get()) is not None:
            connection.send([tag(engine, job, document) for document in task])
    except (EOFError, OSError):  # nobody is there any more
        return


def _take(connection: Connection, tasks: SimpleQueue[Task | None]) -> None:
    try:
        while True:
            tasks.put(connection.recv())
    except (EOFError, OSError):
        tasks.put(None)
