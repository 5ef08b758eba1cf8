"""What the page asks for, read from JSON: a document, drafts of rule files, a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tagengine.document.record import Record
from tagengine.errors import UsageError
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.server.playground.workbench import Drafts

_NO_RECORD = Record("document")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A document to tag with drafts; `why` is the name of a tag to explain, '' for none.

    `is_cut` says that a text is longer than what is read of it.
    """

    record: Record
    drafts: Drafts
    why: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Saving:
    """A rule file's new text, and the SHA-256 of the text that it was made from."""

    file: str
    text: str
    digest: str


def evaluation(data: object) -> Evaluation:
    """Return a request to tag; raises `RecordError` or `UsageError` saying what is wrong."""
    fields = _fields(data, {"record", "drafts", "why"})
    record = records.from_data({"id": _NO_RECORD.id, **_mapping(fields, "record")}, "record")
    read = records.cut(record, DEFAULT_LIMIT)
    return Evaluation(read, _drafts(fields), _text(fields, "why"), read is not record)


def drafts(data: object) -> Drafts:
    """Return the drafts of a request; raises `UsageError` if they are no texts by name."""
    return _drafts(_fields(data, {"drafts"}))


def saving(data: object) -> Saving:
    """Return a request to save; raises `UsageError` saying what is wrong."""
    fields = _fields(data, {"file", "text", "digest"})
    return Saving(*(_text(fields, name) for name in ("file", "text", "digest")))


def _drafts(fields: dict[str, Any]) -> Drafts:
    found = _mapping(fields, "drafts")
    if not all(isinstance(text, str) for text in found.values()):
        raise UsageError('"drafts" has something that is not a text ({"cache.yaml": "tag: …"})')
    return found


def _fields(data: object, known: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UsageError(f"expected a JSON object with {', '.join(sorted(known))}")
    if unknown := sorted(data.keys() - known):
        raise UsageError(f'unknown key "{unknown[0]}" (one of: {", ".join(sorted(known))})')
    return data


def _mapping(fields: dict[str, Any], name: str) -> dict[str, Any]:
    value = fields.get(name, {})
    if not isinstance(value, dict):
        raise UsageError(f'"{name}" is not a JSON object')
    return value


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise UsageError(f'"{name}" is not a text')
    return value
