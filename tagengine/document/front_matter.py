"""The front matter of a page: what it says of the project, each value with its place.

YAML, TOML and JSON are read by their parsers; what these refuse (a template's braces in Jekyll's
YAML) is read line by line. Only the page's own keys count, not those of its authors or menus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from tagengine.document.pieces import Piece
from tagengine.rules.zones import Zone
from tagengine.text.lazy_regex import lazy_regex

_ZONES = {
    "title": Zone.TITLE,
    "name": Zone.TITLE,
    "description": Zone.DESCRIPTION,
    "summary": Zone.DESCRIPTION,
    "tagline": Zone.DESCRIPTION,
    "subtitle": Zone.DESCRIPTION,
    "abstract": Zone.DESCRIPTION,
    "excerpt": Zone.DESCRIPTION,
    "tags": Zone.TOPICS,
    "topics": Zone.TOPICS,
    "keywords": Zone.TOPICS,
}
_LABELS = ("label", "name")  # of a tag that is an object
_LONGEST = 64 * 1024  # characters that are read by a parser
_DEPTH = 50
_LINE = lazy_regex(
    rf"^[ \t]*({'|'.join(_ZONES)})[ \t]*[:=][ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE
)
_TOML_STRING = r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_TOML_COMMENT = lazy_regex(rf"({_TOML_STRING})|#[^\n]*", re.DOTALL)
_TOML_PARTS = lazy_regex(r"(?:[\w-]+[ \t]*\.[ \t]*){100}")  # more of them than anybody writes
_WORD = lazy_regex(r"\S+")


class Value(NamedTuple):
    """A value of front matter that counts: its zone, and its text in pieces of the source."""

    zone: Zone
    pieces: list[Piece]


class _UnreadableError(Exception):
    """Front matter that is not what its fences say."""


def read(text: str, start: int, end: int) -> list[Value]:
    """Return what the front matter at characters `[start, end)` of a text says of the project."""
    is_toml = text[:start].lstrip("\ufeff").startswith("+++")
    try:
        return list((_of_toml if is_toml else _of_yaml)(text, start, min(end, start + _LONGEST)))
    except _UnreadableError:
        return [
            Value(_ZONES[line[1].lower()], [Piece(line[2], *line.span(2))])
            for line in _LINE.finditer(text, start, end)
        ]


def json_end(text: str) -> int:
    """Return where front matter ends that is a JSON object first in a text, 0 if there is none."""
    start = 1 if text.startswith("\ufeff") else 0
    if not text.startswith("{", start):
        return 0
    try:
        data, end = json.JSONDecoder().raw_decode(text[: start + _LONGEST], start)
    except (ValueError, RecursionError):
        return 0
    is_front = isinstance(data, dict) and not _ZONES.keys().isdisjoint(map(str.lower, data))
    return end if is_front and text[end : end + 1] in ("", "\n", "\r") else 0


def _of_yaml(text: str, start: int, end: int) -> Iterator[Value]:
    import yaml  # noqa: PLC0415 -- few documents have front matter

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text[start:end])
    try:
        yield from _Events(loader, yaml, text, start).values()
    except (yaml.YAMLError, ValueError) as error:
        raise _UnreadableError from error
    finally:
        loader.dispose()


class _Events:
    """A walk over the events of YAML's parser, which builds nothing and follows no alias."""

    def __init__(self, loader: Any, yaml: Any, text: str, offset: int) -> None:
        self._next = loader.get_event
        self._yaml = yaml
        self._text = text
        self._offset = offset

    def values(self) -> Iterator[Value]:
        for _ in range(2):  # the stream and its document begin
            self._next()
        if not isinstance(self._next(), self._yaml.MappingStartEvent):
            raise _UnreadableError
        found = []
        for key, event in self._entries():
            zone = _ZONES.get(key.lower())
            if zone is None:
                self._skip(event)
            else:
                found += [Value(zone, pieces) for pieces in self._texts(event)]
        yield from found

    def _entries(self) -> Iterator[tuple[str, Any]]:
        """Yield each key of the mapping that is open, with the first event of its value."""
        while not isinstance(event := self._next(), self._yaml.MappingEndEvent):
            key = event.value if isinstance(event, self._yaml.ScalarEvent) else ""
            self._skip(event)
            yield key, self._next()

    def _texts(self, event: Any) -> Iterator[list[Piece]]:
        """Yield the texts of a value: a scalar, those of a list, the labels of objects in one."""
        if isinstance(event, self._yaml.SequenceStartEvent):
            while not isinstance(item := self._next(), self._yaml.SequenceEndEvent):
                if isinstance(item, self._yaml.MappingStartEvent):
                    yield from self._labels()
                elif isinstance(item, self._yaml.ScalarEvent):
                    yield self._located(item)
                else:
                    self._skip(item)
        elif isinstance(event, self._yaml.ScalarEvent):
            yield self._located(event)
        else:
            self._skip(event)

    def _labels(self) -> Iterator[list[Piece]]:
        for key, value in self._entries():
            if key in _LABELS and isinstance(value, self._yaml.ScalarEvent):
                yield self._located(value)
            else:
                self._skip(value)

    def _skip(self, event: Any) -> None:
        """Pass over the rest of the value that an event begins."""
        begins = (self._yaml.MappingStartEvent, self._yaml.SequenceStartEvent)
        ends = (self._yaml.MappingEndEvent, self._yaml.SequenceEndEvent)
        depth = int(isinstance(event, begins))
        while depth:
            event = self._next()
            depth += isinstance(event, begins) - isinstance(event, ends)
            if depth > _DEPTH:
                raise _UnreadableError

    def _located(self, event: Any) -> list[Piece]:
        start, end = event.start_mark.index + self._offset, event.end_mark.index + self._offset
        if event.style in ("|", ">"):
            start = self._text.find("\n", start, end) + 1
        return located(event.value, self._text, start, end)


