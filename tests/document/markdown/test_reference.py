"""Blocks, visible text and addresses are those that markdown-it reads, but for what is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from textwrap import dedent

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.document.markdown.reference import markdown_it, ours
from tests.document.markdown.specification import PATHOLOGICAL, of_commonmark
from tests.support import GOLD, examples

# Where the two parsers differ, and why. GitHub's own parser does what ours does, but where it says
# otherwise.
_KNOWN = {
    "one tilde strikes too, and runs of three do not": r"(?<!~)~(?!~)|~~~",
    "a line that begins another block is no head of a table":
        r"^[ \t]*(?:>|[-+*]|\d+[.)]|```|#).*\|.*\n[ \t]*[|:-]",
    "behind indented code no table begins without a blank line": r"(?: {4}|\t).*\|.*\n[ \t>]*[|:-]",
    "an indented line below a table is a row of it": r"\|[\s\S]*\n(?: {4}|\t)",
    "below `[label]:` a line of `=` or `-` underlines a heading, other marks are an address":
        r"\]:[ \t>]*\n[ \t>]*(?:[=*+-]|\d+[.)])",
    "a table's rule may begin like a list item": r"\|.*\n[ \t>]*-[ \t]+\|",
    "behind a definition a lazy line goes on with what the definition stands in":
        r"^[ \t]*(?:>|[-+*]|\d+[.)]).*\]:[\s\S]*\n",
    "an address may end with a backslash": r"\]:\s*\S*\\[ \t]",
    "an escaped mark is no part of a mailbox": r"\\[+._-][+\w.-]*@",
}  # fmt: skip
_KNOWN_PATTERNS = [re.compile(pattern, re.MULTILINE) for pattern in _KNOWN.values()]

_MARKS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "  ", "    ", "\t", "a", "word", "é", "\\", "\\|", "&amp;", "&x;"),
        *("- ", "* ", "+ ", "-", "1. ", "2) ", "0", "123456789. ", "> ", ">", "---", "***"),
        *("=", "==", "```", "~~~", "``` x", "#", "# ", "####### ", "|", "|-", "-|-"),
        *("a | b", "a | b\n-|-\n", "[a]: b", "[", "]: c", "[b]:\n", "(", ")", "'t'", '"t', '"'),
        *("[a]", "[x](y)", "[x](</a b> 't')", "![i](j 'k')", "![x]", "<http://x.de/ü>", "%20"),
        *("`", "``", "*", "**", "_", " ~~x~~ ", "🔥", "中"),
    ]
)

TABLES = {
    "plain": "| a | b |\n|---|---|\n| c | d |\n",
    "without borders": "a | b\n:-: | -:\nc | d\n",
    "right below text": "text\n| a | b |\n|---|---|\n| c | d |\n",
    "ended by another block": "a | b\n--|--\nc | d\n> quoted\n",
    "with an escaped border": "| a \\| b | `c \\| d` |\n|---|---|\n| e | f |\n",
    "with a short and a long row": "| a | b |\n|---|---|\n| c |\n| d | e | f |\n",
    "with another number of columns in its rule": "| a | b |\n|---|\n| c |\n",
    "in a list": "- x\n\n  | a | b |\n  |---|---|\n  | c | d |\n",
    "in a quote": "> | a | b |\n> |---|---|\n> | c | d |\n",
    "with two rules": "| a | b |\n|---|---|\n| c | d |\n|---|---|\n| e | f |\n",
    "of one column": "| a |\n|---|\n| b |\n",
    "in a fence": "```\na\n| b | c |\n|---|---|\n```\n",
}


def _is_known(text: str) -> bool:
    return any(known.search(text) for known in _KNOWN_PATTERNS)


def _differences(texts: Iterable[str]) -> list[str]:
    """Return the texts that are read otherwise than by markdown-it; HTML is read by us alone."""
    found = []
    for text in texts:
        read, expected = ours(text), markdown_it(text)
        is_same = expected.has_html or read.leaves == expected.leaves
        if not (is_same and read.addresses >= expected.addresses):
            found.append(text)
    return found


@pytest.mark.slow
def test_the_examples_of_the_specification() -> None:
    listed = of_commonmark()
    assert len(listed) > 600
    different = _differences(example.markdown for example in listed)
    assert different == ["<foo\\+@bar.example.com>\n"]


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    assert not _differences([TABLES[name]])


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_what_is_pathological(name: str) -> None:
    text = PATHOLOGICAL[name](6)
    assert _is_known(text) or not _differences([text])


@given(st.lists(_MARKS, max_size=25).map("".join))
@examples(600)
@example("> ```\n> ")
@example("a | ba | b\n-|-\na | b\n-|-\n")
def test_generated_markdown(text: str) -> None:
    assume(not _is_known(text))
    assert not _differences([text])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~a~ b\n", ["b"]),
        ("> a | b\n-|-\n", ["ab"]),
        ("a | b\n-|-\n    c | d\n", ["a", "b", "c", "d"]),
        ("[a]:\n===\n", ["a"]),
        ("[a]:\n* \n", []),
        ("- [a]: b\n'c\n", ["c"]),
        ("<foo\\+@bar.example.com>\n", ["foo"]),
    ],
)
def test_what_is_read_otherwise(text: str, shown: list[str]) -> None:
    assert _is_known(text)
    assert [leaf.letters for leaf in ours(text).leaves] == shown
    assert _differences([text])


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason="the labelled documents are not here")
def test_labelled_documents() -> None:
    readmes = []
    for path in sorted(GOLD.parent.glob("*.jsonl")):
        readmes += [json.loads(line)["readme"] for line in path.read_text("utf-8").splitlines()]
    different = _differences(readme for readme in readmes if readme)
    assert all(re.search(r"(?<!~)~(?!~)", readme) for readme in different)  # a tilde that strikes
    assert len(different) <= len(readmes) // 100


def test_html_is_no_part_of_the_text() -> None:
    text = dedent("""\
        <h1>Ember</h1>

        <p>A <b>cache</b> &amp; more</p>
        """)
    assert [leaf.letters for leaf in ours(text).leaves] == ["Ember", "Acachemore"]
