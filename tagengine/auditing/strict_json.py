"""JSON read strictly: no key twice, no number that JSON does not have; all kept as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tagengine.errors import RecordError
from tagengine.inputs.records import unreadable
from tagengine.system.opening import LINE_LIMIT, Line, lines, opened
from tagengine.text import finite_json

_LINES_SUFFIXES = (".jsonl", ".ndjson")
_LIMIT = 64 * 1024 * 1024  # bytes of a file that is read at once
_HINT = "one object, or one on each line"
_SHOWN = 60  # characters of a value in a message


class Entry(NamedTuple):
    """A value of a JSON or JSON Lines file, and where it is (`path:line`)."""

    value: Any
    place: str


def read_file(path: str) -> Iterator[Entry]:
    """Yield the values of a JSON file, or of a JSON Lines file, one a line.

    Files named so (`.jsonl`, `.ndjson`) are read line by line. Raises `RecordError` naming path,
    line and, where it can be told, column, and `FileError`.
    """
    if Path(path).suffix.lower() not in _LINES_SUFFIXES:
        with opened(Path(path)) as file:
            content = file.read(_LIMIT + 1)
        if len(content) > _LIMIT:
            raise RecordError(
                f"{path}: larger than {_LIMIT >> 20} MiB (write one value on each line)"
            )
        yield from read_entries(content, path)
        return
    with opened(Path(path)) as file:
        yield from _lines(_whole(lines(file), path), path)


def read_entries(content: bytes, path: str) -> Iterator[Entry]:
    """Yield the value of a JSON text, or its values if there is one a line; errors as above."""
    text = content.decode("utf-8-sig", "replace")
    if not text.strip():
        raise RecordError(
            f"{path}: the file is empty (it should have one object, or one on each line)"
        )
    try:
        value = _loads(text)
    except (RecursionError, ValueError) as error:
        if getattr(error, "msg", "") != "Extra data":
            raise unreadable(error, path, 1, _HINT) from None
        yield from _lines(content.split(b"\n"), path)
    else:
        yield Entry(value, f"{path}:1")


def _whole(found: Iterable[Line], path: str) -> Iterator[bytes]:
    for line in found:
        if not line.is_whole:
            place = f"{path}:{line.number}"
            raise RecordError(f"{place}: longer than {LINE_LIMIT >> 20} MiB (split it)")
        yield line.content


def _lines(lines: Iterable[bytes], path: str) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if not text:
            continue
        try:
            value = _loads(text)
        except (RecursionError, ValueError) as error:
            raise unreadable(error, path, number, _HINT) from None
        yield Entry(value, f"{path}:{number}")


def shown(value: object) -> str:
    """Return a value as JSON in ASCII, cut, for a message."""
    text = json.dumps(value, default=str)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _loads(text: str) -> Any:
    return json.loads(
        text, **{**finite_json.HOOKS, "object_pairs_hook": _object, "parse_float": Decimal}
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {shown(twice)} occurs twice in one object (keep one)")
    return values
