"""Documents from JSON Lines, plain or compressed, in memory one line at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from tagengine.batch.reading import compression, formats
from tagengine.batch.reading.documents import RawDocument
from tagengine.batch.reading.formats import Compression
from tagengine.errors import DocumentError, reason
from tagengine.inputs.files import open_document
from tagengine.system import opening


class LineReader:
    """The records of a JSON Lines file, or of standard input; `size` is the file's in bytes.

    A document's position is how many bytes of the file were read, before they were unpacked.
    """

    def __init__(self, name: str, packed: Compression) -> None:
        compression.errors(packed)  # a package that is missing is said before anything is done
        self._name = name
        self._packed = packed
        self._file = sys.stdin.buffer if name == formats.STREAM else open_document(Path(name))
        status = os.fstat(self._file.fileno()) if name != formats.STREAM else None
        is_file = status is not None and stat.S_ISREG(status.st_mode)
        self.size = status.st_size if status is not None and is_file else None

    def close(self) -> None:
        """Close the file, if it was opened here."""
        if self._name != formats.STREAM:
            self._file.close()

    def __iter__(self) -> Iterator[RawDocument]:
        """Yield the documents; raises `DocumentError` where the compressed data are damaged."""
        stream = compression.reader(self._file, self._packed)
        where = self._file.tell if self.size is not None else _nowhere
        number = last = 0
        try:
            for number, content, is_whole in opening.lines(stream, opening.LINE_LIMIT):
                place = f"{self._name}:{number}"
                if not is_whole:
                    limit = opening.LINE_LIMIT >> 20
                    problem = f"{place}: longer than {limit} MiB (write one record on each line)"
                    yield RawDocument.unreadable(problem, place, where())
                elif content.strip():
                    last = number
                    yield RawDocument.of_record(content, place, where())
                elif number - last > opening.BLANK_LINES:
                    raise DocumentError(
                        f"{place}: {opening.BLANK_LINES:,} empty lines in a row (stopped reading)"
                    )
        except compression.errors(self._packed) as error:
            why = "ends too early" if isinstance(error, EOFError) else f"is damaged: {error}"
            raise DocumentError(
                f"{self._name}: the compressed data {why} (after line {number})"
            ) from None
        except OSError as error:
            raise DocumentError(f"{self._name}: {reason(error)} (after line {number})") from None


def _nowhere() -> int:
    return 0
