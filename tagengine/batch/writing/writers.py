"""Rows to files and streams: JSON Lines, plain or compressed, and a folder of JSON files.

A file of rows is only ever added to, so that it can be cut back to a point at which it was whole
and be continued from there.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from tagengine.batch.reading import compression
from tagengine.batch.reading.formats import Compression

BLOCK_ROWS = 1000  # of a compressed block
BLOCK_BYTES = 1 << 20  # after which a compressed block ends anyway
_LONGEST = 150  # bytes of the name of a file or a folder; most systems allow 255
_DEEPEST = 32  # folders; the slashes that follow part none
_UNSAFE = frozenset('%/\\:*?"<>|~')
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_OF_ONE_DOCUMENT = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EILSEQ)


class Writer:
    """What takes rows, in order; as it stands one that has nothing to wait for."""

    def add(self, row: bytes, name: str | None) -> str | None:
        """Take a row, a line of JSON; return why that cannot be, or None if all is well.

        `name` is that of the document, seen from the folder that is read. Raises `OSError`.
        """
        raise NotImplementedError

    @property
    def size(self) -> int | None:
        """The length in bytes to which the file may be cut, with all rows so far; None if none."""
        return 0

    def settle(self) -> None:
        """Put onto the disk what was taken, as far as that can be now."""

    def finish(self) -> None:
        """Put everything onto the disk: there will be no more rows."""
        self.settle()

    def close(self) -> None:
        """Give up what is open; rows since the last `settle` may be lost."""


class LineWriter(Writer):
    """Rows as JSON Lines, to a file or a stream."""

    def __init__(self, file: BinaryIO, size: int = 0) -> None:
        self._file = file
        self._size = size

    @property
    def size(self) -> int | None:
        """The length of the file."""
        return self._size

    def add(self, row: bytes, name: str | None) -> str | None:
        """Take a row."""
        self._size += self._file.write(row + b"\n")
        return None

    def send(self) -> None:
        """Send the rows on their way, without waiting for a disk."""
        self._file.flush()

    def settle(self) -> None:
        """Put the rows onto the disk."""
        settle(self._file)

    def close(self) -> None:
        """Close the file, whatever becomes of the last rows."""
        close(self._file)


class BlockWriter(LineWriter):
    """Rows as compressed JSON Lines; where a block ends follows from the rows alone."""

    def __init__(self, file: BinaryIO, size: int, packed: Compression) -> None:
        super().__init__(file, size)
        self._block_of = compression.block_maker(packed)
        self._rows: list[bytes] = []
        self._waiting = 0

    @property
    def size(self) -> int | None:
        """The length of the file, where the last row ended a block."""
        return None if self._rows else self._size

    def add(self, row: bytes, name: str | None) -> str | None:
        """Take a row."""
        self._rows.append(row)
        self._waiting += len(row)
        if len(self._rows) >= BLOCK_ROWS or self._waiting >= BLOCK_BYTES:
            self._write_block()
        return None

    def finish(self) -> None:
        """Write the last block; a file without rows has one too, which is empty."""
        if self._rows or not self._size:
            self._write_block()
        self.settle()

    def _write_block(self) -> None:
        lines = b"".join(row + b"\n" for row in self._rows)
        self._size += self._file.write(self._block_of(lines))
        self._rows, self._waiting = [], 0


class FolderWriter(Writer):
    """Rows as files of a folder, named for the documents.

    A row goes to a file next to the folder first, `new`, so that none in it is ever half written.
    Nothing is cut: what is there is written again, the same.
    """

    def __init__(self, folder: Path, new: Path) -> None:
        self._folder = folder
        self._new = new
        folder.mkdir(exist_ok=True)

    def add(self, row: bytes, name: str | None) -> str | None:
        """Take a row; that the file has it already is well."""
        wanted = str(json.loads(row)["id"]) if name is None else name
        path = self._folder / safe_path(wanted)
        try:
            if self._has_other(path, row + b"\n"):
                shown = path.relative_to(self._folder).as_posix()
                return f"another document already has the name {shown} (ids must differ)"
            path.parent.mkdir(parents=True, exist_ok=True)
            self._new.write_bytes(row + b"\n")
            self._new.replace(path)
        except OSError as error:
            if error.errno in _OF_ONE_DOCUMENT:
                return f"a file cannot be called {safe_path(wanted)}: {os.strerror(error.errno)}"
            raise
        return None

    @staticmethod
    def _has_other(path: Path, content: bytes) -> bool:
        try:
            found = path.read_bytes()
        except FileNotFoundError:
            return False
        return found not in (content, b"")  # empty: of a computer that lost its power


def safe_path(name: str) -> Path:
    """Return the path of a document's file below a folder, for whatever name; it never leads out.

    Slashes part folders, the first 32 of them. What a file's name cannot have, here or on other
    systems, is written as `%` and hexadecimal digits, so that different names stay different; long
    ones are cut and get a part of their SHA-256.
    """
    *folders, last = name.split("/", _DEEPEST)
    return Path(*(_safe(part) for part in folders), _safe(last) + ".json")


def _safe(part: str) -> str:
    safe = "".join(_encoded(letter) for letter in part) or "%"
    if safe.startswith("."):
        safe = f"%2E{safe[1:]}"
    if safe[-1] in ". ":
        safe = f"{safe[:-1]}%{ord(safe[-1]):02X}"
    if safe.partition(".")[0].casefold() in _RESERVED:
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    content = safe.encode()
    if len(content) > _LONGEST:
        cut = content[:_LONGEST].decode("utf-8", "ignore")
        return f"{cut}~{hashlib.sha256(content).hexdigest()[:16]}"
    return safe


def _encoded(letter: str) -> str:
    if letter.isprintable() and letter not in _UNSAFE:
        return letter
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def settle(file: BinaryIO) -> None:
    """Put a file onto the disk."""
    file.flush()
    os.fsync(file.fileno())


def close(file: BinaryIO) -> None:
    """Close a file; that its last bytes cannot be written was said already."""
    with suppress(OSError):
        file.close()
