"""The blocks are those of markdown-it, whatever the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tagengine.block_parser import LEFT_OUT, parse

_PLAIN = MarkdownIt("commonmark").enable("table")
_PLAIN.core.ruler.disable(["inline", "text_join"])

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
        *("[a]: b", "[", "]: c", "<p>", "</p>", "<!--", "-->", "<?", "<b>", "![x]", "&amp;"),
    ]
)


def _described(tokens: list[Token]) -> list[tuple[Any, ...]]:
    return [
        (one.type, one.tag, one.nesting, one.level, one.map, one.content, one.markup, one.info)
        for one in tokens
        if one.type not in LEFT_OUT
    ]


def _check(text: str) -> None:
    """Assert that both parsers find the same tokens and the same reference definitions."""
    environment: dict[str, Any] = {}
    expected_environment: dict[str, Any] = {}
    found = parse(text.split("\n"), environment)
    assert _described(found) == _described(_PLAIN.parse(text, expected_environment))
    assert environment == expected_environment


@given(st.lists(_MARKS, max_size=40).map("".join))
@settings(max_examples=1500, deadline=None)
def test_tokens_are_those_of_markdown_it(text: str) -> None:
    _check(text)


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
    _check(text)
