"""The edits that give a record its expected tags, the smallest that keep the list's own style."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.written_tags import as_kept
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing import block_lists, flow_lists, new_field, text_tags
from tagengine.metadata.editing.changes import Change, Edit, NotFixableError, line_stop
from tagengine.metadata.editing.items import ItemWriter, is_simple
from tagengine.metadata.editing.new_field import ListStyle
from tagengine.metadata.record_files import selectors
from tagengine.metadata.record_files.nodes import (
    Alias,
    Kind,
    Mapping,
    Node,
    Scalar,
    anchors,
    resolved,
)
from tagengine.metadata.record_files.nodes import Sequence as ListNode
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.rules.vocabulary import Tag


def edits(
    file: RecordFile,
    record: CatalogueRecord,
    layout: Layout,
    expected: Sequence[Tag],
    usual: ListStyle,
) -> list[Edit]:
    """Return the edits that make a record's tags the expected ones, in their order.

    `usual` is how the file writes lists.
    Raises `NotFixableError` where that would change more than the tags, or cannot be told.
    """
    owner, key = _owner(record)
    entry = owner.entry(key)
    if entry is None:
        if record.tags_node is not None:
            reason = "the tags are merged in from elsewhere (<<); write them into the record"
            raise NotFixableError(reason, record.at)
        style = usual.near(record.mapping)
        items = _new_items(file, layout, expected, style, in_flow=style.is_flow or owner.is_flow)
        return [new_field.edit(file, owner, key, items, style)]
    key_node, node = entry
    if isinstance(node, Alias):
        reason = f"the tags are an alias (*{node.name}); write them into the record"
        raise NotFixableError(reason, node.start)
    if isinstance(node, Scalar) and node.kind is not Kind.NULL:
        return [text_tags.edit(file, layout, expected, node, in_flow=owner.is_flow)]
    if isinstance(node, Scalar):
        style = usual.near(record.mapping)
        in_flow = style.is_flow or owner.is_flow or node.end > node.start
        items = _new_items(file, layout, expected, style, in_flow)
        return [new_field.in_place_of_null(file, owner, node, items, style)] if items else []
    if (
        not isinstance(node, ListNode)
        or node.tag
        or any(anchors(node))
        or not is_simple(node.items)
    ):
        reason = "the list has an anchor, an alias or a type tag; change it by hand"
        raise NotFixableError(reason, node.start)
    change = _change(file, record, layout, expected, node)
    if node.is_flow:
        return [flow_lists.edit(file.text, node, change)]
    colon = file.text.find(":", key_node.end)
    return block_lists.edits(file.text, node, change, colon)


def _owner(record: CatalogueRecord) -> tuple[Mapping, str]:
    """Return the mapping that has, or should have, the tags, and their key in it."""
    *parents, key = record.tags_path
    node: Node | None = record.mapping
    for parent in parents:
        node = node.get(parent or "") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or key is None:
        place = selectors.shown(tuple(parents))
        raise NotFixableError(f"the record has no mapping {place} for tags", record.mapping.start)
    return node, key


def _new_items(
    file: RecordFile, layout: Layout, expected: Sequence[Tag], style: ListStyle, in_flow: bool
) -> list[str]:
    neighbours = () if style.example is None else style.example.items
    writer = ItemWriter(file, layout, neighbours, in_flow)
    return [writer.written(tag) for tag in expected]


def _change(
    file: RecordFile,
    record: CatalogueRecord,
    layout: Layout,
    expected: Sequence[Tag],
    node: ListNode,
) -> Change:
    """Return how the list becomes the expected one: items that are right stay where they are."""
    writer = ItemWriter(file, layout, node.items, node.is_flow)
    index_of: dict[Tag, int] = {}
    for index, one in enumerate(record.tags):
        index_of.setdefault(as_kept(one), index)
    for index, one in enumerate(record.tags):
        if one.tag is None and one.near is not None:
            index_of.setdefault(one.near, index)
    kept = [index_of[tag] for tag in expected if tag in index_of]
    new = [tag for tag in expected if tag not in index_of]
    respelled = {
        index: writer.respelled(resolved(one.node) or one.node, one.meant)
        for index, one in enumerate(record.tags)
        if index in kept and one.meant is not None and not one.is_verbatim
    }
    has_comments = _has_comments(file.text, node)
    if not kept and node.is_flow and not has_comments:  # the list's lines and commas stay
        texts = [writer.written(tag) for tag in new]
        return _in_slots(texts, len(node.items))
    if kept == sorted(kept) and list(expected[len(kept) :]) == new:
        removed = frozenset(range(len(node.items))) - frozenset(kept)
        texts = [writer.written(tag) for tag in new]
        empty = [index for index in sorted(removed) if index > max(kept, default=-1)]
        filled = (
            {
                index: text
                for index, text in zip(empty, texts, strict=False)
                if not record.tags[index].text
            }
            if all(not record.tags[index].text for index in empty[: len(texts)])
            else {}
        )
        return Change(respelled | filled, removed - set(filled), tuple(texts[len(filled) :]))
    if has_comments:
        reason = "reordering would separate the tags from their comments; change it by hand"
        raise NotFixableError(reason, node.start)
    texts = []
    for tag in expected:
        index = index_of.get(tag, -1)
        item = node.items[index]
        there = file.text[item.start : item.end].rstrip("\r\n")
        texts.append(writer.written(tag) if index < 0 else respelled.get(index, there))
    return _in_slots(texts, len(node.items))


def _has_comments(text: str, node: ListNode) -> bool:
    """Return whether a comment stands between the items of a list, or on the line of the last."""
    end = node.end if node.is_flow else line_stop(text, node.end)
    starts = [*(item.start for item in node.items), end]
    stops = [node.start, *(item.end for item in node.items)]
    return any("#" in text[stop:start] for stop, start in zip(stops, starts, strict=True))


def _in_slots(texts: list[str], slots: int) -> Change:
    """Return the change that puts texts where items are, in order."""
    removed = frozenset(range(len(texts), slots))
    return Change(dict(enumerate(texts[:slots])), removed, tuple(texts[slots:]))
