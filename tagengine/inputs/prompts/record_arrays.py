"""Requests whose documents are records: an array of objects, or an object on each line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from tagengine.document.record import Record
from tagengine.errors import RecordError
from tagengine.inputs import records
from tagengine.inputs.prompts import answer_forms

Row = dict[str, Any]

_TEXTS = ("description", "readme")  # a name alone may be that of a tag
_LISTS = ("tags", "labels", "categories", "keywords")  # to be filled: no topics of the record
_BEHIND = 100  # characters of a sentence behind records: 'Above are the records.'
# 'Records:', 'Here are the projects:', and what a fence is of.
_LEAD = re.compile(r"\A(?:[^\[{\n]{0,200}:\s+)?(?:```+)?(?:jsonl?|ndjson)?\s*(?=[\[{])")


def rows_of(document: str) -> list[Row]:
    """Return the records that a document is made of, none if it is not two or more.

    That is an array of objects, an object with one such array, or an object on each line.
    """
    text = _LEAD.sub("", document.strip(" \t\r\n`"), count=1)
    if not text.startswith(("[", "{")):
        return []
    found = _array(text)
    return found if len(found) > 1 and all(map(_is_record, found)) else []


def _array(text: str) -> list[Any]:
    try:
        value, end = json.JSONDecoder().raw_decode(text)
        if isinstance(value, list):
            return value if len(text) - end <= _BEHIND else []
        if text[end:].strip():
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []
    inner = next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else None
    return inner if isinstance(inner, list) else []


def rows_in(form: Any) -> list[Row]:
    """Return the objects of a form that are records themselves, with the texts to tag."""
    holders = [holder for holder, _ in answer_forms.slots(form)]
    return holders if all(map(_is_record, holders)) else []


def _is_record(row: Any) -> bool:
    """Return whether a value is a record that can be read."""
    if not isinstance(row, dict):
        return False
    if not any(isinstance(row.get(key), str) and row[key].strip() for key in _TEXTS):
        return False
    try:
        _record(row, "1")
    except RecordError:
        return False
    return True


def form_for(form: Any, rows: Sequence[Row]) -> Any:
    """Return a form with a list of tags for each record: one that has a single one is repeated.

    Its id becomes that of the record. None if the form asks for another number of documents.
    """
    holders = [holder for holder, _ in answer_forms.slots(form)]
    if len(holders) == len(rows):
        return form
    if len(holders) != 1:
        return None
    (holder,) = holders
    own = [key for key in ("id", "name") if key in holder]
    items = [holder | {key: row[key] for key in own if key in row} for row in rows]
    return _with_items(form, holder, items)


def _with_items(value: Any, holder: Row, items: list[Row]) -> Any:
    """Return a form in which items stand for its one holder, or in the list that has it."""
    if value is holder:
        return items
    if isinstance(value, dict):
        return {key: _with_items(inner, holder, items) for key, inner in value.items()}
    if isinstance(value, list):
        if any(one is holder for one in value):
            return items
        return [_with_items(one, holder, items) for one in value]
    return value


def read(form: Any, rows: Sequence[Row]) -> list[Record]:
    """Return the records of rows, in the order of the form's ids where it has them all."""
    ids = [holder.get("id") for holder, _ in answer_forms.slots(form)]
    by_id = {row["id"]: row for row in rows if isinstance(row.get("id"), str | int)}
    if len(by_id) == len(rows) and all(isinstance(one, str | int) and one in by_id for one in ids):
        rows = [by_id[one] for one in ids]
    return [
        _record(row, str(row.get("id") or row.get("name") or number))
        for number, row in enumerate(rows, start=1)
    ]


def _record(row: Row, record_id: str) -> Record:
    texts = {key: value for key, value in row.items() if key not in _LISTS}
    return records.from_data({**texts, "id": record_id}, f"record {record_id}")
