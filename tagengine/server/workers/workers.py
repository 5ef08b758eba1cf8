"""The workers of a server: kept warm, never more jobs than workers, started again when they die.

Tagging is pure computation. In the server's own process it would hold Python's lock and with it
every other connection, so each worker is a process; `docs/server.md` has the figures.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import anyio

from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError, busy, unavailable
from tagengine.server.workers.jobs import Job
from tagengine.server.workers.rules_in_use import RulesInUse
from tagengine.server.workers.worker import ProcessWorker, ThreadWorker, WorkerLostError

_TRIES = 3  # a job changes nothing, so one that was lost with its worker is done again
_ROUND = 1.0  # seconds between two looks for workers that have died


class Workers:
    """Workers that tag by one reading of the rules; `count` 0 is one thread of this process."""

    def __init__(self, rules: RulesInUse, count: int, limits: Limits) -> None:
        self.rules = rules
        self.count = count
        self.waiting = 0
        self._users = 0
        self._is_closing = self._is_outdated = False
        self.limits = limits
        self._free = asyncio.Semaphore(max(count, 1))
        self._free_for_large = asyncio.Semaphore(max(count - 1, 1))
        self._all: Sequence[ProcessWorker | ThreadWorker] = ()
        self._idle: list[ProcessWorker | ThreadWorker] = []
        self._tending: asyncio.Task[None] | None = None

    @property
    def is_up(self) -> bool:
        """Whether there is a worker that can tag."""
        return any(worker.is_up for worker in self._all)

    async def start(self) -> None:
        """Start every worker; raises `WorkerLostError` if one cannot be."""
        if self.count == 0:
            self._all = [ThreadWorker(self.rules)]
        else:
            pickled = await asyncio.to_thread(pickle.dumps, self.rules)
            self._all = [ProcessWorker(pickled) for _ in range(self.count)]
        await asyncio.gather(*(worker.start() for worker in self._all))
        self._idle = list(self._all)
        self._tending = asyncio.create_task(self._tend())

    async def run(self, job: Job, *arguments: Any, size: int, patient: bool = False) -> Any:
        """Return what a job returns in the next free worker; `size` is that of its input in bytes.

        Raises `RequestError`: 429 if too many are waiting, 503 if no worker was free in time
        (neither if `patient`), the job took too long, its worker broke again and again, or these
        rules are no longer kept.
        """
        if self.waiting >= self.limits.waiting and not patient:
            raise busy()
        with self.in_use():
            async with self._turn(size, patient):
                work = asyncio.ensure_future(self._work(job, arguments))
                try:
                    return await asyncio.shield(work)
                finally:
                    if not work.done():  # given up, but its worker is not free before it is done
                        await asyncio.wait([work])

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the workers for what is done in the meantime, though they be told to close."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            self._end_if_unused()

    def close(self) -> None:
        """Let the workers end when all who use them have finished."""
        self._is_closing = True
        if self._tending is not None:
            self._tending.cancel()
        self._end_if_unused()

    def outdate(self) -> None:
        """End the workers, whoever uses them: newer rules than the next ones are in use."""
        self._is_outdated = True
        self.close()
        self._end()

    def _end_if_unused(self) -> None:
        if self._is_closing and not self._users:
            self._end()

    def _end(self) -> None:
        for worker in self._all:
            worker.end()

    @asynccontextmanager
    async def _turn(self, size: int, patient: bool) -> AsyncIterator[None]:
        """Wait for a free worker; large documents leave one free for others."""
        async with AsyncExitStack() as turns:
            self.waiting += 1
            try:
                with anyio.fail_after(None if patient else self.limits.turn):
                    if size >= self.limits.large:
                        await turns.enter_async_context(self._free_for_large)
                    await turns.enter_async_context(self._free)
            except TimeoutError:
                seconds = self.limits.turn
                raise unavailable(f"no worker was free within {seconds:g} seconds") from None
            finally:
                self.waiting -= 1
            yield

    async def _work(self, job: Job, arguments: tuple[Any, ...]) -> Any:
        """Have a worker do a job, again if it dies, all in the time that a job may take."""
        worker, seconds = self._idle.pop(), self.limits.tagging
        try:
            async with asyncio.timeout(seconds):
                for _ in range(_TRIES):
                    if self._is_outdated:
                        break
                    try:
                        return await worker.perform(job, arguments)
                    except WorkerLostError:
                        continue
        except TimeoutError:
            worker.end()
            raise unavailable(f"the document took longer than {seconds:g} seconds") from None
        finally:
            self._idle.append(worker)
        if self._is_outdated:
            message = "the rules were loaded twice since the request began (send it again)"
            raise RequestError(503, "rules_changed", message)
        raise unavailable("the worker died several times on this request")

    async def _tend(self) -> None:
        """Start idle workers again that have died, for as long as these rules are in use."""
        while True:
            await asyncio.sleep(_ROUND)
            async with self._free:
                dead = next((worker for worker in self._idle if not worker.is_up), None)
                if dead is not None:
                    self._idle.remove(dead)
                    try:
                        await dead.start()
                    except WorkerLostError:
                        pass  # so that readiness says no; tried again in the next round
                    finally:
                        self._idle.append(dead)
