"""Metadata records from JSON Lines: `{"id", "name", "description", "topics", "readme"}` a line."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from tagengine.document.reading import Record
from tagengine.errors import RecordError

FIELDS = ("id", "name", "description", "topics", "readme")
_TEXTS = ("name", "description", "readme")


class RecordLine(NamedTuple):
    """A record, all the fields of its JSON, and where it stands (`path:line`)."""

    record: Record
    fields: dict[str, Any]
    place: str


def parse_line(line: str, path: str, number: int) -> RecordLine:
    """Return the record in a line of JSON.

    A record without an id gets `path:number`. Raises `RecordError` naming path, line and, where it
    can be told, column.
    """
    try:
        data = json.loads(line.strip())
    except json.JSONDecodeError as error:
        place = f"{path}:{number}:{error.colno}"
        raise RecordError(f"{place}: not valid JSON: {error.msg} (one record a line)") from None
    except (RecursionError, ValueError) as error:  # nested too deeply; a number too long to read
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise RecordError(f"{path}:{number}: cannot read this JSON: {reason}") from None
    place = f"{path}:{number}"
    return RecordLine(from_data(data, place), data, place)


def of_columns(values: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a record from the values of its columns: topics that are null are none."""
    if not values.get("topics"):
        return values
    return {**values, "topics": [topic for topic in values["topics"] if topic is not None]}


def cut(record: Record, limit: int) -> Record:
    """Return a record with at most `limit` characters of each text, and of all topics together.

    A record within these limits is returned as it is.
    """
    texts = {key: getattr(record, key) for key in _TEXTS}
    ends = [*accumulate(len(topic) + 1 for topic in record.topics)]
    topics = record.topics[: bisect_right(ends, limit)]
    if len(topics) == len(record.topics) and all(len(text) <= limit for text in texts.values()):
        return record
    return replace(record, topics=topics, **{key: text[:limit] for key, text in texts.items()})


def from_data(data: object, place: str) -> Record:
    """Return the record of parsed data; raises `RecordError` with `place` and all that is wrong."""
    if not isinstance(data, dict):
        raise RecordError(f'{place}: a record is an object like {{"id": …, "readme": …}}')
    problems = [f'"{key}" is no text' for key in _TEXTS if not isinstance(data.get(key) or "", str)]
    topics = data.get("topics") or []
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        problems.append('"topics" is no list of texts')
    record_id = data.get("id", place)
    if isinstance(record_id, bool) or not isinstance(record_id, str | int):
        problems.append('"id" is neither a text nor a whole number')
    if not problems and not topics and not any(data.get(key) for key in _TEXTS):
        known = ", ".join(_TEXTS)
        if not any(key in data for key in (*_TEXTS, "topics")):
            problems.append(f"the record has none of {known}, topics")
    if problems:
        raise RecordError(f"{place}: " + "; ".join(problems))
    texts = {key: data.get(key) or "" for key in _TEXTS}
    return Record(record_id, topics=tuple(topics), **texts)
