"""The form of the answer in a request: JSON with a list of tags to fill, and its filling."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tagengine.inputs.prompts import lenient_json
from tagengine.inputs.prompts.parts import NAMES, Form, Style
from tagengine.inputs.prompts.tag_lists import ID_KEYS, NAME_KEYS
from tagengine.rules.vocabulary import Tag
from tagengine.text.printable import harmless_json

KEYS = ("tags", "labels", "categories", "topics", "keywords")
_SLOT = re.compile(r"""(["'])(?:tags|labels|categories|topics|keywords)\1\s*:\s*\[""")
_TRIED = 20  # places from the beginning, and as many from the end
_BEGINNINGS = 30  # that an object around a place may have
_BEFORE = 2000  # characters before a place in which the object around it begins
_BEHIND = 20_000  # characters after a place in which it ends
_EXAMPLES = 6  # tags, at most, that a form shows


def find(text: str) -> list[Form]:
    """Return the forms in a text, in order, not overlapping; those at its ends, if many."""
    places = list(_SLOT.finditer(text))
    if len(places) > 2 * _TRIED:
        places = [*places[:_TRIED], *places[-_TRIED:]]
    found: list[Form] = []
    for place in places:
        if not found or place.start() >= found[-1].end:
            form = _around(text, place.start(), place.end(), found[-1].end if found else 0)
            if form is not None:
                found.append(form)
    return found


def _around(text: str, inner: int, inner_end: int, floor: int) -> Form | None:
    """Return the outermost JSON around a place, as a form; None if there is none."""
    found = None
    floor = max(floor, inner - _BEFORE)
    start = inner
    for _ in range(_BEGINNINGS):
        start = max(text.rfind("{", floor, start), text.rfind("[", floor, start))
        if start < 0:
            break
        try:
            value, end = lenient_json.decode(text, start, min(len(text), inner_end + _BEHIND))
        except ValueError:
            continue
        if end >= inner_end and list(slots(value)):
            found = Form(start, end, value, _style(value))
    return found


def slots(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the objects that have a list of tags to fill, each with the list's key, in order."""
    if isinstance(value, list):
        for item in value:
            yield from slots(item)
    elif isinstance(value, dict):
        key = next((key for key in KEYS if _is_slot(value.get(key))), None)
        if key is not None:
            yield value, key
        for name, inner in value.items():
            if name != key:
                yield from slots(inner)


def _is_slot(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _EXAMPLES and not list(slots(value))


def _style(value: Any) -> Style | None:
    """Return how the examples in a form write a tag, None if it has none."""
    for holder, key in slots(value):
        for example in holder[key]:
            if isinstance(example, dict):
                id_key = next((one for one in ID_KEYS if one in example), "")
                others = (one for one in NAME_KEYS if one in example and one != id_key)
                name_key = next(others, "")
                return Style(id_key, name_key) if id_key or name_key else None
            if isinstance(example, int):
                return Style(bare="id")
            if isinstance(example, str):
                is_id = re.search(r"\bid\b|^\d+$", example, re.IGNORECASE)
                return Style(bare="id") if is_id else NAMES
    return None


def filled(form: Any, style: Style, answers: Sequence[Sequence[Tag]]) -> Any:
    """Return a form with its lists of tags filled in order; other values stay as they are."""
    remaining = iter(answers)

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        slot = next((key for key in KEYS if _is_slot(value.get(key))), None)
        tags = [] if slot is None else [style.written(tag.id, tag.name) for tag in next(remaining)]
        return {key: tags if key == slot else fill(inner) for key, inner in value.items()}

    return fill(form)


def written(answer: Any) -> str:
    """Return an answer as one line of JSON."""
    return harmless_json(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
