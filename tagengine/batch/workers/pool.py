"""Worker processes that tag documents; one that dies is replaced and its documents are redone.

Each has its own pipe and two tasks at most, so nothing is lost with it that this process does not
have.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing.connection import wait

from tagengine.batch.reading.documents import Outcome, RawDocument
from tagengine.batch.workers import worker
from tagengine.batch.workers.worker import Job
from tagengine.errors import TagEngineError
from tagengine.system import children
from tagengine.system.children import Child, Failure, Work

_AHEAD = 2  # tasks that a worker has: one in work, one to go on with
_DEATHS = 3  # of workers that had nothing but one document, before it is given up
_FAILED_STARTS = 3  # in a row
_PATIENCE = 1.0  # seconds in which a worker may end by itself


@dataclass(slots=True)
class Chunk:
    """Documents with the outcomes that are known; the others are being worked out."""

    documents: list[RawDocument]
    outcomes: list[Outcome | None]

    @property
    def is_done(self) -> bool:
        """Whether all documents have their outcomes."""
        return None not in self.outcomes

    def pairs(self) -> Iterator[tuple[RawDocument, Outcome]]:
        """Yield the documents that have outcomes, with them."""
        for document, outcome in zip(self.documents, self.outcomes, strict=True):
            if outcome is not None:
                yield document, outcome


@dataclass(slots=True)
class _Task:
    """Documents of a chunk for a worker, by their numbers in it."""

    chunk: Chunk
    numbers: list[int]
    deaths: int = 0

    @property
    def documents(self) -> list[RawDocument]:
        return [self.chunk.documents[number] for number in self.numbers]


@dataclass(slots=True)
class _Worker:
    child: Child
    is_ready: bool = False
    tasks: deque[_Task] = field(default_factory=deque)


class Pool:
    """Some workers; a context, at whose end they end.

    `job` is called when the first is needed; `work` is what a worker does.
    """

    def __init__(self, job: Callable[[], Job], workers: int, work: Work = worker.work) -> None:
        self._job = job
        self._size = workers
        self._work = work
        self._workers: list[_Worker] = []
        self._tasks: deque[_Task] = deque()
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._workers:
            one.child.connection.close()
        for one in self._workers:
            one.child.end(_PATIENCE)
        self._workers = []

    def submit(self, chunk: Chunk) -> None:
        """Have the documents of a chunk tagged that have no outcomes yet."""
        unknown = [number for number, outcome in enumerate(chunk.outcomes) if outcome is None]
        self._tasks.append(_Task(chunk, unknown))
        self._hand_out()

    def collect(self) -> Iterator[Chunk]:
        """Wait for outcomes, put them into their chunks, and yield those that are done.

        Raises `TagEngineError` if no worker can be started.
        """
        self._hand_out()
        ready = wait([one.child.connection for one in self._workers])
        for one in [one for one in self._workers if one.child.connection in ready]:
            yield from self._take(one)
        self._hand_out()

    def _take(self, one: _Worker) -> Iterator[Chunk]:
        """Take what a worker says, or that it is dead."""
        try:
            outcomes = one.child.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(one)
            return
        if isinstance(outcomes, Failure):
            yield from self._bury(one, outcomes.why)
        elif one.is_ready:
            yield from _done(one.tasks.popleft(), outcomes)
        else:
            one.is_ready, self._failed_starts = True, 0

    def _bury(self, one: _Worker, why: str = "") -> Iterator[Chunk]:
        """Take over the tasks of a dead worker; the first of them is what it may have died of."""
        how = why or one.child.bury()
        one.child.end()
        self._workers.remove(one)
        if not one.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise TagEngineError(f"no worker process can be started ({how})")
        suspect = one.tasks.popleft() if one.tasks else None
        self._tasks.extendleft(reversed(one.tasks))
        if suspect is None:
            return
        if len(suspect.numbers) > 1:
            singles = [_Task(suspect.chunk, [number]) for number in suspect.numbers]
            self._tasks.extendleft(reversed(singles))
        elif suspect.deaths + 1 < _DEATHS:
            suspect.deaths += 1
            self._tasks.appendleft(suspect)
        else:
            yield from _done(suspect, [_given_up(suspect.documents[0], how)])

    def _hand_out(self) -> None:
        """Start the workers that are wanted, and give tasks to those with the fewest."""
        self._start_some(min(self._size - len(self._workers), len(self._tasks) - self._idle()))
        for ahead in range(_AHEAD):
            for one in self._workers:
                if self._tasks and one.is_ready and len(one.tasks) == ahead:
                    self._give(one, self._tasks.popleft())

    def _give(self, one: _Worker, task: _Task) -> None:
        one.tasks.append(task)
        with suppress(OSError):  # it is dead, as above
            one.child.connection.send(task.documents)

    def _start_some(self, number: int) -> None:
        """Start a number of workers; while one begins, the others do too."""
        if number < 1:
            return
        job = self._pickled_job
        for one in [self._start() for _ in range(number)]:
            with suppress(OSError):  # it is dead: that is found when its answer is waited for
                one.child.connection.send_bytes(job)

    def _idle(self) -> int:
        return sum(not one.tasks for one in self._workers)

    @cached_property
    def _pickled_job(self) -> bytes:
        return pickle.dumps(self._job(), pickle.HIGHEST_PROTOCOL)

    def _start(self) -> _Worker:
        one = _Worker(children.start(self._work))
        self._workers.append(one)
        return one


def _done(task: _Task, outcomes: Sequence[Outcome]) -> Iterator[Chunk]:
    """Put the outcomes of a task into its chunk, and yield that if it is done."""
    for number, outcome in zip(task.numbers, outcomes, strict=True):
        task.chunk.outcomes[number] = outcome
    if task.chunk.is_done:
        yield task.chunk


def _given_up(document: RawDocument, how: str) -> Outcome:
    error = (
        f"{document.place}: {_DEATHS} worker processes died on this document ({how}; out of "
        "memory?)"
    )
    return Outcome(None, error=error)
