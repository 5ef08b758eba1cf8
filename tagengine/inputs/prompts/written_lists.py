"""Lists of names as people write them: with commas, with dashes or numbers, a name a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

LONGEST = 20_000  # characters of a list
_ITEM_CHARACTERS = 60
_ITEM_WORDS = 5
_FEWEST = 2  # names of a list without marks
# Where the next sentence begins, in a text that has lost its line breaks.
_NEXT = re.compile(
    r"(?<![,;|:•-])\s(?=(?:Answer|Return|Respond|Reply|Output|Give|Fill|Choose|Pick|Select|Assign"
    r"|Use|Only|Expected|JSON|README|Readme|Document|Text|The|Project|Do|Never|Max|Limit|At)\b)"
    r"|(?<=\w)[.;]?\s*(?=<)|(?<=[^\W\d])[.]\s|\s(?=\{)|\s(?=#{1,6} )"
)
_MARK = re.compile(
    r"[ \t]*(?:(?:([-*•+])(?:[ \t]+\[[ xX]\])?|(?:[\[(]?(?=\d{1,9}[.)\]])|#)(\d{1,9})[.)\]:]?"
    r"|\(?[a-zA-Z][.)])[ \t]+|[・·•][ \t]*)(?=\S)"
)
_GROUP = re.compile(r"[^:,]{1,60}:[ \t]+([\w+#./ -]{1,40}(?:,[\w+#./ -]{1,40})*)[ \t\r.]*")
_COMMAS = re.compile(r",[ \t]*")
_FLAT_MARK = re.compile(r"(?:^|\s)(?:[-*•]|(\d{1,9})\s?[.):=])\s")
_ELEMENT = re.compile(
    r"\s*<(tag|label|category|name|item|li)(?:\s+id=[\"']?([\w-]+)[\"']?)?>"
    r"(?:\s*<id>([\w-]{1,40})</id>)?\s*(?:<name>)?([^<>]{1,80})(?:</name>)?\s*</\1>",
    re.IGNORECASE,
)
_HEAD = re.compile(  # of rows with an id and a name each
    r"\s*\"?(id|name)\"?\s*[,;\t|]\s*\"?(?!\1)(?:id|name)\"?\s*", re.IGNORECASE
)
_CELLS = re.compile(r"\s*[,;\t|]\s*")
_ROW = re.compile(
    r"\s*[\"']?\d{1,9}[\"']?\s*[,;:=\t|]\s*[\"']?\w|\s*\"?(?:id\"?\s*[,;\t|]\s*\"?name|name\"?\s*[,;\t|]\s*\"?id)\b"
)
_EXPLAINED = re.compile(r"\s*(?::(?=\s)|\s[-–—=>]{1,2}\s|\s?\().*", re.DOTALL)
_ID_FIRST = re.compile(
    r"(?:id\s*[:=]?\s*)?[\[(]?(\d{1,9})[\])]?(?:\s*[:=|,;\t–—-]+\s*|\s+(?=name)|(?<=[\])])\s+)(?:name\s*[:=]\s*)?(.+)",
    re.IGNORECASE,
)
_ID_LAST = re.compile(r"(.+?)\s*(?:=|\()\s*(?:id\s*[:=]?\s*)?(\d{1,9})\s*(?:\)|$)", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,9})[ \t]+([^\W\d].*)")
_QUOTES = "`\"'*_ \t\r"
_BAD = re.compile(r"^\d+$|[{}\[\]<>\"`:]|\.\s|https?:|^\W+$")
_MARKS = (
    ("<", ">"),
    (r"\[", r"\]"),
    ("«", "»"),
    ("„", "[“”]"),
    ("“", "”"),
    ("「", "」"),
    ('"', '"'),
)
_SEPARATORS = (",", ";", "|", "·", "、", "，", "\t", " / ", "/")
_AND = re.compile(r"^(?:and|or)\s+", re.IGNORECASE)
_HASHTAGS = re.compile(r"#\w[\w-]*(?:[ \t,]+#\w[\w-]*)+(?=[ \t.]*$)")
_PAIR = re.compile(r"([\w+#-]+) (?:and|or) ([\w+#-]+)(?=[ \t.]*$)")
# Names in brackets or quotes, one behind the other: '<a>, <b>', '[a] [b]', '«a» «b»'.
_IN_MARKS = re.compile(
    "(?:" + "|".join(f"{one}([^{one}{end}]{{1,60}}){end}" for one, end in _MARKS) + ")"
    r"(?![(\w])[ \t]*(?:[,;|/、][ \t]*)?(?:and\b|or\b)?[ \t]*"
)
_LAST_AND = re.compile(r"\s+(?:and|or)\s+(?=\S+$)", re.IGNORECASE)


def read(text: str, start: int) -> tuple[Sequence[Any], int] | None:
    """Return the names, or `{id, name}`, of a list at `start` and where it ends; None if none."""
    end = min(len(text), start + LONGEST)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    lines = text[start:end].split("\n")
    return (
        _marked(lines, start)
        or _elements(text, start, end)
        or _table(lines, start)
        or (_a_name_a_line(lines, start) if _ROW.match(lines[0]) else None)
        or _hashtags(lines[0], start)
        or _in_marks(lines[0], start)
        or _in_a_line(lines[0], start)
        or _a_name_a_line(lines, start)
    )


def _marked(lines: Sequence[str], at: int) -> tuple[Sequence[Any], int] | None:
    """Read lines that begin with a dash or a number, or one such line with many of them."""
    entries: list[Any] = []
    groups = 0
    end = at
    if _FLAT_MARK.match(lines[0]) and len(_FLAT_MARK.findall(lines[0])) > 1:
        return _marked_in_a_line(lines[0], at)
    for line in lines:
        marked = _MARK.match(line)
        if marked is None:
            named = re.match(r"\s+name:\s*(.+)", line)  # YAML's second line of an entry
            if not (named and entries and isinstance(entries[-1], dict)):
                break
            entries[-1] = {**entries[-1], "name": named[1].strip(_QUOTES)}
        else:
            item = line[marked.end() :]
            group = _GROUP.fullmatch(item)
            several = _named(_COMMAS.split(group[1])) if group else []
            entry = _marked_entry(item, marked[2])
            if len(several) < _FEWEST and entry is None:
                break
            entries += several if len(several) >= _FEWEST or (several and groups) else [entry]
            groups += len(several) >= _FEWEST
        end = at + len(line)
        at += len(line) + 1
    return _alike(entries, end) if entries else None


def _marked_entry(item: str, number: str | None) -> Any:
    yaml_id = re.fullmatch(r"id:\s*(\S+)", item.strip())
    if yaml_id:
        return {"id": int(yaml_id[1]) if yaml_id[1].isdigit() else yaml_id[1], "name": ""}
    return _entry(item, number)


def _marked_in_a_line(line: str, at: int) -> tuple[Sequence[Any], int] | None:
    cut = _NEXT.search(line)
    line = line[: cut.start()] if cut else line
    marks = list(_FLAT_MARK.finditer(line))
    entries = []
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(line)], strict=True):
        entry = _entry(line[mark.end() : end], mark[1])
        if entry is None:
            return None
        entries.append(entry)
    return _alike(entries, at + len(line)) if len(entries) >= _FEWEST else None


def _elements(text: str, at: int, limit: int) -> tuple[Sequence[Any], int] | None:
    """Read `<tag>name</tag>` one after the other, with ids where they have them."""
    entries: list[Any] = []
    while found := _ELEMENT.match(text, at, limit):
        name, said = found[4].strip(), found[2] or found[3]
        number = int(said) if said and said.isdigit() else said
        entries.append({"id": number, "name": name} if said else name)
        at = found.end()
    return _alike(entries, at) if entries else None


def _table(lines: Sequence[str], at: int) -> tuple[Sequence[Any], int] | None:
    """Read a table's rows `| 1 | name |`, below their head and its rule."""
    entries: list[Any] = []
    end = at
    for number, line in enumerate(lines):
        cells = [cell.strip(_QUOTES) for cell in line.strip().strip("|").split("|")]
        if "|" not in line or len(cells) < 2:
            break
        if number > 1 or (number == 0 and cells[0].isdigit()):
            entry = _entry(f"{cells[0]}: {cells[1]}" if cells[0].isdigit() else cells[0], None)
            if entry is None:
                break
            entries.append(entry)
        end = at + len(line)
        at += len(line) + 1
    return _alike(entries, end) if len(entries) >= _FEWEST else None


