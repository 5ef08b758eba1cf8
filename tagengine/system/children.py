"""Processes that work for this one, each with a pipe; started again, not forked.

A fork would copy locks that threads of this process hold. What a child works by goes through its
pipe once it runs: one that dies as it starts is noticed, whatever was still to be written to it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

_CONTEXT = multiprocessing.get_context("spawn")

Work = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a child sends that cannot begin to work: why."""

    why: str


@dataclass(frozen=True, slots=True)
class Child:
    """A process, and this end of its pipe."""

    process: SpawnProcess
    connection: Connection

    def bury(self) -> str:
        """Close the pipe of a child that is dead or about to be; return how it ended."""
        self.connection.close()
        self.process.join()
        return end_of(self.process)

    def end(self, patience: float = 0) -> None:
        """Let a child end by itself for some seconds, then end it."""
        self.connection.close()
        if patience:
            self.process.terminate()
            self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def start(work: Work) -> Child:
    """Return a child that does some work, a function of a module; Ctrl-C does not reach it."""
    ours, theirs = _CONTEXT.Pipe()
    names = (work.__module__, work.__qualname__)
    process = _CONTEXT.Process(target=_begin, args=(theirs, *names), daemon=True)
    try:
        with _without_interrupts(), suppress(BrokenPipeError):  # dead already: found later
            process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return Child(process, ours)


def end_of(process: SpawnProcess) -> str:
    """Return how a process ended, in words."""
    code = process.exitcode
    if code is not None and code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


def _begin(connection: Connection, module: str, name: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work: Work = getattr(import_module(module), name)
    except Exception as error:  # noqa: BLE001 -- whoever started it says why
        with suppress(OSError):
            connection.send(Failure(f"{type(error).__name__}: {error}"))
        return
    work(connection)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back from a process that is started, from its first moment on.

    What is held back in this thread is so in the process too, until that ignores it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
