"""The blocks are those of markdown-it, whatever the text."""

from __future__ import annotations

import re
import time
from itertools import accumulate
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tagengine.document.markdown.block_lines import Block, Form
from tagengine.document.markdown.block_parser import parse
from tagengine.rules.zones import Zone
from tests.support import examples

_PLAIN = MarkdownIt("commonmark").enable("table")
_PLAIN.core.ruler.disable(["inline", "text_join"])
_ZONES = {"heading": Zone.HEADING, "list_item": Zone.LIST_ITEM, "table": Zone.TABLE}
_WHOLE = {"fence": Form.CODE, "code_block": Form.CODE, "html_block": Form.HTML}
_MARKS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "  ", "    ", "\t", "a", "word", "é", "\\", "\\|"),
        *("- ", "* ", "+ ", "-", "1. ", "2) ", "0", "123456789. ", "> ", ">", "---", "***"),
        *("=", "==", "```", "~~~", "``` x", "#", "# ", "####### ", "|", "|-", ":-", "-|-"),
        *("a | b", "a | b\n-|-\n", "[a]: b", "[", "]: c", "[b]:\n", "<x y>", "(", ")", "'t'"),
        *('"t', '"', "%20", "http://É.de/ü", "<p>", "</p>", "<!--", "-->", "<?", "<b>", "</b >"),
        *("<a b='c'>", "<SCRIPT", "</script>", "<!X", "<![CDATA[", "]]>", "![x]", "&amp;"),
    ]
)


class _Leaf(NamedTuple):
    """A block as both parsers tell it: its first line and last, and what it begins and ends with.

    Of what is taken whole, code and HTML, only the lines count.
    """

    zone: Zone
    form: Form
    level: int
    quoted: bool
    first: int
    last: int
    begins: str = ""
    ends: str = ""


def _leaves(tokens: list[Token], lines: list[str]) -> list[_Leaf]:
    """Return the leaf blocks that markdown-it's tokens tell of, but those without any text."""
    found = []
    zones, quotes, level = [Zone.BODY], 0, 0
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if name in _ZONES:
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            zones = [*zones, _ZONES[name]] if edge == "open" else zones[:-1]
        elif name == "blockquote":
            quotes += token.nesting
        elif token.type == "inline" and token.content:
            first, end = token.map or (0, 0)
            written = (
                token.content.replace("|", "\\|") if zones[-1] is Zone.TABLE else token.content
            )
            begins, *_, ends = [line.strip() for line in f"{written}\n{written}".split("\n")]
            where = zones[-1], Form.TEXT, level, quotes > 0, first, end - 1
            found.append(_Leaf(*where, begins, ends))
        elif token.type in _WHOLE:
            first, last = _whole_lines(token, lines)
            form = _WHOLE[token.type]
            zone = zones[-1] if form is Form.HTML else Zone.CODE_BLOCK
            if last >= first:
                found.append(_Leaf(zone, form, 0, quotes > 0, first, last))
    return found


def _whole_lines(token: Token, lines: list[str]) -> tuple[int, int]:
    """Return the first and last line of code or HTML, without fences and empty lines at its end."""
    first, end = token.map or (0, 0)
    if token.type == "fence":
        first += 1
        # Each line of the content ends with a line end but the last of all.
        count = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
        end = min(end, first + count)
    while end > first and not lines[end - 1].strip():
        end -= 1
    return first, end - 1


def _described(block: Block, starts: list[int], text: str) -> _Leaf:
    first, last = (
        sum(start <= place for start in starts) - 1 for place in (block.start, block.end - 1)
    )
    where = _Leaf(block.zone, block.form, block.level, block.quoted, first, last)
    if block.form is not Form.TEXT:
        return where
    content = text[block.start : block.end]
    if block.zone is Zone.TABLE:
        content = content.replace("\\|", "|").replace("|", "\\|")
    return where._replace(begins=content.split("\n")[0].strip(), ends=content.split("\n")[-1])


def _check(text: str) -> None:
    """Assert that both parsers find the same blocks and the same reference definitions."""
    lines = text.split("\n")
    starts = [*accumulate((len(line) + 1 for line in lines[:-1]), initial=0)]
    blocks, references = parse(lines, starts)
    environment: dict[str, Any] = {}
    expected = _leaves(_PLAIN.parse(text, environment), lines)
    found = [_described(block, starts, text) for block in blocks]
    for one, other in zip(found, expected, strict=True):
        # The last line may begin with the marks of a quote or an item.
        assert one._replace(ends="") == other._replace(ends="")
        assert one.ends.endswith(other.ends)
    assert {label: (one.url, [one.first, one.end]) for label, one in references.items()} == {
        label: (one["href"], one["map"]) for label, one in environment.get("references", {}).items()
    }


@given(st.lists(_MARKS, max_size=40).map("".join))
@examples(1500)
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    # markdown-it takes the line end behind such a backslash into the URL.
    assume(not re.search(r"\]:.*\\\n", text))
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
        "[label]: <a b> (title\ngoing on)\n[other]: javascript:x\n[third]: http://x.de/%ü\n",
        "> " * 30 + "deep\n" + "- " * 30 + "deeper\n",
        "-\n\n  no item\n-\n  item\n-\tafter a tab\n\n\tgoing on\n>\tquoted\n>\t\tcode\n",
        "- ```\n  code\n no code\n- <!--\n\n  -->\n",
        "```\nnever closed",
    ],
)
def test_blocks_that_end_others(text: str) -> None:
    _check(text)


def test_an_unclosed_fence_keeps_its_last_line() -> None:
    blocks, _ = parse(["```", "code"], [0, 4])
    assert blocks == [Block(4, 8, Zone.CODE_BLOCK, Form.CODE)]


@pytest.mark.parametrize(
    "text",
    [
        "[a\n",
        "[a]: /%20\n'x\n",
        "> a\nb\n",
        "a|b\n",
        "|-",
        "* ",
        "- ",
        "<a b='",
        "<!--\n",
        "a\n- - x\n",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length_warrants(text: str) -> None:
    lines = (text * 20_000).split("\n")
    start = time.process_time()
    parse(lines, [0] * len(lines))
    assert time.process_time() - start < 3
