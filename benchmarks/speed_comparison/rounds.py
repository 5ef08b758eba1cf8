"""Measuring by turns: each system in a process of its own, one of them at work at a time."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context

from speed_comparison import worker
from speed_comparison.corpus import size
from speed_comparison.worker import Ready, Task
from tagengine.system.progress import counted


@dataclass(slots=True)
class Measured:
    """What was measured of one task.

    `rounds` has, for each round, the seconds of each of the documents (`documents`, indices).
    `problem` says why there are none.
    """

    task: Task
    ready: Ready = worker.NOT_READY
    rounds: list[list[float]] = field(default_factory=list)
    megabytes: float = 0.0
    problem: str = ""

    @property
    def documents(self) -> tuple[int, ...]:
        """The documents that were measured, as indices of the task's."""
        return self.ready.documents

    @property
    def seconds(self) -> float:
        """The median of the rounds' seconds of processor time."""
        return statistics.median(sum(one) for one in self.rounds)

    @property
    def bytes_read(self) -> int:
        """The bytes of the documents that were measured."""
        return sum(size(self.task.texts[index]) for index in self.documents)

    def times(self, other: Measured) -> float:
        """Return how many times as long as `other` this took: the median of the rounds' ratios.

        Over the same documents where both read the same ones, over the mean of a document's time
        otherwise.
        """
        if self.task.texts is other.task.texts:
            common = sorted(set(self.documents) & set(other.documents))
            pairs = zip(self._sums(common), other._sums(common), strict=True)
        else:
            pairs = zip(self._means(), other._means(), strict=True)
        return statistics.median(one / two for one, two in pairs)

    def _sums(self, documents: Sequence[int]) -> list[float]:
        places = [self.documents.index(index) for index in documents]
        return [sum(one[place] for place in places) for one in self.rounds]

    def _means(self) -> list[float]:
        return [statistics.mean(one) for one in self.rounds]


def measure(tasks: Sequence[Task], rounds: int) -> list[Measured]:
    """Measure all tasks, round by round, each task once a round; in the order of the tasks."""
    found = [Measured(task) for task in tasks]
    context = get_context("spawn")  # a fork would begin with this process's memory
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, mp_context=context)) for _ in found]
        for one, pool in zip(found, pools, strict=True):
            _prepare(one, pool)
        turns = [
            (one, pool)
            for _ in range(rounds)
            for one, pool in zip(found, pools, strict=True)
            if not one.problem
        ]
        for one, pool in counted(turns, "turns"):
            one.rounds.append(pool.submit(worker.measure).result())
        for one, pool in zip(found, pools, strict=True):
            if not one.problem:
                one.megabytes = pool.submit(worker.peak_megabytes).result()
    return found


def _prepare(one: Measured, pool: ProcessPoolExecutor) -> None:
    try:
        one.ready = pool.submit(worker.prepare, one.task).result()
    except (ImportError, ValueError, RuntimeError, MemoryError, BrokenProcessPool) as error:
        one.problem = " ".join(str(error).split()) or type(error).__name__
        return
    if not one.documents:
        one.problem = f"needs more than {worker.MOST_FOR_ONE:g} seconds a document"
