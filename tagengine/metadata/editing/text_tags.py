"""Tags that are one text: written as such where they can be, else as a list."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.metadata.checking.written_tags import SEPARATORS, is_unlisted
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing.changes import Edit, NotFixableError
from tagengine.metadata.editing.items import ItemWriter
from tagengine.metadata.editing.scalars import written
from tagengine.metadata.record_files.nodes import Scalar, Style
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.rules.vocabulary import Tag


def edit(
    file: RecordFile, layout: Layout, expected: Sequence[Tag], node: Scalar, *, in_flow: bool
) -> Edit:
    """Return the edit that makes a text of tags the expected ones.

    Raises `NotFixableError` where the text cannot be replaced on its line.
    """
    there = file.text[node.start : node.end]
    if node.anchor or node.tag or node.style is Style.BLOCK or "\n" in there or "\r" in there:
        reason = "the tags are a text over several lines, or with an anchor or a type tag"
        raise NotFixableError(f"{reason}; write them as a list", node.start)
    separator = SEPARATORS[layout.tags_text]
    one = ItemWriter(file, layout, (node,), in_flow)
    names = [str(tag.name if is_unlisted(tag) else one.text_of(tag)) for tag in expected]
    if layout.tags_text != "one":  # spaces at a separator say nothing
        names = [name.strip() for name in names]
    is_one = len(names) == 1 or (len(names) > 1 and layout.tags_text != "one")
    if is_one and not any(map(separator.search, names)):
        between = " " if layout.tags_text == "spaces" or _has_spaces_only(layout, node) else ", "
        text = written(between.join(names), file.syntax, node.style, in_flow)
        return Edit(node.start, node.end, text)
    writer = ItemWriter(file, layout, (node,), in_flow=True)
    items = ", ".join(writer.written(tag) for tag in expected)
    return Edit(node.start, node.end, f"[{items}]")


def _has_spaces_only(layout: Layout, node: Scalar) -> bool:
    is_open = layout.tags_text == "commas-or-spaces"
    return is_open and "," not in node.text and len(node.text.split()) > 1
