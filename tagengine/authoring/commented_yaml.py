"""YAML with its comments: every value knows the comments that belong to it.

A comment on lines of its own belongs to what follows it, or, where it is indented more than that,
to the end of the list or mapping before it; one at the end of a line belongs to what the line says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from tagengine.rules.files.yaml_nodes import LOADER

_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+\d]*[ \t]+(?=#)")
_BLOCK_STYLES = ("|", ">")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`: its first character's offset and column, both from 0.

    `alone` says that nothing else stands on its line, `after_blank` that the line before is blank.
    """

    start: int
    column: int
    text: str
    alone: bool
    after_blank: bool


@dataclass(slots=True, eq=False)
class Item:
    """An entry of a mapping or a list (or the whole file, as the root) and its comments.

    `start` and `column` are where the key, or the list's dash, stands, from 0. `comments` stand
    before it, `remark` at the end of its first line or of its last, `footer` after its last child.
    """

    start: int
    column: int
    value: Node
    key: str = ""
    parent: Item | None = None
    after_blank: bool = False
    children: list[Item] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    remark: Comment | None = None
    footer: list[Comment] = field(default_factory=list)

    @property
    def is_flow(self) -> bool:
        """Whether the value is a list in `[]` or a mapping in `{}`."""
        return isinstance(self.value, CollectionNode) and bool(self.value.flow_style)

    @property
    def has_block(self) -> bool:
        """Whether the value is a list or mapping of which every entry has lines of its own."""
        return isinstance(self.value, CollectionNode) and not self.value.flow_style

    def walk(self) -> Iterator[Item]:
        """Yield this item and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def read(text: str) -> Item:
    """Return the root of a YAML text, which is valid, has one document and `\\n` for line ends."""
    node = cast("Node", yaml.compose(text, Loader=LOADER))
    tokens = [
        token
        for token in yaml.scan(text, Loader=LOADER)
        if token.end_mark.index > token.start_mark.index
    ]
    dashes = [token.start_mark.index for token in tokens if isinstance(token, yaml.BlockEntryToken)]
    root = Item(-1, -1, node)
    _add_children(root, dashes, text)
    _attach(root, _comments(text, tokens))
    return root


def _add_children(parent: Item, dashes: list[int], text: str) -> None:
    if isinstance(parent.value, MappingNode):
        for key, value in parent.value.value:
            _add_child(parent, key.start_mark.index, key.value, value, text)
    elif isinstance(parent.value, SequenceNode):
        for value in parent.value.value:
            start = value.start_mark.index
            if not parent.is_flow:
                start = dashes[bisect_left(dashes, start) - 1]
            _add_child(parent, start, "", value, text)
    for child in parent.children:
        _add_children(child, dashes, text)


def _add_child(parent: Item, start: int, key: str, value: Node, text: str) -> None:
    line_start = text.rfind("\n", 0, start) + 1
    is_first = not text[line_start:start].strip()
    blank = is_first and _is_after_blank(text, line_start)
    parent.children.append(Item(start, start - line_start, value, key, parent, blank))


def _is_after_blank(text: str, line_start: int) -> bool:
    before = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    return line_start > 0 and not before.strip()


def _comments(text: str, tokens: list[yaml.Token]) -> Iterator[Comment]:
    """Yield the comments between tokens, and those in the headers of block texts."""
    end = 0
    for token in tokens:
        yield from _comments_between(text, end, token.start_mark.index)
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in _BLOCK_STYLES:
            header = _BLOCK_HEADER.match(text, start, end)
            if header:
                yield from _comments_between(text, header.end(), text.find("\n", start))
    yield from _comments_between(text, end, len(text))


def _comments_between(text: str, start: int, end: int) -> Iterator[Comment]:
    for found in _COMMENT.finditer(text, start, end):
        line_start = text.rfind("\n", 0, found.start()) + 1
        yield Comment(
            found.start(),
            found.start() - line_start,
            found[0].rstrip(),
            not text[line_start : found.start()].strip(),
            _is_after_blank(text, line_start),
        )


def _attach(root: Item, comments: Iterator[Comment]) -> None:
    items = list(root.walk())
    starts = [item.start for item in items]
    column = last = 0
    for comment in comments:
        position = bisect_right(starts, comment.start)
        before = items[position - 1]
        after = items[position] if position < len(items) else None
        if not comment.alone and before is not root:
            _remark(_ended_by(before, comment), comment)
            continue
        # Of comments that follow each other, none belongs deeper than the one before it.
        column = min(column, comment.column) if last == position else comment.column
        last = position
        _place(comment, column, before, after)


def _remark(item: Item, comment: Comment) -> None:
    """Attach a comment at the end of a line; a second one, or one after a dash, goes before."""
    is_entry = item.parent is not None and not item.key and isinstance(item.value, MappingNode)
    if item.parent is None:
        item.footer.append(comment)
    elif item.remark is None and not is_entry:
        item.remark = comment
    else:
        item.comments.append(replace(comment, after_blank=item.after_blank))
        item.after_blank = False  # the blank line is before the comment now


def _ended_by(item: Item, comment: Comment) -> Item:
    """Return the outermost `[]` or `{}` that ends between an item and a comment, or the item."""
    outermost = item
    while item.parent is not None and item.parent.is_flow:
        item = item.parent
        if item.value.end_mark.index <= comment.start:
            outermost = item
    return outermost


def _place(comment: Comment, column: int, before: Item, after: Item | None) -> None:
    """Attach a comment that is on lines of its own; `before` may be the root."""
    is_value_next = before.start < comment.start < before.value.start_mark.index
    if is_value_next and before.parent is not None and not before.has_block:
        before.comments.append(comment)  # between a key and its value
        return
    around = _innermost_flow(before, comment)
    if around is not None:
        if after is not None and after.start < around.value.end_mark.index:
            after.comments.append(comment)
        else:
            around.footer.append(comment)
        return
    if after is None or column > after.column:
        least = -1 if after is None else after.column
        ended = _innermost_block(before, column, least)
        if ended is not None:
            ended.footer.append(comment)
            return
    if after is not None:
        after.comments.append(comment)
    else:
        _root_of(before).footer.append(comment)


def _innermost_flow(item: Item | None, comment: Comment) -> Item | None:
    while item is not None:
        node = item.value
        if item.is_flow and node.start_mark.index < comment.start < node.end_mark.index:
            return item
        item = item.parent
    return None


def _innermost_block(item: Item | None, column: int, least: int) -> Item | None:
    """Return the innermost block collection whose children stand right of `least`, up to `column`.

    It is looked for from `item` outwards; where the dashes of a list are below its own key, the
    mapping of that key is meant.
    """
    found = None
    while item is not None:
        if item.children and item.has_block and least < item.children[0].column <= column:
            if found is not None and item.children[0].column < found.children[0].column:
                break
            found = item
        item = item.parent
    return found


def _root_of(item: Item) -> Item:
    while item.parent is not None:
        item = item.parent
    return item
