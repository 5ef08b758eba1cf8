"""What happens in a server, a line an event, on standard error; never a word of a document.

Lines are JSON objects; on a terminal they are short texts instead.
"""

from __future__ import annotations

import datetime
import logging
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import UnsupportedOperation
from pathlib import PurePath
from queue import Full, Queue
from threading import Event, Thread
from typing import Any

from tagengine.reporting import as_json
from tagengine.text.printable import printable, without_commands

_HELD = 1000  # lines that wait to be written; of more the number is said
_PATIENCE = 1.0  # seconds in which the last lines are written


class Background:
    """Writes lines to a file descriptor in its own thread, which nobody ever waits for.

    What cannot be written is left out: a service goes on, and stops, whatever becomes of its log.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: Queue[str | Event] = Queue(_HELD)
        self._left_out = 0
        Thread(target=self._write_all, daemon=True).start()

    def write(self, line: str) -> None:
        """Have a line written, or leave it out if too many wait."""
        try:
            if self._left_out:
                self._lines.put_nowait(as_json.line({"event": "left-out", "lines": self._left_out}))
                self._left_out = 0
            self._lines.put_nowait(line)
        except Full:
            self._left_out += 1

    def finish(self) -> None:
        """Wait until all is written, but not for long."""
        end = Event()
        with suppress(Full):
            self._lines.put(end, timeout=_PATIENCE)
            end.wait(_PATIENCE)

    def _write_all(self) -> None:
        while True:
            line = self._lines.get()
            if isinstance(line, Event):
                line.set()
                continue
            rest = f"{line}\n".encode()
            with suppress(OSError):  # nobody reads it, or the disk is full
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]


class EventLog:
    """Writes events with `put`, one line each; None writes nothing.

    `finish` is called when there is no more to write.
    """

    def __init__(
        self,
        put: Callable[[str], None] | None = None,
        *,
        as_text: bool = False,
        finish: Callable[[], None] = lambda: None,
    ) -> None:
        self._put = put
        self._as_text = as_text
        self.finish = finish

    @classmethod
    def to_standard_error(cls, form: str) -> EventLog:
        """Return a log to standard error: `form` is json, text, or auto (text on a terminal)."""
        as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
        try:
            lines = Background(sys.stderr.fileno())
        except UnsupportedOperation:  # a program that runs this one put a text in its place
            return cls(lambda line: print(line, file=sys.stderr), as_text=as_text)
        return cls(lines.write, as_text=as_text, finish=lines.finish)

    def write(self, event: str, *, level: str = "info", **fields: Any) -> None:
        """Write an event with its fields."""
        if self._put is None:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        if self._as_text:
            told = " ".join(f"{key}={value}" for key, value in fields.items() if value is not None)
            line = without_commands(printable(f"{now[11:19]} {event} {told}"))
        else:
            line = as_json.line({"time": now, "level": level, "event": event, **fields})
        self._put(line.encode("utf-8", "backslashreplace").decode())

    def bug(self, error: BaseException, **fields: Any) -> None:
        """Write of a mistake of tagengine's own: where it is, without values or texts."""
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{PurePath(one.filename).name}:{one.lineno} {one.name}" for one in frames[-8:]]
        self.write("bug", level="error", error=type(error).__name__, where=where, **fields)


class ServerMessages(logging.Handler):
    """Hands the warnings of the HTTP library on as events."""

    def __init__(self, log: EventLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write a warning as an event."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._log.bug(error)
        else:
            self._log.write("http", level="warning", message=record.getMessage())
