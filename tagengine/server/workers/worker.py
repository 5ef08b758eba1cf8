"""One worker: its own process that does a job at a time, or a thread of this process."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from tagengine.errors import TagEngineError
from tagengine.server.workers.jobs import Job, be_ready, perform
from tagengine.server.workers.rules_in_use import Engines, RulesInUse
from tagengine.system import children, garbage_collection
from tagengine.system.children import Child, Failure

Done = TypeVar("Done")

_PATIENCE = 30.0  # seconds in which a worker has read its rules


class WorkerLostError(TagEngineError):
    """A worker that died, and its job with it."""


class ThreadWorker:
    """A thread of this process; a job that takes too long cannot be ended, only left alone."""

    def __init__(self, rules: RulesInUse) -> None:
        self._rules = rules
        self._engines: Engines | None = None
        self._thread = ThreadPoolExecutor(1, "tagging")

    @property
    def is_up(self) -> bool:
        """Whether jobs can be done at once."""
        return self._engines is not None

    async def perform(self, job: Job, arguments: tuple[Any, ...]) -> Any:
        """Return what a job returns."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: perform(job, self._made(), arguments)
        )

    async def start(self) -> None:
        """Be ready for jobs."""
        await self.perform(be_ready, ())

    def end(self) -> None:
        """Do nothing more; what is begun goes on, and a new thread does what comes."""
        self._thread.shutdown(wait=False)
        self._thread = ThreadPoolExecutor(1, "tagging")

    def _made(self) -> Engines:
        if self._engines is None:
            self._engines = Engines(self._rules)
        return self._engines


class ProcessWorker:
    """A process, started when it is needed, and started again when it has died.

    A thread waits for it, so that nobody else does: that thread ends when the process is killed.
    """

    def __init__(self, rules: bytes) -> None:
        self._rules = rules
        self._child: Child | None = None
        self._is_ready = self._is_ended = False
        self._thread = ThreadPoolExecutor(1, "worker")

    @property
    def is_up(self) -> bool:
        """Whether the process is there, and has read its rules."""
        child = self._child
        return self._is_ready and child is not None and child.process.is_alive()

    async def perform(self, job: Job, arguments: tuple[Any, ...]) -> Any:
        """Return what a job returns; raises `WorkerLostError` if the process dies over it."""
        return await self._in_thread(lambda: self._ask(job, arguments))

    async def start(self) -> None:
        """Start the process, if it is not there; raises `WorkerLostError` if it cannot be."""
        await self._in_thread(self._start)

    def end(self) -> None:
        """End the process at once; the next job starts another one."""
        self._is_ended = True
        child = self._child
        if child is not None:
            child.process.kill()

    async def _in_thread(self, work: Callable[[], Done]) -> Done:
        self._is_ended = False
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _ask(self, job: Job, arguments: tuple[Any, ...]) -> Any:
        child = self._start()
        try:
            child.connection.send((job, arguments))
            answer, error = child.connection.recv()
        except (EOFError, OSError):
            raise WorkerLostError(f"a worker process died ({self._lose()})") from None
        if error is not None:
            raise error
        return answer

    def _start(self) -> Child:
        if self.is_up and self._child is not None:
            return self._child
        self._lose()
        try:
            child = self._child = children.start(_work)
            child.connection.send_bytes(self._rules)
            if self._is_ended or not child.connection.poll(_PATIENCE):
                child.process.kill()
            answer = child.connection.recv()
            why = answer.why if isinstance(answer, Failure) else None
        except EOFError:
            why = self._lose()
        except OSError as error:
            why = self._lose() if self._child is not None else str(error)
        if why is not None:
            self._lose()
            raise WorkerLostError(f"a worker process died as it started ({why})")
        self._is_ready = True
        return child

    def _lose(self) -> str:
        """Give up the process; return how it ended."""
        child, self._child, self._is_ready = self._child, None, False
        if child is None:
            return ""
        child.process.kill()
        return child.bury()


def _work(connection: Connection) -> None:
    """Be a worker: take the rules, say so, then answer each job, to the end of the server."""
    for name in ("SIGTERM", "SIGHUP"):  # they are for the server
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_end_with_server, daemon=True).start()
    try:
        try:
            with garbage_collection.frozen():
                engines = Engines(pickle.loads(connection.recv_bytes()))  # noqa: S301 -- its own
            be_ready(engines)
        except Exception as error:  # noqa: BLE001 -- the server says why
            connection.send(Failure(f"{type(error).__name__}: {error}"))
            return
        connection.send(None)
        while True:
            _answer(connection, engines, *connection.recv())
    except (EOFError, OSError):  # nobody is there any more
        return


def _answer(connection: Connection, engines: Engines, job: Job, arguments: tuple[Any, ...]) -> None:
    try:
        answer = (perform(job, engines, arguments), None)
    except Exception as error:  # noqa: BLE001 -- raised where the job was asked for
        connection.send((None, error))
        return
    connection.send(answer)


def _end_with_server() -> None:
    server = parent_process()
    if server is not None:
        with suppress(OSError):
            wait([server.sentinel])
        os._exit(0)
