"""markdown-it's block parser with short cuts, for the blocks alone.

markdown-it tries every rule at every line, and walks a paragraph twice: once to see whether it is
the text of an underlined heading, once to read it. Here the first character of a line tells which
rules can begin there, and a paragraph is walked once. What is found is the same, but for tokens
that nobody needs (`LEFT_OUT`); a test holds all others equal to markdown-it's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Literal

from markdown_it import MarkdownIt, rules_block
from markdown_it.common import utils
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

LEFT_OUT = frozenset(
    f"{name}_{edge}"
    for name in ("paragraph", "bullet_list", "ordered_list", "thead", "tbody", "th", "td")
    for edge in ("open", "close")
) | {"hr"}
"""The types of markdown-it's tokens that there are none of here."""

_Rule = Callable[[StateBlock, int, int, bool], bool]

_CODE_INDENT = 4
_WITHIN = ["paragraph", "reference", "blockquote"]
# Each rule, the characters that its blocks begin with, and the blocks that they end; in the order
# in which they are tried.
_RULES: dict[str, tuple[_Rule, str, list[str]]] = {
    "fence": (rules_block.fence, "`~", [*_WITHIN, "list"]),
    "blockquote": (rules_block.blockquote, ">", [*_WITHIN, "list"]),
    "hr": (rules_block.hr, "*-_", [*_WITHIN, "list"]),
    "list": (rules_block.list_block, "*-+0123456789", _WITHIN),
    "reference": (rules_block.reference, "[", []),
    "html_block": (rules_block.html_block, "<", _WITHIN),
    "heading": (rules_block.heading, "#", _WITHIN),
}
_TABLE_RULE_STARTS = "|-:"  # of the line below a table's head
_UNDERLINES = {"=": "h1", "-": "h2"}
# Before version 4.1 markdown-it took off what Python takes for white space.
_trimmed: Callable[[str], str] = getattr(utils, "mdTrim", str.strip)


def _by_character(ended: str | None = None) -> dict[str, tuple[_Rule, ...]]:
    """Return by a line's first character the rules to try, all or those that end a block."""
    found: dict[str, tuple[_Rule, ...]] = {}
    for rule, characters, ends in _RULES.values():
        if ended is None or ended in ends:
            for character in characters:
                found[character] = (*found.get(character, ()), rule)
    return found


_BEGINNING = _by_character()
_ENDING_PARAGRAPHS = _by_character("paragraph")


def parse(lines: Sequence[str], environment: dict[str, Any]) -> list[Token]:
    """Return the tokens of the blocks that the lines of a text make, as CommonMark with tables.

    The lines have no line ends and no NUL. Tokens of inline text are not parsed further, and those
    that only say where a paragraph, a list, a table's cell or part begins or ends are left out.
    `environment` gets the `references`, as markdown-it's.
    """
    parser = _parser()
    state = _State(lines, parser, environment)
    parser.block.tokenize(state, 0, state.lineMax)
    return state.tokens


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.block = _Blocks()
    return parser


class _Token(Token):
    """A token made without what its default values cost."""

    __slots__ = ()

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:  # noqa: A002
        self.type, self.tag, self.nesting, self.level = type, tag, nesting, level
        self.content = self.markup = self.info = ""
        self.map = self.children = None
        self.attrs, self.meta = {}, {}
        self.block, self.hidden = True, False


