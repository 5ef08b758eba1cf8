"""The blocks are those of markdown-it, whatever the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tagengine.block_parser import block_parser

_PLAIN = MarkdownIt("commonmark").enable("table")
_PLAIN.core.ruler.disable(["inline", "text_join"])
_OURS = block_parser()
_LEFT_OUT = ("paragraph_open", "paragraph_close")

_MARKS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "  ", "    ", "\t", "a", "word", "é", "\u3000", "\v", "\u2028", "\\"),
        *(
            "- ",
            "* ",
            "+ ",
            "-",
            "1. ",
            "2) ",
            "0",
            "123456789. ",
            "> ",
            ">",
            "---",
            "***",
            "=",
            "==",
        ),
        *("```", "~~~", "``` x", "#", "# ", "####### ", "|", "|-", ":-", "-|-", "a | b"),
        *("[a]: b", "[", "]: c", "<p>", "</p>", "<!--", "-->", "<?", "<b>", "![x]", "&amp;", "\0"),
    ]
)


def _found(parser: MarkdownIt, text: str) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    environment: dict[str, Any] = {}
    tokens = [
        (one.type, one.tag, one.nesting, one.level, one.map, one.content, one.markup, one.info)
        for one in parser.parse(text, environment)
        if one.type not in _LEFT_OUT
    ]
    return tokens, environment


@given(st.lists(_MARKS, max_size=40).map("".join))
@settings(max_examples=1500, deadline=None)
def test_tokens_are_those_of_markdown_it(text: str) -> None:
    assert _found(_OURS, text) == _found(_PLAIN, text)


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\ntext\n-----\n",
        "text\n    ----\nmore\n- item\n  going on\nlazily\n\n  second\n",
        "> quoted\nlazy\n===\n> - item\n> ---\nafter\n",
        "text | more\n--|--\nin | a table\n\nafter\n",
        "text\na | b\n--|--\n1 | 2\n> quoted\n",
        "- a | b\n  --|--\n  1 | 2\n- 2. x\n\n      code\n",
        "text\n2. no list\n1. a list\n",
        "[label]: /url\n'title'\n# Heading #\n<div>\nhtml\n\ntext\n<b>inline</b>\n",
        "> " * 30 + "deep\n" + "- " * 30 + "deeper\n",
    ],
)
def test_blocks_that_end_others(text: str) -> None:
    assert _found(_OURS, text) == _found(_PLAIN, text)