def _in_a_line(line: str, at: int) -> tuple[Sequence[Any], int] | None:
    """Read names between commas or the like, in brackets or not."""
    cut = _NEXT.search(line)
    line = line[: cut.start()] if cut else line
    inner = line.rstrip(" \t\r.")
    end = at + len(line)
    bracket = re.match(r"[\[({]([^\[\](){}\n]*)[\])}]", inner)
    if bracket:
        inner, end = bracket[1], at + bracket.end()
    for separator in _SEPARATORS:
        if separator in inner:
            items = [item.strip() for item in inner.split(separator)]
            items[-1:] = _LAST_AND.split(items[-1], maxsplit=1)
            entries = _named(items)
            if len(entries) >= _FEWEST:
                return _alike(entries, end)
    pair = _PAIR.match(inner)
    return ([pair[1], pair[2]], at + pair.end()) if pair else None


def _named(items: Sequence[str]) -> list[Any]:
    """Return the names in items, without those that are blank; none if an item is no name."""
    entries = []
    for item in items:
        if item.strip(_QUOTES):
            entry = _entry(_AND.sub("", item), None)
            if entry is None:
                return []
            entries.append(entry)
    return entries


def _hashtags(line: str, at: int) -> tuple[Sequence[Any], int] | None:
    """Read '#database #cache'."""
    found = _HASHTAGS.match(line)
    if found is None:
        return None
    return [one.lstrip("#") for one in re.split(r"[ \t,]+", found[0])], at + found.end()


