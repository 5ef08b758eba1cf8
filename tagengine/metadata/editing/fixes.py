"""The edits that give a record its expected tags, the smallest that keep the list's own style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.written_tags import as_kept
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing import block_lists, flow_lists, text_tags
from tagengine.metadata.editing.changes import Change, Edit, NotFixableError, line_stop
from tagengine.metadata.editing.items import ItemWriter
from tagengine.metadata.editing.new_field import ListStyle, NewField
from tagengine.metadata.record_files import selectors
from tagengine.metadata.record_files.nodes import (
    Alias,
    Mapping,
    Node,
    Scalar,
    anchors,
    is_null,
    resolved,
)
from tagengine.metadata.record_files.nodes import Sequence as ListNode
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.rules.vocabulary import Tag


@dataclass(frozen=True, slots=True)
class Fixer:
    """Makes the edits of a file, which is laid out in one way; `usual` is how it writes lists."""

    file: RecordFile
    layout: Layout
    usual: ListStyle

    def edits(self, record: CatalogueRecord, expected: Sequence[Tag]) -> list[Edit]:
        """Return the edits that make a record's tags the expected ones, in their order.

        Raises `NotFixableError` where that would change more than the tags, or cannot be told.
        """
        owner, key = _owner(record)
        entry = owner.entry(key)
        if entry is None:
            if record.tags_node is not None:
                reason = "the tags are merged in from elsewhere (<<); write them into the record"
                raise NotFixableError(reason, record.at)
            return [self._new_field(record, expected, owner).edit(key)]
        key_node, node = entry
        if isinstance(node, Alias):
            reason = f"the tags are an alias (*{node.name}); write them into the record"
            raise NotFixableError(reason, node.start)
        if isinstance(node, Scalar) and not is_null(node):
            return [text_tags.edit(self.file, self.layout, expected, node, in_flow=owner.is_flow)]
        if isinstance(node, Scalar):
            new = self._new_field(record, expected, owner, in_flow=node.end > node.start)
            return [new.in_place_of_null(node)] if new.items else []
        if not isinstance(node, ListNode) or not _is_simple(node):
            reason = "the list has an anchor, an alias or a type tag; change it by hand"
            raise NotFixableError(reason, node.start)
        change = self._change(record, expected, node)
        if node.is_flow:
            return [flow_lists.edit(self.file.text, node, change)]
        colon = self.file.text.find(":", key_node.end)
        return block_lists.edits(self.file.text, node, change, colon)

    def _new_field(
        self,
        record: CatalogueRecord,
        expected: Sequence[Tag],
        owner: Mapping,
        *,
        in_flow: bool = False,
    ) -> NewField:
        style = self.usual.near(record.mapping)
        neighbours = () if style.example is None else style.example.items
        is_flow = in_flow or style.is_flow or owner.is_flow
        writer = ItemWriter(self.file, self.layout, neighbours, is_flow)
        return NewField(self.file, owner, [writer.written(tag) for tag in expected], style)

    def _change(self, record: CatalogueRecord, expected: Sequence[Tag], node: ListNode) -> Change:
        """Return how the list becomes the expected one: what is right stays where it is."""
        writer = ItemWriter(self.file, self.layout, node.items, node.is_flow)
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
        has_comments = _has_comments(self.file.text, node)
        texts = [writer.written(tag) for tag in new]
        if not kept and node.is_flow and not has_comments:  # the list's lines and commas stay
            return _in_slots(texts, len(node.items))
        if kept == sorted(kept) and list(expected[len(kept) :]) == new:
            removed = frozenset(range(len(node.items))) - frozenset(kept)
            after = [index for index in sorted(removed) if index > max(kept, default=-1)]
            slots = after[: len(texts)]
            are_empty = all(not record.tags[index].text for index in slots)
            filled = dict(zip(slots, texts, strict=False)) if are_empty else {}
            return Change(respelled | filled, removed - set(filled), tuple(texts[len(filled) :]))
        if has_comments:
            reason = "reordering would separate the tags from their comments; change it by hand"
            raise NotFixableError(reason, node.start)
        there = [self.file.text[item.start : item.end].rstrip("\r\n") for item in node.items]
        given = iter(texts)
        return _in_slots(
            [
                next(given) if tag not in index_of
                else respelled.get(index_of[tag], there[index_of[tag]])
                for tag in expected
            ],
            len(node.items),
        )  # fmt: skip


def _owner(record: CatalogueRecord) -> tuple[Mapping, str]:
    """Return the mapping that has, or should have, the tags, and their key in it."""
    *parents, key = record.tags_path
    node: Node | None = record.mapping
    for parent in parents:
        node = node.get(parent or "") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or key is None:
        place = selectors.shown(tuple(parents))
        reason = f'the record has no mapping "{place}" of its own for the tags; write it by hand'
        raise NotFixableError(reason, record.mapping.start)
    return node, key


def _is_simple(node: ListNode) -> bool:
    """Return whether nothing in a list has an anchor or is an alias, and no item has a type tag."""
    are_plain = all(isinstance(item, Scalar | Mapping) and not item.tag for item in node.items)
    return are_plain and not node.tag and not any(anchors(node))


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
