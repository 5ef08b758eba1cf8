"""Audits and the records that they are of, brought together by id, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from tagengine.auditing.strict_json import Entry
from tagengine.document.record import Record


class Pair(NamedTuple):
    """A value read from an audit's file and its record; None if there is none with its id."""

    entry: Entry
    record: Record | None


def pair(entries: Iterable[Entry], records: Iterable[Record]) -> Iterator[Pair]:
    """Yield every entry with its record; one entry and one record belong together as they are.

    Records are read only as far as needed, so files of the same order are never held whole.
    """
    audits, rest = iter(entries), iter(records)
    first, waiting = list(islice(audits, 2)), list(islice(rest, 2))
    if len(first) == len(waiting) == 1:
        yield Pair(first[0], waiting[0])
        return
    rest = chain(waiting, rest)
    known: dict[tuple[str, str], list[Record]] = {}
    for entry in chain(first, audits):
        yield Pair(entry, _take(_id(entry.value), known, rest))


def _take(
    wanted: object, known: dict[tuple[str, str], list[Record]], rest: Iterator[Record]
) -> Record | None:
    """Return the next record with an id; others that come before it are kept for later."""
    key = key_of(wanted)
    if known.get(key):
        return known[key].pop(0)
    for record in rest:
        if key_of(record.id) == key:
            return record
        known.setdefault(key_of(record.id), []).append(record)
    return None


def _id(value: Any) -> object:
    document = value.get("document") if isinstance(value, dict) else None
    return document.get("id") if isinstance(document, dict) else None


def key_of(record_id: object) -> tuple[str, str]:
    """Return an id with its type, so that 1 and '1' are different."""
    return type(record_id).__name__, str(record_id)
