"""Metadata records from JSON Lines: an object with some of the fields `FIELDS` on each line."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from tagengine.document.record import Record
from tagengine.errors import RecordError
from tagengine.inputs import languages
from tagengine.text import finite_json

FIELDS = ("id", "name", "description", "topics", "readme", "language")
TEXTS = ("name", "description", "readme")
ENOUGH = ("name", "description", "topics", "readme")
"""The fields of which any one is enough to tag a record."""

_LANGUAGE_KEYS = ("lang", "language", "locale", "@language")
_TEXT_KEYS = ("text", "value", "content", "@value")
_INNER_KEYS = (*_TEXT_KEYS, "body", "markdown", "raw")  # that a text may be wrapped in


class RecordLine(NamedTuple):
    """A record, all the fields of its JSON, and where it is (`path:line`)."""

    record: Record
    fields: dict[str, Any]
    place: str


def parse_line(
    line: str, path: str, number: int, warn: Callable[[str], None] = lambda _: None
) -> RecordLine:
    """Return the record in a line of JSON; `warn` is as for `from_data`.

    A record without an id gets `path:number`. Raises `RecordError` naming path, line and, where it
    can be told, column.
    """
    try:
        data = json.loads(line.strip())
    except (RecursionError, ValueError) as error:
        raise unreadable(error, path, number, "write one record on each line") from None
    place = f"{path}:{number}"
    return RecordLine(from_data(data, place, warn), data, place)


def unreadable(error: RecursionError | ValueError, path: str, line: int, hint: str) -> RecordError:
    """Return what is wrong with JSON that begins at a line; `hint` is how it should be."""
    if isinstance(error, json.JSONDecodeError):
        place = f"{path}:{line + error.lineno - 1}:{error.colno}"
        return RecordError(f"{place}: not valid JSON: {error.msg} ({hint})")
    why = "nested too deeply" if isinstance(error, RecursionError) else finite_json.refused(error)
    return RecordError(f"{path}:{line}: cannot read this JSON: {why}")


def of_columns(values: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a record from the values of its columns: topics that are null are none."""
    if not values.get("topics"):
        return values
    return {**values, "topics": [topic for topic in values["topics"] if topic is not None]}


def cut(record: Record, limit: int) -> Record:
    """Return a record with at most `limit` characters of each text, and of all topics together.

    A record within these limits is returned as it is.
    """
    texts = {key: getattr(record, key) for key in (*TEXTS, "language")}
    ends = [*accumulate(len(topic) + 1 for topic in record.topics)]
    topics = record.topics[: bisect_right(ends, limit)]
    if len(topics) == len(record.topics) and all(len(text) <= limit for text in texts.values()):
        return record
    return replace(record, topics=topics, **{key: text[:limit] for key, text in texts.items()})


def from_data(data: object, place: str, warn: Callable[[str], None] = lambda _: None) -> Record:
    """Return the record of parsed data; raises `RecordError` with `place` and all that is wrong.

    What can only mean one thing is read, and `warn` is told: a number or a list of texts for a
    text, texts by language, a text wrapped in an object, topics as one text, as objects with
    names, as keys that are true or with nulls among them, keys in upper case, an id that is null.
    A "language" that is no text is none: elsewhere the word may mean other things.
    """
    if not isinstance(data, dict):
        raise RecordError(f'{place}: a record is an object like {{"id": …, "readme": …}}')
    notes: list[str] = []
    data = _with_own_keys(data, notes)
    texts = {key: _text(data.get(key), key, notes) for key in TEXTS}
    topics = _topics(data.get("topics"), notes)
    problems = [f'"{key}" is not a text' for key, text in texts.items() if text is None]
    if topics is None:
        problems.append('"topics" is not a list of texts')
    record_id = data.get("id", place)
    if record_id is None:
        record_id = place
        notes.append(f'"id" is null, so the record gets the id "{place}"')
    if isinstance(record_id, bool) or not isinstance(record_id, str | int):
        problems.append('"id" is neither a text nor a whole number')
    if not problems and not topics and not any(texts.values()):
        known = ", ".join(TEXTS)
        if not any(key in data for key in (*TEXTS, "topics")):
            problems.append(f"the record has none of {known}, topics")
    if problems:
        raise RecordError(f"{place}: " + "; ".join(problems))
    for note in notes:
        warn(f"{place}: {note}")
    name, description, readme = (texts[key] or "" for key in TEXTS)
    written_in = data.get("language")
    language = written_in if isinstance(written_in, str) else ""
    return Record(record_id, name, description, topics or (), readme, language=language)


