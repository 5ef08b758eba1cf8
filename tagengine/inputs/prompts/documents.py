"""The documents of a request, one or several, as records: without what wraps them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from tagengine.document.record import Record
from tagengine.errors import PromptError, RecordError
from tagengine.inputs import records
from tagengine.inputs.prompts import announcements

_DESCRIPTION = re.compile(r"\A(?!\s*#)([^\n]{1,2000}?)\s(?=#{1,6} \S)")
_FENCE = re.compile(
    r"\s*(`{3,}|~{3,})[ \t]*(markdown|md|text|txt|readme)?[ \t]*(?:\s|\Z)", re.IGNORECASE
)
_CLOSING_QUOTE = re.compile(r"\s*[\"”]\s*[,;]\s*\Z")  # 'base on …", assign'
_QUOTES = ('"""', "'''", "<<<", "===", "---", "***")
_CLOSERS = {"<<<": ">>>"}
_FENCE_END = 100  # characters, at most, of what closes a fence
_WRAPPINGS = 3  # a document in, at most
_FRONT_KEY = re.compile(r"\s*[\w-]+\s*:")
_SORT = r"(?:document|doc|readme|project|text|item|page|repository|repo|input)"
# 'Document 1:', '## README 2', '[doc 3]', '<document id="4">', '=== Project a-7 ==='.
_BETWEEN = re.compile(
    rf"(?:^|(?<=\s))[#=*\-\[(<]{{0,6}}[ \t]*{_SORT}[ \t_]*(?:no\.?|number|id)?"
    r"[ \t]*[=:#]?[ \t]*[\"']?[\w./-]{0,40}?\d[\w-]{0,20}[\"']?"
    r"[ \t]*(?:[\])=*>-]*[ \t]*(?::|(?=\n|$))|[\])>]+)[*_]*",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"(?:^|\n)[ \t]*[*_`#-]{0,3}[ \t]*(?:project |repository |repo )?"
    r"(?P<key>name|title|description|about|summary|tagline|topics|readme(?:\.md)?)"
    r"[*_`]{0,2}[ \t]*:[*_`]{0,2}[ \t]*",
    re.IGNORECASE,
)
_FIELDS = {
    "title": "name",
    "about": "description",
    "summary": "description",
    "tagline": "description",
}


def read(text: str, record_ids: Sequence[str]) -> list[Record]:
    """Return a record for each id, of a text that holds as many documents.

    Raises `PromptError` if it holds another number of them.
    """
    if len(record_ids) == 1:
        text = unwrapped(text)
        numbered = _BETWEEN.match(text.lstrip())
        return [_record(text.lstrip()[numbered.end() :] if numbered else text, record_ids[0])]
    texts = _several(text)
    if len(texts) != len(record_ids):
        found = "one document" if len(texts) < 2 else f"{len(texts)} documents"
        raise PromptError(
            f"the JSON to fill in asks for the tags of {len(record_ids)} documents, but the prompt "
            f'holds {found} (begin each with a line like "Document 1:")'
        )
    return [_record(unwrapped(one), own) for one, own in zip(texts, record_ids, strict=True)]


def _several(text: str) -> list[str]:
    """Return the documents of a text in which each is announced with a number."""
    marks = list(_BETWEEN.finditer(text))
    if not marks:
        return [text]
    ends = [found.start() for found in marks[1:]] + [len(text)]
    return [text[found.end() : end] for found, end in zip(marks, ends, strict=True)]


def unwrapped(text: str) -> str:
    """Return a document without the fence, the element or the quotes around it."""
    for _ in range(_WRAPPINGS):
        inner = _without_element(_without_fence(_without_quotes(text)))
        if inner == text:
            break
        text = inner
    return text


def _without_fence(text: str) -> str:
    """Return what a fence holds that is around all of a text; a README may begin with one."""
    opened = _FENCE.match(text)
    if opened is None:
        return text
    fence = rf"{opened[1][0]}{{{len(opened[1])},}}"
    whole = text.rstrip(" \t\r\n\"',")
    last = re.compile(rf"\s*{fence}\Z").search(whole, max(opened.end(), len(whole) - _FENCE_END))
    end = last.start() if last else len(text)
    first = re.compile(rf"\n {{0,3}}{fence}[ \t]*(?=\n|\Z)").search(text, opened.end())
    within = text[opened.end() : first.start()] if first and first.end() < len(whole) else None
    if opened[2] or within is None or re.search(r"(?:^|\n)#{1,2} \S", within):
        return text[opened.end() : max(end, opened.end())]
    return text


def _without_element(text: str) -> str:
    opened = announcements.OPENING.match(text)
    if opened is not None:
        text = text[opened.end() :]
    closed = list(announcements.CLOSING.finditer(text[-200:]))
    if closed and not text[len(text) - len(text[-200:]) + closed[-1].end() :].strip(" \n\t\"'`,"):
        return text[: len(text) - len(text[-200:]) + closed[-1].start()]
    return text


def _without_quotes(text: str) -> str:
    text = text[:-20] + _CLOSING_QUOTE.sub("", text[-20:])
    stripped = text.strip()
    for mark in _QUOTES:
        closer = _CLOSERS.get(mark, mark)
        if (
            stripped.startswith(mark)
            and stripped.endswith(closer)
            and len(stripped) > 2 * len(mark)
        ):
            inner = stripped[len(mark) : -len(closer)]
            if mark == "---" and _FRONT_KEY.match(inner):
                return text
            return inner.strip(mark[0])
    for mark in ('"', "“"):
        closer = "”" if mark == "“" else mark
        if stripped.startswith(mark) and stripped.rstrip(",;").endswith(closer):
            return stripped.rstrip(",;")[1:-1]
    return text


def _record(text: str, record_id: str) -> Record:
    """Return the record: a JSON object's or a form's fields, a description before the heading."""
    if text.lstrip().startswith("{"):
        try:
            data = json.loads(text)
            return records.from_data({**data, "id": record_id}, "the prompt's document")
        except (ValueError, RecursionError, RecordError):
            pass
    fields = _fields(text)
    if fields is not None:
        return Record(record_id, **fields)
    described = _DESCRIPTION.match(text)
    if described is None:
        return Record(record_id, readme=text)
    return Record(record_id, description=described[1].strip(), readme=text[described.end() :])


def _fields(text: str) -> dict[str, Any] | None:
    """Return the texts of a document written as 'Name: …', 'Description: …', 'README: …'."""
    begun = _FIELD.match(text.lstrip())
    if begun is None:
        return None
    text = text.lstrip()
    fields: dict[str, Any] = {}
    at = begun
    while True:
        key = at["key"].lower().removesuffix(".md")
        key = _FIELDS.get(key, key)
        following = None if key == "readme" else _FIELD.search(text, at.end())
        value = text[at.end() : following.start() if following else len(text)].strip()
        if key == "description" and following is None:
            heading = re.search(r"\n\s*\n|(?:^|\s)(?=#{1,6} )", value)
            if heading:
                fields["readme"] = value[heading.end() :]
                value = value[: heading.start()]
        if key == "topics":
            fields[key] = tuple(one.strip(" \"'[]#`") for one in value.split(",") if one.strip())
        else:
            fields[key] = value
        if following is None:
            return fields
        at = following
