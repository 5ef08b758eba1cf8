"""Compressed lines: streams to read from, and blocks to write that stand one after the other.

A block is a whole member of a gzip file, or frame of a Zstandard file (RFC 1952, RFC 8878): a
file may hold any number of them, so it can be cut after one and continued.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from tagengine.batch.reading.formats import Compression
from tagengine.system import extras

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3
_PURPOSE = "Zstandard (.zst)"


def reader(file: BinaryIO, compression: Compression) -> BinaryIO:
    """Return a stream of what a file has; raises `UsageError` where a package is missing."""
    if compression is Compression.GZIP:
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if compression is Compression.ZSTD:
        return cast("BinaryIO", _zstd().ZstdFile(file, mode="rb"))
    return file


def errors(compression: Compression) -> tuple[type[Exception], ...]:
    """Return what reading damaged data raises."""
    if compression is Compression.ZSTD:
        return (EOFError, _zstd().ZstdError)
    return (EOFError, gzip.BadGzipFile, zlib.error) if compression is Compression.GZIP else ()


def block_maker(compression: Compression) -> Callable[[bytes], bytes]:
    """Return what makes a block of bytes: the same block whenever, of the same bytes."""
    if compression is Compression.GZIP:
        return lambda data: gzip.compress(data, _GZIP_LEVEL, mtime=0)
    zstd = _zstd()
    return lambda data: cast("bytes", zstd.compress(data, _ZSTD_LEVEL))


def _zstd() -> Any:
    return extras.load("zstd", _PURPOSE, extras.ZSTD)