def _in_marks(line: str, at: int) -> tuple[Sequence[Any], int] | None:
    entries: list[Any] = []
    end = 0
    while found := _IN_MARKS.match(line, end):
        entries.append(_entry(found[found.lastindex or 0], None))
        end = found.end()
    behind = line[end:].strip()
    is_whole = not behind or behind[0] in ".;" or _NEXT.match(f" {behind}")
    if len(entries) < _FEWEST or None in entries or not is_whole:
        return None
    return _alike(entries, at + len(line[:end].rstrip()))


def _a_name_a_line(lines: Sequence[str], at: int) -> tuple[Sequence[Any], int] | None:
    entries: list[Any] = []
    end = at
    head = _HEAD.fullmatch(lines[0])
    for number, line in enumerate(lines):
        if number or not head:
            cells = _CELLS.split(line) if head and head[1].casefold() == "name" else []
            entry = _entry(": ".join(reversed(cells)) or line, None) if line.strip() else None
            if entry is None:
                break
            entries.append(entry)
        end = at + len(line)
        at += len(line) + 1
    numbered = [_NUMBERED.fullmatch(one) if isinstance(one, str) else None for one in entries]
    if all(numbered):  # '1 database'
        entries = [{"id": int(one[1]), "name": one[2]} for one in numbered if one]
    return _alike(entries, end) if len(entries) >= _FEWEST else None


def _entry(item: str, number: str | None) -> Any:
    """Return the name in an item, with its id where one is before or after; None if none."""
    found = _ID_FIRST.fullmatch(item.strip())
    if found:
        number, item = found[1], found[2]
    item = item.strip()
    if any(mark in item for mark in "[{<"):
        return None
    found = _ID_LAST.match(item)
    if found:
        item, number = found[1], found[2]
    name = _EXPLAINED.sub("", item, count=1).strip(_QUOTES).rstrip(",;")
    name = name.strip(_QUOTES)
    is_name = 0 < len(name) <= _ITEM_CHARACTERS and len(name.split()) <= _ITEM_WORDS
    if not is_name or _BAD.search(name):
        return None
    return {"id": int(number), "name": name} if number else name


def _alike(entries: Sequence[Any], end: int) -> tuple[Sequence[Any], int]:
    """Return entries that are all names, or all with ids."""
    if all(isinstance(one, dict) for one in entries):
        return entries, end
    return [one["name"] if isinstance(one, dict) else one for one in entries], end
