"""The examples of the CommonMark specification, and what has brought parsers down.

The specification comes as the npm package `commonmark-spec`; nothing of its text is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.support import missing

_SPECIFICATION = Path(__file__).parents[3] / "node_modules" / "commonmark-spec" / "spec.txt"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """Markdown and the HTML that it stands for."""

    markdown: str
    html: str


def of_commonmark() -> list[Example]:
    """Return the examples of the specification, in order."""
    if not _SPECIFICATION.exists():
        missing("commonmark-spec", "npm install --no-save --no-package-lock commonmark-spec")
    text = _SPECIFICATION.read_text("utf-8").replace("→", "\t")
    return [Example(*found) for found in _EXAMPLE.findall(text)]


# What is published as pathological for one parser or another: each makes one of about `n` parts.
PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "nested emphasis": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "closers without openers": lambda n: "a_ " * n,
    "openers without closers": lambda n: "_a " * n,
    "openers and closers that do not fit": lambda n: "*a_ " * n,
    "openers and closers in threes": lambda n: "a***b" + "c* " * n,
    "long runs of emphasis": lambda n: "a" + "*" * n + "b" + "_" * n + "c",
    "runs of growing length": lambda n: " ".join("*" * k + "a" for k in range(1, int(n**0.5) * 2)),
    "strikethrough": lambda n: "~~a " * n,
    "link closers": lambda n: "a] " * n,
    "link openers": lambda n: "[a " * n,
    "link openers and emphasis closers": lambda n: "[ a_ " * n,
    "brackets that open and close": lambda n: "[ (](" * n,
    "images without an end": lambda n: "![[]()" * n,
    "nested brackets": lambda n: "[" * n + "a" + "]" * n,
    "nested links": lambda n: "[a](" * n + "b" + ")" * n,
    "destinations without an end": lambda n: "[a](<b " * n,
    "titles without an end": lambda n: '[a](b "' * n,
    "nested parentheses": lambda n: "[a](" + "(" * n + "b" + ")" * n + ")",
    "a destination far from its bracket": lambda n: "[a](" + " " * 10 * n + "b",
    "links in images without an end": lambda n: "![" * 10 * n + "[a](b)" * 10 * n,
    "questions that go on": lambda n: "# a\n\n" + "?" * 10 * n + "b",
    "labels without a definition": lambda n: "[a][b]" * n,
    "code of growing length": lambda n: "".join("e" + "`" * k for k in range(1, int(n**0.5) * 2)),
    "code without an end": lambda n: "`a``b " * n,
    "backslashes": lambda n: "\\" * n + "\\[a](b)" * (n // 8),
    "entities without an end": lambda n: "&a" * n + "&#x1" * n,
    "autolinks without an end": lambda n: "<http:a " * n,
    "comments without an end": lambda n: "</" + "<!--" * n,
    "instructions and declarations without an end": lambda n: "a <?" * n + "a <!A" * n,
    "CDATA without an end": lambda n: "a <![CDATA[" * n,
    "tags without an end": lambda n: "<a b='" * n + "<a b=" * n,
    "names of tags without an end": lambda n: "<a" * n,
    "tags in the values of tags": lambda n: '<a b="' + '<a" b="' * n + '<a b="<a c=d" ' * n,
    "comments without an end, a paragraph each": lambda n: "a <!--\n\n" * n,
    "scripts without an end, a paragraph each": lambda n: "a <script>\n\n" * n,
    "HTML that opens": lambda n: "<div>\n\n" * n,
    "HTML that closes": lambda n: "</p>\n" * n,
    "quotes": lambda n: "> " * n + "a",
    "quotes line by line": lambda n: "".join("> " * k + "a\n" for k in range(int(n**0.5))),
    "lists in lists": lambda n: "".join("  " * k + "* a\n" for k in range(int(n**0.5) * 2)),
    "lists on one line": lambda n: "* " * n + "a",
    "quotes and lists": lambda n: "> - " * n + "a",
    "empty lines in lists": lambda n: "- " * int(n**0.5) + "x" + "\n" * n,
    "lists without text": lambda n: "-\n" * n,
    "headings": lambda n: "# a\n" * n,
    "rules": lambda n: "a\n---\n" * n,
    "fences without an end": lambda n: "```\n" * (n | 1),
    "fences in quotes": lambda n: "> ```\n" * n,
    "definitions": lambda n: "".join(f"[{k}]: u{k}\n" for k in range(n)),
    "definitions of one label": lambda n: "[a]: b\n" * n + "[a] " * n,
    "definitions without an end": lambda n: "[a\n" * n,
    "definitions whose title has no end": lambda n: "[a]: b '\n" * n,
    "a table's rows": lambda n: "| a | b |\n|---|---|\n" + "| c | d |\n" * n,
    "a table's columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n" + "|" + "b|" * n,
    "a table's columns and short rows": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|b|" * 50,
    "tables that are none": lambda n: "a | b\n- | -\n\n" * n,
    "NUL": lambda n: "a\0b " * n,
    "blanks": lambda n: "a" + " " * n + "b" + "\t" * n + "\n" * n,
    "carriage returns": lambda n: "a\r" * n,
    "front matter without an end": lambda n: "---\n" + "a: b\n" * n,
    "words without an end": lambda n: "a" * n + "." * n + ":a" * n + "@" * n,
    "addresses": lambda n: "https://" * n + "www." * n,
    "sentences": lambda n: "A is a b. " * n,
    "headings glued to their marks": lambda n: "#a\n" * n,
    "a flattened document": lambda n: "# a ## b <div> - C [![d](e)](f) ```g``` " * n,
}  # fmt: skip
