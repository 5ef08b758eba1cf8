"""Sound files of tags in whatever layout YAML allows, for property-based tests."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

from tagengine.text import words

Draw = Any

# Words that mean something to YAML, beside ordinary ones.
_AWKWARD = ["on", "No", "null", "3.5", "2026-11-24", "- x", "x: y", "x #y", "'x", '"x"', "[x",
            "{x}", "x, y", "c++", ".net", "x\\y", "?x", "*x", "&x", "!x", "%x", "@x", "`x", "x:",
            "数据库", "ünï", "😀x", "0x1f", "1e3", "x|y", "> x", "~x"]  # fmt: skip
_WORDS = st.sampled_from(_AWKWARD) | st.text("abcXYZ 01-", min_size=1, max_size=30)
_KEYWORDS = _WORDS.filter(lambda text: words.pattern(text) != "")
_PROSE = st.text("ab 😀é#:-'\"\\\n\t", min_size=1, max_size=60).filter(str.strip)
_EXAMPLES = st.fixed_dictionaries(
    {}, optional={"match": st.lists(_PROSE, min_size=1, max_size=3), "no_match": st.lists(
        _PROSE, min_size=1, max_size=3)}
).filter(bool)  # fmt: skip
_CONDITIONS = st.fixed_dictionaries(
    {"any": st.lists(_KEYWORDS, min_size=1, max_size=12)},
    optional={"in": st.sampled_from(["sentence", "section"]), "within": st.integers(0, 50)},
)
_OPTIONS = {
    "zones": st.sampled_from([["title", "features"], {"title": 300}]),
    "requires": _CONDITIONS,
    "unless": _CONDITIONS,
    "cap": st.integers(1, 100),
    "note": _PROSE,
    "since": st.sampled_from(["2026-11", "1.2", "autumn"]),
    "examples": _EXAMPLES,
}
_ENTRIES = st.fixed_dictionaries(
    {"weight": st.integers(-100, 100)}, optional=_OPTIONS
)  # their keywords come later, as none may occur twice


@st.composite
def tag_files(draw: Draw) -> dict[str, Any]:
    """Return the data of a tag's file."""
    entries = draw(st.lists(_ENTRIES, min_size=1, max_size=4))
    keywords = st.lists(_KEYWORDS, min_size=len(entries), max_size=25, unique_by=words.pattern)
    pool = draw(keywords)
    for number, entry in enumerate(entries):
        own = pool[number :: len(entries)]
        if len(own) == 1 and draw(st.booleans()):
            entry["regex"] = re.escape(own[0])
        else:
            aliases = draw(st.integers(0, len(own) - 1))
            entry["keywords"] = [*own[aliases + 1 :], own[: aliases + 1]]
    return {
        "tag": draw(st.sampled_from(["database", "cache", "cache "])),
        "rules": entries,
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "kind": st.booleans(),
                    "threshold": st.integers(0, 10_000),
                    "implies": st.sampled_from([["lib"], {"lib": 40}]),
                    "examples": _EXAMPLES,
                },
            )
        ),
    }


_BLOCK = re.compile(r"(\S[^\t\n]*\n)+")


class Untidy:
    """Writes data as YAML in a layout that is drawn: order, style, comments, blank lines."""

    def __init__(self, draw: Draw, *, has_comments: bool) -> None:
        self._draw = draw
        self._has_comments = has_comments
        self.comments: list[str] = []

    def file(self, data: dict[str, Any]) -> str:
        """Return the text of a file."""
        text = self._before("") + self._mapping(data, "") + self._before("")
        line_end: str = self._draw(st.sampled_from(["\n", "\r\n"]))
        return text.replace("\n", line_end)

    def _comment(self) -> str:
        comment = f"# {len(self.comments)} {self._draw(st.sampled_from(['x: y', '- a', '#']))}"
        self.comments.append(comment)
        return comment

    def _before(self, margin: str) -> str:
        if not self._has_comments:
            return ""
        shift = " " * self._draw(st.sampled_from([0, 0, 0, 0, 2]))
        lines = self._draw(st.lists(st.sampled_from(["blank", "comment"]), max_size=2))
        return "".join(
            "\n" if line == "blank" else f"{margin}{shift}{self._comment()}\n" for line in lines
        )

    def _end(self) -> str:
        if self._has_comments and self._draw(st.integers(0, 4)) == 0:
            return f" {self._comment()}\n"
        return "\n"

    def _mapping(self, data: dict[str, Any], margin: str) -> str:
        text = ""
        for key in self._draw(st.permutations(list(data))):
            text += self._before(margin) + f"{margin}{key}:" + self._value(data[key], margin + "  ")
        return text

    def _value(self, value: Any, margin: str) -> str:
        """Return a value after a colon or a dash, to the end of the line."""
        if not isinstance(value, list | dict):
            is_block = isinstance(value, str) and _BLOCK.fullmatch(value) is not None
            if is_block and self._draw(st.booleans()):
                body = "".join(margin + line + "\n" for line in value.split("\n")[:-1])
                return " |" + self._end() + body
            return f" {self._scalar(value)}" + self._end()
        if self._draw(st.booleans()):
            return " " + self._flow(value, margin) + self._end()
        text = self._end()
        if isinstance(value, dict):
            return text + self._mapping(value, margin)
        for item in value:
            text += self._before(margin) + f"{margin}-"
            text += self._value(item, margin + "  ")
        return text

    def _flow(self, value: Any, margin: str) -> str:
        if isinstance(value, dict):
            pairs = [f"{key}: {self._flow(one, margin)}" for key, one in value.items()]
            return "{" + self._joined(self._draw(st.permutations(pairs)), margin) + "}"
        if isinstance(value, list):
            return "[" + self._joined([self._flow(one, margin) for one in value], margin) + "]"
        return self._scalar(value)

    def _joined(self, parts: list[str], margin: str) -> str:
        if not self._draw(st.booleans()):
            return ", ".join(parts)
        inner = margin + "  "
        lines = [f"{self._before(inner)}{inner}{part}," + self._end() for part in parts]
        return self._end() + "".join(lines) + self._before(inner) + margin

    def _scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(self._draw(st.sampled_from(["true", "yes"] if value else ["false", "Off"])))
        if isinstance(value, int):
            return str(self._draw(st.sampled_from([str(value), hex(value)])))
        text = str(value)
        if re.fullmatch("[a-z]+", text) and text not in ("on", "null"):
            return text
        if "\n" not in text and "\t" not in text and self._draw(st.booleans()):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)


@st.composite
def untidy_files(draw: Draw, *, has_comments: bool) -> tuple[str, list[str]]:
    """Return the text of a sound file, and its comments."""
    writer = Untidy(draw, has_comments=has_comments)
    text = writer.file(draw(tag_files()))
    return text, writer.comments