def _with_own_keys(data: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return data that has no field of a record with its keys in lower case: `Description`."""
    if any(key in data for key in ENOUGH):
        return data
    lower = {key.casefold(): value for key, value in data.items()}
    if not any(key in lower for key in ENOUGH):
        return data
    notes.append("keys in upper case were read as in lower case")
    return lower


def _text(value: object, key: str, notes: list[str]) -> str | None:
    """Return the text of a field, None if it is none; a change while reading is noted."""
    if isinstance(value, dict) and len(value) == 1:
        [[inner, text]] = value.items()
        if inner in _INNER_KEYS and isinstance(text, str):
            notes.append(f'of "{key}" the "{inner}" was read')
            return text
    texts = value if isinstance(value, dict) else _by_language(value)
    if texts is not None:
        return _in_one_language(texts, key, notes)
    if value and isinstance(value, list) and all(isinstance(one, str) for one in value):
        notes.append(f'"{key}" is a list, and was read as one text')
        return "\n".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        notes.append(f'"{key}" is a number, and was read as a text')
        return str(value)
    return value if isinstance(value, str) else None if value else ""


def _by_language(value: object) -> dict[str, object] | None:
    """Return the texts of `[{"lang": "en", "text": …}]` by language, None if that is none."""
    texts: dict[str, object] = {}
    for item in value if isinstance(value, list) else ():
        one = item if isinstance(item, dict) else {}
        language = next((one[key] for key in _LANGUAGE_KEYS if isinstance(one.get(key), str)), None)
        text = next((one[key] for key in _TEXT_KEYS if isinstance(one.get(key), str)), None)
        if language is None or text is None:
            return None
        texts.setdefault(language, text)
    return texts or None


def _in_one_language(texts: dict[str, object], key: str, notes: list[str]) -> str | None:
    """Return one of the texts by language, None if they are none; those that are null are none."""
    language = languages.preferred([name for name, text in texts.items() if text is not None])
    if language is None:
        return None if any(text is not None for text in texts.values()) else ""
    text = texts[language]
    if not isinstance(text, str):
        return None
    notes.append(f'"{key}" is in several languages; only "{language}" was read')
    return text


def _topics(value: object, notes: list[str]) -> tuple[str, ...] | None:
    """Return the topics of a field, None if it has none; a change while reading is noted."""
    if isinstance(value, str) and value.strip():
        notes.append('"topics" is one text, and was split at its commas')
        return tuple(topic for one in value.split(",") if (topic := one.strip()))
    if not value or isinstance(value, str):
        return ()
    if isinstance(value, dict) and all(isinstance(one, bool) for one in value.values()):
        notes.append('of "topics" the keys that are true were read')
        return tuple(topic for topic, is_set in value.items() if is_set)
    if not isinstance(value, list):
        return None
    if any(one is None for one in value):
        notes.append('nulls in "topics" were left out')
    there = [_named(one) for one in value if one is not None]
    if any(isinstance(one, dict) for one in value):
        notes.append('of objects in "topics" the "name" was read')
    if any(isinstance(one, int | float) and not isinstance(one, bool) for one in there):
        notes.append('numbers in "topics" were read as texts')
    if any(isinstance(one, bool) or not isinstance(one, str | int | float) for one in there):
        return None
    return tuple(str(one) for one in there)


def _named(topic: object) -> object:
    """Return the name of an object, and anything else as it is."""
    return topic.get("name") if isinstance(topic, dict) else topic
