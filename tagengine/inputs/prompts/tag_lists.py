"""Lists of tags in a request: JSON of several shapes, and lists as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tagengine.inputs.prompts import lenient_json, written_lists
from tagengine.inputs.prompts.lenient_json import Effort
from tagengine.inputs.prompts.parts import NAMES, Style, TagList

NAME_KEYS = (
    *("name", "label", "title", "tag", "tag_name", "tagName", "label_name", "category"),
    *("keyword", "topic", "slug", "value", "text"),
)
ID_KEYS = ("id", "_id", "tag_id", "tagId", "label_id", "key", "code", "slug", "value")
_OF_RECORDS = frozenset(("readme", "topics", "language", "url", "html_url"))  # and of no tag
_JSON_START = re.compile(r"[\[(]\s*(?:\{\s*[\"'\w]|[\"']|\[\s*\d+\s*,\s*[\"'])")
# What may come before a list: words of it and a colon, or an element.
_INTRODUCTION = re.compile(
    r"(?:\b(?:tags?|labels?|categor(?:y|ies)|keywords?|topics|vocabulary|taxonomy|options)\b"
    r"(?:\s*\([^()\n]{0,60}\))?[^\n:.!?{}\[\]]{0,80}[:=]|<(?:\w+[-_])?(?:tags|labels|categories|vocabulary|taxonomy)>)"
    r"[\"'*]{0,3}\s*(?:```+\w*\s+)?",
    re.IGNORECASE,
)
_TRIED = 40  # places from the beginning, and as many from the end
_WORK = 10_000_000  # characters that are read in search of a list


def find(text: str) -> list[TagList]:
    """Return the lists of tags in a text, in order, not overlapping; those at its ends, if many."""
    starts = sorted(
        {found.start() for found in _ends(list(_JSON_START.finditer(text)))}
        | {found.end() for found in _ends(list(_INTRODUCTION.finditer(text)))}
    )
    found: list[TagList] = []
    effort = Effort(_WORK)
    for start in starts:
        if (found and start < found[-1].end) or effort.left <= 0:
            continue
        one = _read(text, start, effort)
        if one is not None:
            found.append(one)
    return found


def _ends(found: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    return found if len(found) <= 2 * _TRIED else [*found[:_TRIED], *found[-_TRIED:]]


def _read(text: str, start: int, effort: Effort) -> TagList | None:
    if text[start : start + 1] in ("[", "{", "("):
        for value, end in _values(text, start, effort):
            entries = of_value(value)
            if entries:
                return TagList(start, end, *entries)
    written = written_lists.read(text, start)
    effort.left -= written[1] - start if written else written_lists.LONGEST
    if written is None:
        return None
    has_ids = isinstance(written[0][0], dict)
    return TagList(start, written[1], tuple(written[0]), Style() if has_ids else NAMES)


def _values(text: str, start: int, effort: Effort) -> Iterator[tuple[Any, int]]:
    """Yield the value at `start`; of several objects on their own lines, all in a list."""
    try:
        value, end = lenient_json.decode(text, start, effort=effort)
    except ValueError:
        return
    if isinstance(value, dict) and not of_value(value):
        values = [value]
        while text[end : end + 1] == "\n" and text[end + 1 : end + 2] == "{":
            try:
                value, last = lenient_json.decode(text, end + 1, effort=effort)
            except ValueError:
                break
            if not of_value([value]):
                break
            values.append(value)
            end = last
        yield values, end
    else:
        yield value, end


def of_value(value: Any) -> tuple[tuple[Any, ...], Style] | None:
    """Return the entries of a list of tags and how it writes one; None if it is not such a list."""
    if isinstance(value, dict):
        return _of_mapping(value)
    if not isinstance(value, list) or not value:
        return None
    if all(isinstance(one, str) for one in value):
        return tuple(value), NAMES
    if all(_is_pair(one) for one in value):
        return tuple({"id": one[0], "name": one[1]} for one in value), Style()
    return _of_objects(value) if all(isinstance(one, dict) for one in value) else None


def _of_objects(value: list[dict[str, Any]]) -> tuple[tuple[Any, ...], Style] | None:
    first = value[0]
    if not _OF_RECORDS.isdisjoint(first):
        return None
    name_key = next((key for key in NAME_KEYS if isinstance(first.get(key), str)), None)
    if name_key is None:
        return None
    id_key = next((key for key in ID_KEYS if key in first and key != name_key), "")
    return tuple(_entry(one, id_key, name_key) for one in value), Style(id_key, name_key)


def _is_pair(one: Any) -> bool:
    is_pair = isinstance(one, list) and len(one) == 2
    return is_pair and isinstance(one[0], int) and isinstance(one[1], str)


def _entry(one: dict[str, Any], id_key: str, name_key: str) -> Any:
    """Return an entry with the keys of a vocabulary; what is missing stays missing."""
    if not id_key:
        return one.get(name_key)
    pairs = (("id", id_key), ("name", name_key))
    return {key: one[own] for key, own in pairs if own in one}


def _of_mapping(value: dict[str, Any]) -> tuple[tuple[Any, ...], Style] | None:
    """Return the tags of `{"tags": […]}`, `{"1": "name"}`, `{"name": 1}`, `{"name": "what"}`."""
    if len(value) == 1 and isinstance(next(iter(value.values())), list):
        return of_value(next(iter(value.values())))
    if not value or any(key in value for key in ("id", "name", "tags", "label")):
        return None
    entries: tuple[Any, ...] | None = None
    if all(isinstance(one, str) for one in value.values()):
        if all(key.isdigit() for key in value):
            entries = tuple({"id": int(key), "name": name} for key, name in value.items())
        elif any(" " in one.strip() for one in value.values()):
            return tuple(value), NAMES
        else:
            entries = tuple({"id": key, "name": name} for key, name in value.items())
    elif all(isinstance(one, dict) and isinstance(one.get("id"), int) for one in value.values()):
        entries = tuple({"id": one["id"], "name": key} for key, one in value.items())
    elif all(isinstance(one, int) and not isinstance(one, bool) for one in value.values()):
        entries = tuple({"id": one, "name": key} for key, one in value.items())
    return None if entries is None else (entries, Style())
