"""The canonical order in a rule file: keys as in the reference, keywords by the alphabet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from yaml.nodes import MappingNode

from tagengine.authoring.commented_yaml import Item
from tagengine.authoring.rule_forms import Form, form_of

SORTED = ("keywords", "any")
"""The keys whose lists are put in order."""


def arrange(item: Item, form: Form, *, sort: bool) -> None:
    """Put the children of an item of this form, and all below them, in canonical order.

    `sort` says whether keywords are put in order too. Comments go with their items; the file's
    header stays at its head, and what heads a part of a list stays at the head of that part.
    """
    is_mapping = isinstance(item.value, MappingNode)
    if is_mapping and form.keys:
        first = item.children[0]
        order = [key.name for key in form.keys]
        item.children.sort(key=lambda child: order.index(child.key))
        if item.parent is None:
            _keep_header(first, item.children[0])
        elif not item.key:  # an entry of a list: what is before its first key stands before it
            item.comments += item.children[0].comments
            item.children[0].comments = []
    elif sort and item.key in SORTED and item.children:
        item.children = [child for part in _parts(item.children) for child in _sorted(part)]
    for child in item.children:
        arrange(child, form_of(child, form) if is_mapping else form, sort=sort)


def _sorted(part: list[Item]) -> list[Item]:
    """Return a part of a list by the alphabet; the comments at its head stay there."""
    heading, part[0].comments = part[0].comments, []
    in_order = sorted(part, key=_sort_key)
    in_order[0].comments = heading
    return in_order


def _keep_header(written_first: Item, first: Item) -> None:
    """Move the header from the key that was first in the file to the one that will be.

    Where two blocks of comments stand before that key, the last one is its own.
    """
    if written_first is first:
        return
    comments = written_first.comments
    splits = [number for number, comment in enumerate(comments) if number and comment.after_blank]
    own = len(comments) if not splits or written_first.after_blank else splits[-1]
    first.comments[:0] = comments[:own]
    written_first.comments = comments[own:]


def _parts(items: Iterable[Item]) -> list[list[Item]]:
    """Split a list where comments are on their own lines: each heads what follows it."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.comments and parts[-1]:
            parts.append([])
        parts[-1].append(item)
    return parts


def _sort_key(item: Item) -> tuple[str, str]:
    text = str(item.children[0].value.value if item.children else item.value.value)
    return unicodedata.normalize("NFC", text).casefold(), text
