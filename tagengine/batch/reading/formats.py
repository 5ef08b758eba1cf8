"""The kinds of inputs and outputs, known by their names."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from tagengine.errors import UsageError

STREAM = "-"
_RECORDS = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")
_NAMES = ".jsonl, .jsonl.gz, .jsonl.zst or .parquet"


class Compression(Enum):
    """How lines are compressed, by the end of the name."""

    NONE = ""
    GZIP = ".gz"
    ZSTD = ".zst"


class Kind(Enum):
    """What documents, or rows, stand in."""

    LINES = "JSON Lines"
    PARQUET = "Parquet"
    FOLDER = "a folder"


class Format(NamedTuple):
    """A kind, and for lines their compression."""

    kind: Kind
    compression: Compression = Compression.NONE


def of_input(name: str) -> Format:
    """Return the format of an input; raises `UsageError` if it cannot be determined."""
    if name != STREAM and Path(name).is_dir():
        return Format(Kind.FOLDER)
    found = _by_name(name)
    if found is None:
        hint = f"name a folder, a file that ends in {_NAMES}, or -"
        raise UsageError(f"{name}: cannot see what kind of INPUT this is ({hint})")
    return found


def of_output(name: str) -> Format:
    """Return the format of an output; raises `UsageError` if it cannot be determined.

    What is there already and is neither file nor folder (a pipe, a device) takes JSON Lines.
    """
    path = Path(name)
    if name != STREAM and (name.endswith(("/", os.sep)) or path.is_dir()):
        return Format(Kind.FOLDER)
    found = _by_name(name)
    if found is None and path.exists() and not path.is_file():
        return Format(Kind.LINES)
    if found is None:
        hint = f"end it with {_NAMES}, with / for a folder, or name -"
        raise UsageError(f"{name}: cannot see what kind of OUTPUT this should be ({hint})")
    return found


def is_lines(name: str) -> bool:
    """Return whether a name is that of JSON Lines."""
    found = _by_name(name)
    return found is not None and found.kind is Kind.LINES


def _by_name(name: str) -> Format | None:
    if name == STREAM:
        return Format(Kind.LINES)
    lower = name.lower()
    if lower.endswith(_PARQUET):
        return Format(Kind.PARQUET)
    for compression in Compression:
        if lower.endswith(tuple(end + compression.value for end in _RECORDS)):
            return Format(Kind.LINES, compression)
    return None
