"""Files opened to be read, so that no reading waits for ever or takes all memory."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tagengine.errors import FileError, reason

LINE_LIMIT = 32 * 1024 * 1024  # bytes of a line
BLANK_LINES = 1_000_000  # one after the other, after which nothing more is expected of a file
_PIECES = 4  # of LINE_LIMIT, after which a line of a device has no end
_GIVEN_BY_A_SHELL = ("/dev/", "/proc/")  # as in: tagengine tag <(command)


def opened(path: Path) -> BinaryIO:
    """Open a file to read its bytes.

    Raises `FileError` if it cannot be, or is a named pipe or a socket: nobody may ever write there.
    """
    try:
        kind = path.stat().st_mode
        is_given = os.path.abspath(path).startswith(_GIVEN_BY_A_SHELL)  # noqa: PTH100 -- links stay
        if (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)) and not is_given:
            raise FileError(path, "a pipe, not a file (send it to standard input)")
        return path.open("rb")
    except OSError as error:
        raise FileError(path, reason(error)) from None
    except ValueError:  # a NUL in the name
        raise FileError(path, "not a file's name") from None


class Line(NamedTuple):
    """A line of a file with its number; `is_whole` is false for the beginning of a longer one."""

    number: int
    content: bytes
    is_whole: bool


def lines(file: BinaryIO, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Yield the lines of a file; of one longer than `limit` bytes only the beginning is kept.

    The rest of such a line is passed over; a device that sends one without end is given up.
    """
    number = 0
    while content := file.readline(limit + 1):
        number += 1
        is_whole = len(content) <= limit
        yield Line(number, content[:limit], is_whole)
        if not is_whole and not _passed_over(file, content):
            return


def _passed_over(file: BinaryIO, content: bytes) -> bool:
    """Read on to the end of a line; return whether it has one within reach."""
    may_be_endless, pieces = _is_device(file), 0
    while content and not content.endswith(b"\n"):
        if may_be_endless and pieces == _PIECES:
            return False
        content = file.readline(LINE_LIMIT)
        pieces += 1
    return True


def _is_device(file: BinaryIO) -> bool:
    try:
        return stat.S_ISCHR(os.fstat(file.fileno()).st_mode)
    except io.UnsupportedOperation:  # in memory
        return False
