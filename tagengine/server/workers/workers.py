"""The processes that tag: kept warm, never more jobs than workers, replaced when one breaks.

Tagging is pure computation. In the server's own process it would hold Python's lock and with it
every other connection, so each worker is a process; `docs/server.md` has the figures.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from multiprocessing.connection import wait
from typing import Any

import anyio

from tagengine.server.limits import Limits
from tagengine.server.problems import busy, unavailable
from tagengine.server.workers.jobs import Job, be_ready, perform
from tagengine.server.workers.rules_in_use import Engines, RulesInUse
from tagengine.system import garbage_collection

_TRIES = 3  # a job changes nothing, so one that was lost with its worker is done again


class Workers:
    """Workers that tag by one reading of the rules; `count` 0 is one thread of this process."""

    def __init__(self, rules: RulesInUse, count: int, limits: Limits) -> None:
        self.rules = rules
        self.count = count
        self.waiting = 0
        self._users = 0
        self._is_closing = False
        self._limits = limits
        self._free = asyncio.Semaphore(max(count, 1))
        self._free_for_large = asyncio.Semaphore(max(count - 1, 1))
        self._engines: Engines | None = None
        self._executor: Executor | None = None
        self._renewing = asyncio.Lock()

    async def start(self) -> None:
        """Start every worker; raises `OSError` or `BrokenProcessPool` if one cannot be."""
        if self.count == 0:
            self._engines = await asyncio.to_thread(Engines, self.rules)
        self._executor = await self._started()

    async def run(self, job: Job, *arguments: Any, size: int, patient: bool = False) -> Any:
        """Return what a job returns in the next free worker; `size` is that of its input in bytes.

        Raises `RequestError`: 429 if too many are waiting, 503 if no worker was free in time
        (neither if `patient`), the job took too long, or its worker broke again and again.
        """
        if self.waiting >= self._limits.waiting and not patient:
            raise busy()
        with self.in_use():
            async with self._turn(size, patient):
                for _ in range(_TRIES):
                    executor = self._executor
                    assert executor is not None  # noqa: S101 -- `start` comes first
                    try:
                        return await self._result(executor, job, arguments)
                    except BrokenProcessPool:
                        await self._renew(executor)
        raise unavailable("the worker broke down several times over this request")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the workers for what is done meanwhile, though they be told to close."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            self._end_if_unused()

    def close(self) -> None:
        """Let the workers end when all who use them have finished."""
        self._is_closing = True
        self._end_if_unused()

    def _end_if_unused(self) -> None:
        if self._is_closing and not self._users and self._executor is not None:
            self._executor.shutdown(wait=False)

    @asynccontextmanager
    async def _turn(self, size: int, patient: bool) -> AsyncIterator[None]:
        """Wait for a free worker; large documents leave one free for others."""
        async with AsyncExitStack() as turns:
            self.waiting += 1
            try:
                with anyio.fail_after(None if patient else self._limits.turn):
                    if size >= self._limits.large:
                        await turns.enter_async_context(self._free_for_large)
                    await turns.enter_async_context(self._free)
            except TimeoutError:
                seconds = self._limits.turn
                raise unavailable(f"no worker was free within {seconds:g} seconds") from None
            finally:
                self.waiting -= 1
            yield

    async def _result(self, executor: Executor, job: Job, arguments: tuple[Any, ...]) -> Any:
        future = asyncio.wrap_future(self._submit(executor, job, arguments))
        try:
            return await asyncio.wait_for(future, self._limits.tagging)
        except TimeoutError:
            seconds = self._limits.tagging
            _kill(executor)  # the jobs of others are done again
            await self._renew(executor)
            raise unavailable(f"the document took longer than {seconds:g} seconds") from None

    def _submit(self, executor: Executor, job: Job, arguments: tuple[Any, ...]) -> Future[Any]:
        try:
            if self._engines is not None:
                return executor.submit(perform, job, self._engines, arguments)
            return executor.submit(_perform_in_worker, job, arguments)
        except RuntimeError as error:  # others are about to be put in its place
            raise BrokenProcessPool(str(error)) from None

    async def _started(self) -> Executor:
        """Return workers that are ready.

        Another thread starts them: it writes the rules to each, and waits until it has read them.
        """

        def start() -> tuple[Executor, list[Future[Any]]]:
            executor = self._new_executor()
            count = max(self.count, 1)
            return executor, [self._submit(executor, be_ready, ()) for _ in range(count)]

        executor, ready = await asyncio.to_thread(start)
        await asyncio.gather(*map(asyncio.wrap_future, ready))
        return executor

    def _new_executor(self) -> Executor:
        if self.count == 0:
            return ThreadPoolExecutor(1, "tagging")
        # Not forked: this process has threads, and a fork would copy locks that they hold.
        context = multiprocessing.get_context("spawn")
        rules = pickle.dumps(self.rules)
        return ProcessPoolExecutor(self.count, context, _begin, (rules,))

    async def _renew(self, broken: Executor) -> None:
        """Put new workers in the place of broken ones, once; if that fails, the old ones stay."""
        async with self._renewing:
            if self._executor is broken:
                broken.shutdown(wait=False)
                with suppress(BrokenProcessPool):
                    self._executor = await self._started()


def _kill(executor: Executor) -> None:
    """End workers at once."""
    for process in list((getattr(executor, "_processes", None) or {}).values()):
        process.kill()


_engines: Engines | None = None  # of this worker process


def _begin(rules: bytes) -> None:
    """Make a process a worker for pickled rules.

    Ctrl-C is for the server, and without a server there is no work.
    """
    global _engines  # noqa: PLW0603 -- a worker process has one, for as long as it lives
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_with_server, daemon=True).start()
    with garbage_collection.spared():
        _engines = Engines(pickle.loads(rules))  # noqa: S301 -- the server's own


def _end_with_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        wait([server.sentinel])
        os._exit(0)


def _perform_in_worker(job: Job, arguments: tuple[Any, ...]) -> Any:
    assert _engines is not None  # noqa: S101 -- set before the first job
    return perform(job, _engines, arguments)
