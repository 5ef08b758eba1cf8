"""What happens in a server, a line an event, on standard error; never a word of a document.

Lines are JSON objects; on a terminal they are short texts instead.
"""

from __future__ import annotations

import datetime
import logging
import sys
import traceback
from pathlib import PurePath
from typing import Any, TextIO

from tagengine.reporting import as_json
from tagengine.text.printable import printable, without_commands


class EventLog:
    """Writes events to a stream; None writes nothing."""

    def __init__(self, stream: TextIO | None = None, *, as_text: bool = False) -> None:
        self._stream = stream
        self._as_text = as_text

    @classmethod
    def to_standard_error(cls, form: str) -> EventLog:
        """Return a log to standard error: `form` is json, text, or auto (text on a terminal)."""
        return cls(sys.stderr, as_text=form == "text" or (form == "auto" and sys.stderr.isatty()))

    def write(self, event: str, *, level: str = "info", **fields: Any) -> None:
        """Write an event with its fields."""
        if self._stream is None:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        if self._as_text:
            told = " ".join(f"{key}={value}" for key, value in fields.items() if value is not None)
            line = without_commands(printable(f"{now[11:19]} {event} {told}"))
        else:
            line = as_json.line({"time": now, "level": level, "event": event, **fields})
        encoded = line.encode("utf-8", "backslashreplace").decode()
        print(encoded, file=self._stream, flush=True)

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
