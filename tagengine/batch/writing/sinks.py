"""Where rows and errors go: to a file or folder with a journal next to it, or into a stream."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tagengine.batch.reading import formats
from tagengine.batch.reading.documents import Outcome, RawDocument
from tagengine.batch.reading.formats import Compression, Format, Kind
from tagengine.batch.writing.journal import Facts, Journal, Point
from tagengine.batch.writing.parquet_writer import ParquetWriter
from tagengine.batch.writing.writers import (
    BlockWriter,
    FolderWriter,
    LineWriter,
    Writer,
)
from tagengine.errors import FileError, UsageError, reason
from tagengine.reporting import as_json

_EVERY = 2.0  # seconds between two entries in the journal


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written; `has_text_ids` is only asked where the answer matters."""

    format: Format
    level: str
    has_text_ids: Callable[[], bool]


class FileSink:
    """An output that grows next to its place and moves there when it is whole."""

    def __init__(
        self, output: Path, form: Form, facts: Facts, errors: Path, *, resume: bool
    ) -> None:
        self._form = form
        self._facts = facts
        self._errors_path = errors
        self._resume = resume
        self._journal = Journal(output)
        self._writer = self._errors = Writer()
        self._whole = self._saved = Point()
        self._saved_at = time.monotonic()
        self._is_begun = False

    def open(self) -> Point:
        """Begin, or cut the files back to where the last run was whole; errors as for `Journal`."""
        point = Point()
        if self._resume and self._journal.exists:
            point = self._journal.resume(self._facts)
        else:
            self._journal.begin(self._facts)
        self._whole = self._saved = point
        self._is_begun = True
        if not point.is_finished:
            self._errors = LineWriter(self._journal.errors.open("ab"), point.errors_size)
            self._writer = self._make_writer(point.rows_size)
        return point

    def _make_writer(self, size: int) -> Writer:
        journal, form = self._journal, self._form
        if form.format.kind is Kind.FOLDER:
            return FolderWriter(journal.rows, journal.new)
        file = journal.rows.open("ab")
        if form.format.kind is Kind.PARQUET:
            text_ids = form.has_text_ids()
            return ParquetWriter(file, size, journal.finished, form.level, text_ids=text_ids)
        if form.format.compression is Compression.NONE:
            return LineWriter(file, size)
        return BlockWriter(file, size, form.format.compression)

    def add_row(self, row: bytes, document: RawDocument) -> str | None:
        """Take a row; return why that cannot be, or None."""
        return self._writer.add(row, document.name)

    def add_error(self, document: RawDocument, outcome: Outcome) -> None:
        """Take an error."""
        self._errors.add(_error_line(document, outcome), None)

    def note(self, point: Point) -> None:
        """Learn how far the run is: if the rows are whole there, it can go on from there."""
        size, errors_size = self._writer.size, self._errors.size
        if size is not None and errors_size is not None:
            self._whole = replace(point, rows_size=size, errors_size=errors_size)

    def save(self, *, at_once: bool = False) -> None:
        """Write the last point at which the rows were whole into the journal."""
        if self._saved.is_finished or (not at_once and time.monotonic() - self._saved_at < _EVERY):
            return
        self._writer.settle()
        self._errors.settle()
        if self._whole != self._saved:
            self._journal.save(self._whole, self._facts)
        self._saved, self._saved_at = self._whole, time.monotonic()

    def finish(self, point: Point) -> None:
        """Write the end of the output, say in the journal that it is whole, and move it."""
        if not point.is_finished:
            self._writer.finish()
            self._errors.settle()
            self._close_files()
            self._saved = replace(point, is_finished=True)
            self._journal.save(self._saved, self._facts)
        self._journal.move_to(self._errors_path)
        self._is_begun = False

    def _close_files(self) -> None:
        self._writer.close()
        self._errors.close()

    def close(self) -> None:
        """Let go of the files and the folder; one from which nobody could go on is removed."""
        self._close_files()
        if self._is_begun and not self._saved.documents and not self._saved.is_finished:
            self._journal.remove()
        self._journal.close()

    @property
    def saved(self) -> Point:
        """The point from which the run can go on."""
        return self._saved


class StreamSink:
    """Standard output, a pipe or a device; `errors` is a file for the errors, if there is one.

    It does what a `FileSink` does, but for what is kept to go on from.
    """

    saved = None

    def __init__(self, name: str, form: Form, errors: Path | None, warn: Callable[[str], None]):
        if form.format != Format(Kind.LINES):
            raise UsageError(f"{name}: only plain JSON Lines can be written there")
        self._warn = warn
        try:
            self._errors = None if errors is None else LineWriter(errors.open("wb"))
        except OSError as error:
            raise FileError(errors, f"cannot be written: {reason(error)}") from None
        self._is_ours = name != formats.STREAM
        self._file = (
            Path(name).open("wb") if self._is_ours else sys.stdout.buffer  # noqa: SIM115 -- to the end
        )
        self._writer = LineWriter(self._file)

    def open(self) -> Point:
        """Return how far an earlier run came: nowhere."""
        return Point()

    def add_row(self, row: bytes, document: RawDocument) -> str | None:
        """Take a row."""
        return self._writer.add(row, document.name)

    def add_error(self, document: RawDocument, outcome: Outcome) -> None:
        """Take an error."""
        if self._errors is None:
            self._warn(outcome.error or "")
        else:
            self._errors.add(_error_line(document, outcome), None)

    def note(self, point: Point) -> None:
        """Learn how far the run is, which is of no use here."""

    def save(self, *, at_once: bool = False) -> None:
        """Send the rows on their way."""
        self._writer.send()

    def finish(self, point: Point) -> None:
        """Send the last rows on their way."""
        self.save()

    def close(self) -> None:
        """Let go of what was opened here."""
        if self._is_ours:
            self._writer.close()
        if self._errors is not None:
            self._errors.close()


Sink = FileSink | StreamSink
"""What takes rows and errors, in order."""


def _error_line(document: RawDocument, outcome: Outcome) -> bytes:
    entry = {"id": outcome.id, "place": document.place, "reason": outcome.error}
    return as_json.line(entry).encode("utf-8", "backslashreplace")
