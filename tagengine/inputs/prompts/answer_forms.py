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

# The last two are also what a record has of itself.
KEYS = ("tags", "labels", "categories", "topics", "keywords")
ARRAY = "\0array"  # the key, which no form has, of a list of tags that is the whole answer
_KEY_TEXT = "(?:tags|labels|categories|topics|keywords)"
_SLOT = re.compile(
    rf"""["'“]{_KEY_TEXT}["'”]\s*:\s*"""
    r"""(?:\[|null\b|(?:string|str|int|integer|number)\[\]|(?:array|list)[<\[])"""
    rf"""|\b{_KEY_TEXT}\s*:\s*(?:\[\s*[\].]|null\b)""",
    re.IGNORECASE,
)
_OF_IDS = re.compile(r"(?:tag|label|category|topic|keyword)?[ _-]?ids", re.IGNORECASE)
_OTHER_SLOT = re.compile(r"""(["'])[\w .-]{1,60}\1\s*:\s*\[\s*\]""")  # where there is no usual one
_ASKED_ARRAY = re.compile(
    r"\b(?:json |python )?(?:array|list) of (?:[a-z-]+ ){0,3}?"
    r"(?P<sort>strings?|names?|tags?|labels?|categories|ids?|numbers?)\b(?! \w+ from)"
    r"[^\[{\n]{0,60}(?P<example>\[\s*(?:[\"'\d][^\[\]{}\n]{0,200})?\])?",
    re.IGNORECASE,
)
_KEY = re.compile(r"\b(?:key|field|property|attribute)\b[^\w\"'`]{1,3}[\"'`](\w{1,40})[\"'`]")
_FROM = re.compile(r"\b(?:from|among|using|out of)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:answer|respond|reply|return|output|response|result|give|produce|print|write)\w*\b"
    r"[^.\n]{0,80}\Z",
    re.IGNORECASE,
)
_TRIED = 20  # places from the beginning, and as many from the end
_BEGINNINGS = 30  # that an object around a place may have
_BEFORE = 2000  # characters before a place in which the object around it begins
_BEHIND = 20_000  # characters after a place in which it ends
_EXAMPLES = 6  # tags, at most, that a form shows


def find(text: str) -> list[Form]:
    """Return the forms in a text, in order, not overlapping; those at its ends, if many."""
    places = list(_SLOT.finditer(text)) or list(_OTHER_SLOT.finditer(text))
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


def asked_array(words: str) -> Form | None:
    """Return the form of 'Answer with a JSON array of tag names', None if nobody asks for one."""
    for found in _ASKED_ARRAY.finditer(words):
        before = _ANSWER.search(words[max(0, found.start() - 100) : found.start()])
        if before and not _FROM.search(before[0]):  # 'Return tags from this list of tags'
            is_id = found["sort"].lower().startswith(("id", "number"))
            key = _KEY.search(before[0])
            value: Any = {key[1] if key else ARRAY: []}
            return Form(0, 0, value, Style(bare="id") if is_id else NAMES)
    return None


def slots(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the objects that have a list of tags to fill, each with the list's key, in order.

    Where no key is a usual one, that is each empty list.
    """
    usual = list(_slots(value, is_usual=True))
    yield from usual or _slots(value, is_usual=False)


def _slots(value: Any, *, is_usual: bool) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(value, list):
        for item in value:
            yield from _slots(item, is_usual=is_usual)
    elif isinstance(value, dict):
        key = _slot_in(value, is_usual=is_usual)
        if key is not None:
            yield value, key
        for name, inner in value.items():
            if name != key:
                yield from _slots(inner, is_usual=is_usual)


def _slot_in(value: dict[str, Any], *, is_usual: bool) -> str | None:
    """Return the key of an object's own list of tags, None if it has none."""
    if not is_usual:
        return next((key for key, inner in value.items() if inner == []), None)
    keys = (*KEYS[:-2], ARRAY) if _is_record_with_topics(value) else (*KEYS, ARRAY)
    return next((key for key in keys if _is_slot(value.get(key, ""))), None)


def _is_record_with_topics(value: dict[str, Any]) -> bool:
    """Return whether an object is a record of a project, whose topics are its own."""
    has_text = any(isinstance(value.get(key), str) for key in ("description", "readme"))
    return has_text and any(value.get(key) for key in KEYS[-2:])


def _is_slot(value: Any) -> bool:
    is_short = isinstance(value, list) and len(value) <= _EXAMPLES
    return value is None or (is_short and not list(_slots(value, is_usual=True)))


def _style(value: Any) -> Style | None:
    """Return how the examples in a form write a tag, None if it has none."""
    for holder, key in slots(value):
        if _OF_IDS.fullmatch(key):
            return Style(bare="id")
        for example in holder[key] or ():
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
    is_usual = next(_slots(form, is_usual=True), None) is not None

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        slot = _slot_in(value, is_usual=is_usual)
        tags = [] if slot is None else [style.written(tag.id, tag.name) for tag in next(remaining)]
        return {key: tags if key == slot else fill(inner) for key, inner in value.items()}

    whole = fill(form)
    return whole[ARRAY] if isinstance(whole, dict) and ARRAY in whole else whole


def written(answer: Any) -> str:
    """Return an answer as one line of JSON."""
    return harmless_json(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
