"""Gold: metadata records with the tags that careful people gave them, from JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tagengine.document.record import Record
from tagengine.errors import RecordError
from tagengine.inputs.files import FAILURES_SAID, Failure, Warn, read_records
from tagengine.inputs.records import RecordLine
from tagengine.rules.vocabulary import Vocabulary, unknown_tag


class Labelled(NamedTuple):
    """A record, its labels best first, and the tags that would not be wrong either.

    Labels are the vocabulary's names, verbatim.
    """

    record: Record
    labels: tuple[str, ...]
    also: tuple[str, ...] = ()


def read(path: str | Path, vocabulary: Vocabulary, warn: Warn) -> Iterator[Labelled]:
    """Yield the labelled records of a JSON Lines file: `{…, "tags": [names], "also": [names]}`.

    A line that cannot be used is left out and `warn` gets the message that says why. Raises
    `DocumentError` if there is no such file, `RecordError` at its end if no record was usable.
    """
    usable = False
    unknown = 0
    for line in read_records(Path(path), warn):
        if isinstance(line, Failure):
            warn(line.message)
            continue
        try:
            labels, also = (_labels(line, key, vocabulary) for key in ("tags", "also"))
        except RecordError as error:
            unknown += 1
            if unknown <= FAILURES_SAID:
                warn(str(error))
            continue
        usable = True
        yield Labelled(line.record, labels, also)
    if unknown > FAILURES_SAID:
        more = unknown - FAILURES_SAID
        warn(f"{path}: … and {more:,} more record{'s' * (more > 1)} without usable labels")
    if not usable:
        raise RecordError(
            f'{path}: no labelled records (a line is like {{"readme": …, "tags": […]}})'
        )


def _labels(line: RecordLine, key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the vocabulary's names of a record's labels; an unknown one is a `RecordError`."""
    given = line.fields.get(key, () if key == "also" else None)
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise RecordError(
            f'{line.place}: "{key}" is not a list of names (it should have the labels)'
        )
    names = []
    for name in given:
        index = vocabulary.index_of(name)
        if index is None:
            raise RecordError(f"{line.place}: {unknown_tag(name, vocabulary)}")
        names.append(vocabulary[index].name)
    return tuple(names)
