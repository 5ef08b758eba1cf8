"""Progress of long work on a terminal; silent when piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")
_FIRST_AFTER = 1.0  # seconds
_EVERY = 0.2  # seconds


def counted(
    items: Iterable[Item], what: str = "documents", *, prints_between: bool = True
) -> Iterator[Item]:
    """Yield the items; on a terminal, show how many there were of `what`.

    If the caller `prints_between` them, it is only shown where the output goes elsewhere.
    """
    if not sys.stderr.isatty() or (prints_between and sys.stdout.isatty()):
        yield from items
        return
    start = time.monotonic()
    shown_at = start + _FIRST_AFTER
    is_shown = False
    count = 0
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now >= shown_at:
            rate = count / max(now - start, 1e-9)
            speed = f", {rate:,.0f} a second" if rate >= 1 else ""
            print(f"\r{count:,} {what}{speed} ", end="", file=sys.stderr, flush=True)
            shown_at, is_shown = now + _EVERY, True
    if is_shown:
        print(f"\r{count:,} {what}{'':30}", file=sys.stderr)


class Step(Struct, Generic[Result]):
    """A step of long work of which the end is known: how many are done; the result at the end."""

    done: int
    total: int
    result: Result | None = None


Steps = Iterator[Step[Result]]  # each ends with the result


def watched(steps: Steps[Result], what: str = "fits") -> Result | None:
    """Return the result; on a terminal, show in a bar how many of all steps are done."""
    result = None
    with Bar(is_quiet=False, prints_between=False, what=what) as bar:
        for number, step in enumerate(steps):
            if not number:
                bar.begin(partial(int, step.total))
            bar.advance(step.done, step.done)
            result = step.result
    return result


class Bar:
    """How far long work is: a bar with the rate and the time left, on a terminal only.

    A context. It is not shown if it `is_quiet`, nor where the output goes to the same terminal.
    `what` is counted.
    """

    def __init__(self, *, is_quiet: bool, prints_between: bool, what: str = "documents") -> None:
        is_shown = sys.stderr.isatty() and not (prints_between and sys.stdout.isatty())
        self._progress = None if is_quiet or not is_shown else _rich_progress(what)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            with suppress(OSError):  # the terminal is gone
                self._progress.stop()

    def begin(self, size: Callable[[], int | None]) -> None:
        """Begin; `size` gives the end of the positions, None if it is not known."""
        if self._progress is not None:
            self._progress.add_task("", total=size(), documents=0, rate="")
            self._start = time.monotonic()
            self._before: int | None = None
            self._progress.start()

    def advance(self, position: int, documents: int) -> None:
        """Show a position, and how many documents are done in all."""
        if self._progress is None:
            return
        if self._before is None:
            self._before = documents
        seconds = max(time.monotonic() - self._start, 1e-9)
        rate = (documents - self._before) / seconds
        shown = f"{rate:,.0f} a second" if rate >= 1 else ""
        task = self._progress.task_ids[0]
        self._progress.update(task, completed=position, documents=documents, rate=shown)


def _rich_progress(what: str) -> Progress:
    from rich.console import Console  # noqa: PLC0415 -- only where a person reads
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn(f"{{task.fields[documents]:,}} {what}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )
