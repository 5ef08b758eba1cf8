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
_DESCRIBED = frozenset(("description", "desc", "scope", "meaning", "definition", "note"))
_JSON_START = re.compile(r"[\[(]\s*(?:\{\s*[\"'\w]|[\"']|\[\s*\d+\s*,\s*[\"'])")
# What may come before a list: words of it and a colon, or an element.
_INTRODUCTION = re.compile(
    r"(?:(?:\b(?:tags?|labels?|categor(?:y|ies)|keywords?|topics|vocabulary|taxonomy|options"
    r"|schlagw[oö]rt(?:er|e)|kategorien|étiquettes|catégories|mots-clés|etiquetas|categorías"
    r"|etichette|categorie)\b|标签|標籤|タグ|태그)"
    r"(?:\s*\([^()\n]{0,60}\))?[^\n:：.!?{}\[\]]{0,80}[:：=]"
    r"|<(?:\w+[-_])?(?:tags|labels|categories|vocabulary|taxonomy)>"
    # 'Allowed values are a, b and c', 'Choose 2 from a, b, c'
    r"|\b(?:allowed|valid|possible|permitted|available)\s+"
    r"(?:tags|labels|values|options|choices|categories|topics)\s+are(?=\s)"
    r"|\b(?:choose|pick|select|assign|classify|label)\b[^\n.:,{}\[\]]{0,60}\b(?:of|from|among|as)"
    r"(?=\s+[\"'`]?[\w+#-]+[\"'`]?,\s))"
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
        pairs = [sorted(one, key=lambda part: isinstance(part, str)) for one in value]
        return tuple({"id": number, "name": name} for number, name in pairs), Style()
    return _of_objects(value) if all(isinstance(one, dict) for one in value) else None


def _of_objects(value: list[dict[str, Any]]) -> tuple[tuple[Any, ...], Style] | None:
    first = value[0]
    if not _OF_RECORDS.isdisjoint(first):
        return None
    own_keys = {key.casefold(): key for key in reversed(first)}
    name_keys = [own_keys.get(key.casefold(), "") for key in NAME_KEYS]
    name_key = next((key for key in name_keys if isinstance(first.get(key), str)), None)
    if name_key is None:
        return _of_single_keys(value)
    id_keys = [own_keys.get(key.casefold(), "") for key in ID_KEYS]
    id_key = next((key for key in id_keys if key and key != name_key), "")
    return tuple(_entry(one, id_key, name_key) for one in value), Style(id_key, name_key)


def _of_single_keys(value: list[dict[str, Any]]) -> tuple[tuple[Any, ...], Style] | None:
    """Return the tags of `[{"1": "name"}, {"2": "other"}]` and of `[{"tag": {…}}, …]`."""
    if any(len(one) != 1 for one in value):
        return None
    keys, inner = zip(*(next(iter(one.items())) for one in value), strict=True)
    if len(set(keys)) == len(keys) and all(isinstance(one, str) for one in inner):
        return _of_mapping(dict(zip(keys, inner, strict=True)))
    is_wrapped = set(keys) <= {"tag", "label", "category"}
    return of_value(list(inner)) if is_wrapped and isinstance(inner[0], dict) else None


def _is_pair(one: Any) -> bool:
    """Return whether something is `[1, "name"]` or `["name", 1]`."""
    return isinstance(one, list) and {type(part) for part in one} == {int, str} and len(one) == 2


def _entry(one: dict[str, Any], id_key: str, name_key: str) -> Any:
    """Return an entry with the keys of a vocabulary; what is missing stays missing."""
    if not id_key:
        return one.get(name_key)
    pairs = (("id", id_key), ("name", name_key))
    return {key: one[own] for key, own in pairs if own in one}


def _of_named_objects(value: dict[str, Any]) -> tuple[tuple[Any, ...], Style] | None:
    """Return the tags of `{"name": {"id": 1}}` and of `{"name": {"description": "what"}}`."""
    if all(isinstance(one.get("id"), int) for one in value.values()):
        return tuple({"id": one["id"], "name": key} for key, one in value.items()), Style()
    is_described = all(not _DESCRIBED.isdisjoint(one) for one in value.values())
    return (tuple(value), NAMES) if is_described else None


def _of_mapping(value: dict[str, Any]) -> tuple[tuple[Any, ...], Style] | None:
    """Return the tags of `{"tags": […]}`, `{"1": "name"}`, `{"name": 1}`, `{"name": "what"}`."""
    if len(value) == 1 and isinstance(next(iter(value.values())), list):
        return of_value(next(iter(value.values())))
    if not value or any(key in value for key in ("id", "name", "tags", "label")):
        return None
    if all(isinstance(one, list) and one for one in value.values()):  # by group
        return of_value([entry for group in value.values() for entry in group])
    entries: tuple[Any, ...] | None = None
    if all(isinstance(one, str) for one in value.values()):
        if all(key.isdigit() for key in value):
            entries = tuple({"id": int(key), "name": name} for key, name in value.items())
        elif any(" " in one.strip() for one in value.values()):
            return tuple(value), NAMES
        else:
            entries = tuple({"id": key, "name": name} for key, name in value.items())
    elif all(isinstance(one, dict) for one in value.values()):
        return _of_named_objects(value)
    elif all(isinstance(one, int) and not isinstance(one, bool) for one in value.values()):
        entries = tuple({"id": one, "name": key} for key, one in value.items())
    return None if entries is None else (entries, Style())
