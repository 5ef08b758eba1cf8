"""The visible text of inline Markdown is what markdown-it shows, and comes in linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tagengine.document.markdown import repairs as blocks
from tagengine.document.markdown.block_lines import Block, Form
from tagengine.document.markdown.inline import Reader
from tagengine.rules.zones import Zone

_WORDS = st.sampled_from(
    [
        "alpha",
        "beta",
        "C++",
        "node.js",
        "a_b_c",
        "2 * 3",
        "x < y",
        "R&amp;D",
        "\\*",
        "`code`",
        "``a ` b``",
    ]
)
_INLINE = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        inner.map("**{}**".format),
        inner.map("*{}*".format),
        inner.map("~~{}~~".format),
        inner.map("[{}](https://x.test)".format),
        inner.map("[{}][ref]".format),
        inner.map("<b>{}</b>".format),
        st.tuples(inner, inner).map(" ".join),
    ),
    max_leaves=8,
)


def _visible(tokens: list[Token] | None) -> str:
    parts = []
    for token in tokens or []:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _letters(text: str) -> str:
    return re.sub(r"https://x\.test|[\s*~`_]+", "", text)  # bare URLs are not part of the text


@given(_INLINE)
def test_visible_text_is_that_of_markdown_it(text: str) -> None:
    source = f"start {text} end\n\n[ref]: https://ref.test\n"
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    expected = _visible(parser.parse(source)[1].children)
    parsed = blocks.split(source)
    fragment = Reader(source, parsed.references).read(parsed.blocks[0])[0]
    assert _letters(fragment.text()) == _letters(expected)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![" * 30_000,
        "[a](" * 20_000,
        "[a](b 'x " * 10_000,
        "`a ``b " * 15_000,
        "<a " * 30_000,
        "<!" * 40_000,
        "<!--" * 20_000,
        "<a b='" * 15_000,
        "&amp" * 20_000,
        "*a _b " * 15_000,
        " " * 60_000 + "x",
        ":a" * 30_000,
        "<script>" * 10_000,
        "\\" * 60_000,
        "[![a](b)](c)" * 5_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_takes_no_longer_than_its_length_warrants(text: str) -> None:
    parsed = Block(0, len(text), Zone.BODY, Form.HTML)
    start = time.process_time()
    Reader(text, {"A": "x"}).read(parsed)
    assert time.process_time() - start < 2
