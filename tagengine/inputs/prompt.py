"""A tagging request written for a language model, read as what it asks, and answered.

A request holds a text to tag, a list of tags (JSON), the expected JSON with an empty `tags` list,
and a limit ('at most 3 tags'); the words around them vary, and line breaks may be lost.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tagengine.document.reading import Record
from tagengine.errors import PromptError, VocabularyError
from tagengine.rules.vocabulary import Tag, Vocabulary, from_data
from tagengine.text import finite_json
from tagengine.text.printable import powerless_json

_DECODER = json.JSONDecoder(strict=False, **finite_json.HOOKS)
_LIST_START = re.compile(r'\[\s*(?:\{\s*"|")')
_EMPTY_TAGS = re.compile(r'"tags"\s*:\s*\[\s*\]')
_LIMIT = re.compile(
    r"""\b(?:at\s+most|up\s+to|max(?:imum)?(?:\s+of)?|no\s+more\s+than|not\s+more\s+than)\s*(?:["']\s*)?
    (\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_INSTRUCTION = re.compile(
    r"[\s\",;]*\b(?:assign|choose|pick|select|return|give|answer)\b", re.IGNORECASE
)
_OPENING = re.compile(r"\A[\s\S]{0,200}?\bbased?\s+(?:up)?on\b(?:\s+this)?[\s:\"']*", re.IGNORECASE)
_DESCRIPTION = re.compile(r"\A([^\n]{1,2000}?)\s(?=#{1,6} \S)")
_LISTS_TRIED = 40
_EXPECTED_TRIED = 20
_FAR_LONGER = 4
_WORK = 10_000_000  # characters that are read in search of a part
_EXPECTED = 20_000  # characters of the expected JSON behind its tags
_OBJECTS_TRIED = 20  # that may begin before these tags
_NEAR = 200  # characters before a part in which the words that introduce it stand


@dataclass(frozen=True, slots=True)
class Request:
    """What a prompt asks: tag `record` with at most `max_tags` of `vocabulary`.

    `expected` is the JSON to fill in; its `tags` are empty. `max_tags` is None if nothing is said.
    """

    record: Record
    vocabulary: Vocabulary
    expected: dict[str, Any]
    max_tags: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    value: Any


def parse(text: str) -> Request:
    """Return the request in `text`; raises `PromptError` naming every part that was not found."""
    tag_list = _find_tag_list(text)
    expected = _find_expected(text)
    missing = []
    if tag_list is None:
        missing.append('the list of tags (like [{"id":1,"name":"x"}])')
    if expected is None:
        missing.append('the expected JSON (like {"id":"1","tags":[]})')
    if tag_list is None or expected is None:
        raise PromptError("not found in the prompt: " + "; ".join(missing))
    try:
        vocabulary = from_data(tag_list.value, "the prompt's list of tags")
    except VocabularyError as error:
        raise PromptError(*error.lines) from None
    content = _document_text(text, tag_list, expected)
    if not content.strip():
        raise PromptError("not found in the prompt: the text to tag (before the instruction)")
    return Request(
        _record(content, expected.value), vocabulary, expected.value, _limit(text, expected)
    )


def fill_in(expected: dict[str, Any], tags: tuple[Tag, ...]) -> str:
    """Return the expected JSON on one line, its `tags` filled in as `{"id": …, "name": …}`."""
    answer = dict(expected, tags=[{"id": tag.id, "name": tag.name} for tag in tags])
    return powerless_json(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


def _find_tag_list(text: str) -> _Part | None:
    """Return the last list of tags, rather one that the words before it call so."""
    fallback: _Part | None = None
    starts = [found.start() for found in _LIST_START.finditer(text)]
    work = 0
    for start in reversed(starts[-_LISTS_TRIED:]):
        if work > _WORK:
            break
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            work += getattr(error, "pos", len(text)) - start
            continue
        work += end - start
        names_tags = all(isinstance(entry, dict) and "name" in entry for entry in value)
        introduced = "tag" in text[max(0, start - _NEAR) : start].casefold()
        if names_tags and introduced:
            return _Part(start, end, value)
        is_list = names_tags or (introduced and all(isinstance(entry, str) for entry in value))
        if is_list and fallback is None:
            fallback = _Part(start, end, value)
    return fallback


def _find_expected(text: str) -> _Part | None:
    """Return the last JSON object with empty `tags`, rather one that is called expected."""
    fallback: _Part | None = None
    places = list(_EMPTY_TAGS.finditer(text))
    for place in reversed(places[-_EXPECTED_TRIED:]):
        part = _object_around(text, place.start(), place.end())
        if part is None:
            continue
        before = text[max(0, part.start - _NEAR) : part.start].casefold()
        if "json" in before or "expected" in before or "format" in before:
            return part
        fallback = fallback or part
    return fallback


def _object_around(text: str, inner: int, inner_end: int) -> _Part | None:
    start, limit = text.rfind("{", max(0, inner - 2000), inner), inner_end + _EXPECTED
    for _ in range(_OBJECTS_TRIED):
        if start < 0:
            break
        try:
            value, end = _DECODER.raw_decode(text[start:limit])
            end += start
        except (ValueError, RecursionError):
            end = -1
        if end >= inner_end and isinstance(value, dict) and value.get("tags") == []:
            return _Part(start, end, value)
        start = text.rfind("{", max(0, inner - 2000), start)
    return None


def _document_text(text: str, tag_list: _Part, expected: _Part) -> str:
    """Return the text to tag: what lies before the parts, or behind them if that is far longer.

    A long text between them is taken where there is none before nor behind.
    """
    first, last = sorted((tag_list, expected), key=lambda part: part.start)
    instruction = first.start
    for found in _INSTRUCTION.finditer(text, max(0, first.start - _NEAR), first.start):
        instruction = found.start()
        break
    before, between, behind = text[:instruction], text[first.end : last.start], text[last.end :]
    content = behind if len(behind) > _FAR_LONGER * len(before) else before
    if len(between) > max(_FAR_LONGER * len(content), _NEAR):
        content = between
    opening = _OPENING.match(content)
    return content[opening.end() :] if opening else content


def _record(content: str, expected: dict[str, Any]) -> Record:
    """Return the record: a description that runs into the README's first heading is set apart."""
    record_id = str(expected.get("id", ""))
    described = _DESCRIPTION.match(content)
    if described is None:
        return Record(record_id, readme=content)
    return Record(record_id, description=described[1].strip(), readme=content[described.end() :])


def _limit(text: str, expected: _Part) -> int | None:
    """Return the limit on tags that is stated nearest to the expected JSON."""
    found = list(
        _LIMIT.finditer(text, max(0, expected.start - 2 * _NEAR), expected.end + 2 * _NEAR)
    )
    stated = [one for one in found if "tag" in text[one.end() : one.end() + 40].casefold()]
    for one in stated or found:
        word = one[1].casefold()
        return int(word) if word.isdigit() else _NUMBERS.index(word)
    return None