class _State(StateBlock):
    """The state of a parse, made from lines that are already known, and free of needless tokens."""

    def __init__(self, lines: Sequence[str], parser: MarkdownIt, environment: Any) -> None:
        super().__init__("", parser, environment, [])
        self.src = "\n".join(lines)
        length = len(self.src)
        if lines and not lines[-1].strip(" \t"):
            lines = lines[:-1]  # nothing ends it
        lengths = [len(line) for line in lines]
        self.bMarks = [*accumulate((size + 1 for size in lengths), initial=0)]
        self.eMarks = [start + size for start, size in zip(self.bMarks, lengths, strict=False)]
        self.tShift = [
            size - len(line.lstrip(" \t")) for line, size in zip(lines, lengths, strict=True)
        ]
        self.sCount = [
            _columns(line[:shift]) if shift else 0
            for line, shift in zip(lines, self.tShift, strict=True)
        ]
        self.bsCount = [0] * (len(lines) + 1)
        # One more entry stands for what follows the last line.
        self.bMarks[-1] = length
        self.eMarks.append(length)
        self.tShift.append(0)
        self.sCount.append(0)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, unless nobody needs it, and return it."""
        if nesting < 0:
            self.level -= 1
        token = _Token(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        if ttype not in LEFT_OUT:
            self.tokens.append(token)
        return token


def _columns(indent: str) -> int:
    """Return how far an indent of spaces and tabs reaches; tabs stop at every fourth column."""
    return len(indent.expandtabs(4)) if "\t" in indent else len(indent)


class _Blocks(ParserBlock):
    def __init__(self) -> None:
        super().__init__()
        for name, (rule, characters, ends) in _RULES.items():
            self.ruler.at(name, _guarded(rule, characters), {"alt": ends})

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Push the tokens of the lines `[startLine, endLine)`, as markdown-it does."""
        line = startLine
        has_empty_lines = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            _read_block(state, line, endLine)
            state.tight = not has_empty_lines
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                has_empty_lines = True
            if line < endLine and state.isEmpty(line):
                has_empty_lines = True
                line += 1
                state.line = line


def _guarded(rule: _Rule, characters: str) -> _Rule:
    """Return a rule that looks at a line only if it begins with one of the characters."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        return state.src[at : at + 1] in characters and rule(state, line, end, silent)

    return guarded


def _read_block(state: StateBlock, line: int, end: int) -> None:
    """Push the tokens of the block that begins at a line that is not empty."""
    if _may_head_table(state, line) and rules_block.table(state, line, end, False):
        return
    if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
        rules_block.code(state, line, end, False)
        return
    for rule in _BEGINNING.get(state.src[state.bMarks[line] + state.tShift[line]], ()):
        if rule(state, line, end, False):
            return
    _read_text(state, line, end)


def _may_head_table(state: StateBlock, line: int) -> bool:
    """Tell whether the line below could be that between a table's head and its body."""
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    return below < state.eMarks[line + 1] and state.src[below] in _TABLE_RULE_STARTS


def _read_text(state: StateBlock, first: int, end: int) -> None:
    """Push a paragraph or an underlined heading."""
    outer, state.parentType = state.parentType, "paragraph"
    line, limit = first + 1, state.lineMax
    while line < limit and not state.isEmpty(line):
        indent = state.sCount[line]
        if 0 <= indent <= state.blkIndent + 3:
            may_be_underline = line < end and indent >= state.blkIndent
            underline = _underline(state, line) if may_be_underline else None
            if underline is not None:
                _push_heading(state, first, line, underline)
                state.parentType = outer
                return
            if _is_ended(state, line, limit):
                break
        line += 1
    # The outer type is not put back, as markdown-it's rule for headings does not.
    state.line = line
    state.level += 1
    _push_inline(state, first, line)
    state.level -= 1


def _underline(state: StateBlock, line: int) -> str | None:
    """Return the character that a heading is underlined with in a line, if it is all there is."""
    at = state.bMarks[line] + state.tShift[line]
    mark = state.src[at]
    if mark not in _UNDERLINES:
        return None
    rest = state.src[at : state.eMarks[line]].lstrip(mark)
    return None if rest.strip(" \t") else mark


def _is_ended(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a paragraph is ended by a block that begins at a line."""
    if _may_head_table(state, line) and rules_block.table(state, line, end, True):
        return True
    rules = _ENDING_PARAGRAPHS.get(state.src[state.bMarks[line] + state.tShift[line]], ())
    return any(rule(state, line, end, True) for rule in rules)


def _push_heading(state: StateBlock, first: int, line: int, underline: str) -> None:
    tag = _UNDERLINES[underline]
    state.line = line + 1
    opening = state.push("heading_open", tag, 1)
    opening.markup = underline
    opening.map = [first, line + 1]
    _push_inline(state, first, line)
    state.push("heading_close", tag, -1).markup = underline


def _push_inline(state: StateBlock, first: int, end: int) -> None:
    token = state.push("inline", "", 0)
    token.content = _trimmed(state.getLines(first, end, state.blkIndent, False))
    token.map = [first, end]
    token.children = []