def _of_toml(text: str, start: int, end: int) -> Iterator[Value]:
    inner = text[start:end].replace("\r\n", " \n")
    if _TOML_PARTS.search(inner):
        raise _UnreadableError
    import tomllib  # noqa: PLC0415 -- few have front matter in TOML

    try:
        data = tomllib.loads(inner)
    except (ValueError, RecursionError) as error:
        raise _UnreadableError from error
    plain = text[:start] + _TOML_COMMENT.sub(lambda one: one[1] or " " * len(one[0]), inner)
    taxonomies = data.get("taxonomies")  # Zola's
    own = [*data.items(), *(taxonomies.items() if isinstance(taxonomies, dict) else ())]
    for key, value in own:
        zone = _ZONES.get(key.lower())
        line = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", re.MULTILINE)
        found = line.search(plain, start) if zone is not None else None
        if zone is None or found is None:
            continue
        at = found.end()
        for one in _texts_of(value):
            pieces = located(one, plain, at, end)
            yield Value(zone, pieces)
            at = pieces[-1].end if pieces else at


def _texts_of(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    items = value if isinstance(value, list) else []
    labels = (one.get("label") if isinstance(one, dict) else one for one in items)
    return [one for one in labels if isinstance(one, str)]


def located(value: str, source: str, start: int, end: int) -> list[Piece]:
    """Return a value in pieces of the source between `start` and `end`, where its words are.

    A word that is written otherwise there (with escapes) makes the value one piece.
    """
    pieces: list[Piece] = []
    at, before = start, 0
    for word in _WORD.finditer(value):
        found = source.find(word[0], at, end)
        if found < 0:
            return [Piece(value, start, end)] if value.strip() else []
        last = pieces[-1] if pieces else None
        between = value[before : word.start()]
        if last and source[last.end : found] == between:
            pieces[-1] = Piece(f"{last.text}{between}{word[0]}", last.start, found + len(word[0]))
        else:
            if last:
                pieces[-1] = replace(last, text=last.text + between)
            pieces.append(Piece(word[0], found, found + len(word[0])))
        at, before = found + len(word[0]), word.end()
    return pieces
