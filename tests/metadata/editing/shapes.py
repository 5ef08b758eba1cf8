"""Record files of many shapes for property tests: texts, and the tags that they have.

Every comment is a marker of its own (`# c1`), so that a test can tell that none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tagengine.rules.vocabulary import Tag, Vocabulary

NAMES = (
    "database", "cache ", "c++", "no", "3d", "Ünï 标签", "it's", 'say "hi"', "a: b", "# hash",
    "x, y", "[z]", "- dash", "1e3", "true", "null", "2020-01-01", "&and", "*star", "back\\slash",
    "{brace}", "%percent", "@at", "`tick`", "0x1F", "12:30", "~", "trailing  ", "y", "🚀 go",
    "key: #x", "?", "-", "!bang", "|", ">", "'", '"', "tab\tbed", "=", "<<", ".5", "1_000",
)  # fmt: skip
VOCABULARY = Vocabulary(Tag(index, name) for index, name in enumerate(NAMES, start=1))
TEXTS = (
    "plain text", "Zürich 東京 🚀", "colon: inside", "it's", 'a "quoted" word', "# no comment",
    "trailing space ", " leading", "yes", "1.0", "back\\slash", "tags: [x]", "- tags", "", "a, b",
    "x" * 150, "{{ template }}", "*not* an alias", "&not an anchor", "100%",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """A text with records; `tags` are those of each record in order, None if it has no field."""

    text: str
    tags: tuple[tuple[str, ...] | None, ...]


names = st.lists(st.sampled_from(NAMES), max_size=5, unique=True).map(tuple)
texts = st.sampled_from(TEXTS)


class Writer:
    """Draws decisions, and numbers the comments."""

    def __init__(self, draw: Callable[[st.SearchStrategy[object]], object]) -> None:
        self._draw = draw
        self._comments = 0

    def flip(self, *weights: bool) -> bool:
        return bool(self._draw(st.sampled_from(weights or (True, False))))

    def pick(self, *choices: str) -> str:
        return str(self._draw(st.sampled_from(choices)))

    def text(self) -> str:
        return str(self._draw(texts))

    def tags(self) -> tuple[str, ...]:
        return tuple(str(name) for name in self._draw(names))  # type: ignore[attr-defined]

    def comment(self) -> str:
        self._comments += 1
        return f"# c{self._comments}."

    def anchor(self) -> str:
        self._comments += 1
        return f"a{self._comments}"

    def maybe_comment(self) -> str:
        return f"  {self.comment()}" if self.flip(True, False, False, False) else ""


def finished(writer: Writer, lines: list[str], bom: bool = True) -> str:
    end = writer.pick("\n", "\n", "\r\n")
    text = end.join(lines) + writer.pick(end, end, end, "")
    return ("\ufeff" if bom and writer.flip(True, False, False, False, False) else "") + text


def toml_string(writer: Writer, text: str) -> str:
    """Write a text in one of the styles that can hold it."""
    styles = [json.dumps(text, ensure_ascii=False)]
    if "'" not in text and "\t" not in text:
        styles.append(f"'{text}'")
    return writer.pick(*styles)


def _toml_tags(writer: Writer) -> tuple[list[str], tuple[str, ...] | None]:
    tags = writer.tags()
    kind = writer.pick("one line", "one line", "several lines", "none")
    if kind == "none":
        return [], None
    items = [toml_string(writer, tag) for tag in tags]
    key = writer.pick("tags", '"tags"', "tags  ")
    if kind == "one line":
        pad, comma = writer.pick("", "", " "), writer.pick(", ", ",")
        trailing = "," if items and writer.flip(True, False, False) else ""
        return [f"{key} = [{pad}{comma.join(items)}{trailing}{pad}]{writer.maybe_comment()}"], tags
    lines = [f"{key} = [{writer.maybe_comment()}"]
    for index, item in enumerate(items):
        comma = "," if index < len(items) - 1 or writer.flip() else ""
        lines.append(f"  {item}{comma}{writer.maybe_comment()}")
        if writer.flip(True, False, False, False):
            lines.append(f"  {writer.comment()}")
    return [*lines, "]"], tags


def toml_record(writer: Writer) -> tuple[list[str], tuple[str, ...] | None]:
    fields = [
        [f"description = {toml_string(writer, writer.text())}{writer.maybe_comment()}"],
        writer.pick(
            'long = """\\\n  tags = [1]\n  two"""',
            "raw = '''\n# no comment\n'''",
            "inline = { tags = ['q'], n = 1 }",
            "dotted.key = 1979-05-27T07:32:00Z",
            "numbers = [ 1, 2,\n 3 ]",
            "flag = true",
        ).split("\n"),
    ]
    lines, tags = _toml_tags(writer)
    fields.insert(int(writer.pick("0", "1", "2")), lines)
    found = [line for field in fields for line in field]
    if writer.flip():
        found += ["", f"[extra]{writer.maybe_comment()}", "tags = ['other']", "[[more]]", "x=1"]
    return found, tags


@st.composite
def toml_files(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """One record at the root, or several as an array of tables."""
    writer = Writer(draw)
    if writer.flip():
        found, has = toml_record(writer)
        return Shape(finished(writer, found, bom=False), (has,))
    lines: list[str] = []
    tags = []
    for _ in range(2):
        found, has = toml_record(writer)
        cut = found.index("") if "" in found else len(found)
        lines += [f"[[records]]{writer.maybe_comment()}", *found[:cut]]
        tags.append(has)
    return Shape(finished(writer, lines, bom=False), tuple(tags))


@st.composite
def json_files(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """A list of records, as `json.dumps` and people write it."""
    writer = Writer(draw)
    data = []
    tags = []
    for _ in range(3):
        record: dict[str, object] = {"name": writer.text(), "n": 1.50, "deep": {"tags": ["q"]}}
        has = writer.tags() if writer.flip(True, True, True, False) else None
        if has is not None:
            record["tags"] = list(has)
        record[writer.pick("last", "topics")] = [writer.text()] if writer.flip() else None
        data.append(record)
        tags.append(has)
    indent = writer.pick("", "2", "4", "compact")
    text = json.dumps(
        data,
        indent=int(indent) if indent.isdigit() else None,
        separators=(",", ":") if indent == "compact" else None,
        ensure_ascii=writer.flip(),
    )
    return Shape(finished(writer, text.split("\n"), bom=True), tuple(tags))


@st.composite
def json_lines(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """A record a line."""
    writer = Writer(draw)
    lines = []
    tags = []
    for _ in range(3):
        record: dict[str, object] = {"name": writer.text()}
        has = writer.tags() if writer.flip(True, True, True, False) else None
        if has is not None:
            record["tags"] = list(has)
        record["end"] = None
        tags.append(has)
        spaced = writer.flip()
        lines.append(json.dumps(record, separators=None if spaced else (",", ":")))
        if writer.flip(True, False, False, False):
            lines.append(writer.pick("", " "))
    return Shape(finished(writer, lines), tuple(tags))
