"""What the page asks for, read from JSON: a document, drafts of rule files, a tag."""

from __future__ import annotations

from typing import Any

from tagengine.document.record import Record
from tagengine.errors import UsageError
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.server.playground.workbench import Drafts


def evaluation(data: object) -> tuple[Record, Drafts, str, bool]:
    """Return a document to tag, drafts to tag it with, and the name of a tag to explain or ''.

    The last says whether a text is longer than what is read of it. Raises `RecordError` or
    `UsageError` saying what is wrong.
    """
    fields, given, why = _fields(data, record=dict, drafts=dict, why=str)
    record = records.from_data({"id": "document", **fields}, "record")
    read = records.cut(record, DEFAULT_LIMIT)
    return read, _texts(given), why, read is not record


def drafts(data: object) -> tuple[Drafts]:
    """Return the drafts of a request; raises `UsageError` if they are no texts by name."""
    (given,) = _fields(data, drafts=dict)
    return (_texts(given),)


def saving(data: object) -> tuple[str, str, str]:
    """Return a rule file's name, its new text, and the SHA-256 of the text that it was made from.

    Raises `UsageError` saying what is wrong.
    """
    file, text, digest = _fields(data, file=str, text=str, digest=str)
    return file, text, digest


def _texts(given: dict[str, Any]) -> Drafts:
    if not all(isinstance(text, str) for text in given.values()):
        raise UsageError('"drafts" has something that is not a text ({"cache.yaml": "tag: …"})')
    return given


def _fields(data: object, **kinds: type) -> list[Any]:
    """Return the fields of a JSON object, each of its kind, and empty if it is not there."""
    known = ", ".join(sorted(kinds))
    if not isinstance(data, dict):
        raise UsageError(f"expected a JSON object with {known}")
    if unknown := sorted(data.keys() - kinds.keys()):
        raise UsageError(f'unknown key "{unknown[0]}" (one of: {known})')
    values = [data.get(name, kind()) for name, kind in kinds.items()]
    for (name, kind), value in zip(kinds.items(), values, strict=True):
        if not isinstance(value, kind):
            what = "text" if kind is str else "JSON object"
            raise UsageError(f'"{name}" is not a {what}')
    return values
