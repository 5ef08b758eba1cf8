"""YAML to nodes, from PyYAML's events: aliases are kept, not followed, and nothing is built."""

from __future__ import annotations

from typing import Any

import yaml

from tagengine.metadata.record_files.nodes import (
    Alias,
    Kind,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
)
from tagengine.metadata.record_files.reading import DEPTH_LIMIT, TOO_DEEP, UnreadableError
from tagengine.rules.files.yaml_nodes import LOADER

PREFIX = "tag:yaml.org,2002:"
KINDS = {
    "str": Kind.TEXT,
    "int": Kind.INTEGER,
    "float": Kind.FLOAT,
    "bool": Kind.BOOLEAN,
    "null": Kind.NULL,
}
"""What a scalar is, by the end of its type tag."""
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)  # the C loader compares exact classes
_STYLES = {"'": Style.SINGLE, '"': Style.DOUBLE, "|": Style.BLOCK, ">": Style.BLOCK}


def parse(text: str, offset: int = 0) -> list[Node]:
    """Return the root nodes of the documents of a YAML text; raises `UnreadableError`.

    `offset` is added to every place: the characters of the file before `text`.
    """
    loader: Any = LOADER(text)
    try:
        return _Builder(loader, offset).documents()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = offset + (mark.index if mark else 0)
        if text[at - offset : at - offset + 1] == "\t":
            hint = "write spaces instead of the tab"
            raise UnreadableError(at, "a tab that cannot be read here", hint) from None
        raise UnreadableError(at, f"not valid YAML: {error.problem or error.context}",
                              "check indentation, quotes and colons") from None  # fmt: skip
    except yaml.reader.ReaderError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        at = offset + (found.start() if found else 0)
        problem = "not valid YAML: a character that YAML does not allow"
        hint = "remove it, or write it as an escape in double quotes"
        raise UnreadableError(at, problem, hint) from None
    finally:
        loader.dispose()


class _Builder:
    """Makes nodes of a loader's events."""

    def __init__(self, loader: Any, offset: int) -> None:
        self._loader = loader
        self._offset = offset
        self._anchors: dict[str, Node] = {}

    def documents(self) -> list[Node]:
        loader, roots = self._loader, []
        loader.get_event()
        while not loader.check_event(yaml.StreamEndEvent):
            loader.get_event()
            self._anchors = {}
            roots.append(self._node(loader.get_event(), 0))
            loader.get_event()
        return roots

    def _node(self, event: Any, depth: int) -> Node:
        start, end = event.start_mark.index + self._offset, event.end_mark.index + self._offset
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise UnreadableError(start, f"no anchor for the alias *{event.anchor}",
                                      "an anchor comes before its aliases")  # fmt: skip
            return Alias(start, end, event.anchor, self._anchors[event.anchor])
        if depth > DEPTH_LIMIT:
            raise UnreadableError(start, *TOO_DEEP)
        node = self._own_node(event, start, end, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _own_node(self, event: Any, start: int, end: int, depth: int) -> Node:
        anchor, tag = event.anchor or "", event.tag or ""
        if isinstance(event, yaml.ScalarEvent):
            resolve = self._loader.resolve
            resolved: str = tag or resolve(yaml.ScalarNode, event.value, event.implicit)
            kind = KINDS.get(resolved.removeprefix(PREFIX), Kind.OTHER)
            style = _STYLES.get(event.style or "", Style.PLAIN)
            return Scalar(start, end, event.value, kind, style, anchor, tag)
        children = []
        while not self._loader.check_event(*_ENDS):
            children.append(self._node(self._loader.get_event(), depth + 1))
        last = self._loader.get_event().end_mark.index + self._offset
        is_flow = bool(event.flow_style)
        if not is_flow:
            last = children[-1].end if children else end
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(start, last, tuple(children), is_flow, anchor, tag)
        entries = tuple(zip(children[::2], children[1::2], strict=True))
        return Mapping(start, last, entries, is_flow, anchor, tag)
