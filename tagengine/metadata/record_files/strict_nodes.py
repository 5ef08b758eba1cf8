"""Nodes of a record file as PyYAML's, so that `strict_yaml` reads them with their places."""

from __future__ import annotations

import yaml
from yaml import nodes as yaml_nodes

from tagengine.metadata.record_files.nodes import Alias, Kind, Mapping, Node, Sequence
from tagengine.metadata.record_files.yaml_text import KINDS, PREFIX
from tagengine.text.lines import Lines

_TAGS = {kind: name for name, kind in KINDS.items()} | {Kind.OTHER: "timestamp"}


def strict(node: Node, lines: Lines) -> yaml_nodes.Node:
    """Return a node of a text with these lines as one of PyYAML's.

    An alias becomes a value of an unknown type: nested ones could be endless.
    """
    line, column = lines.place(node.start)
    mark = yaml.Mark("", node.start, line - 1, column - 1, None, 0)
    if isinstance(node, Alias):
        return yaml_nodes.ScalarNode("alias", f"*{node.name}", mark, mark)
    if isinstance(node, Mapping):
        entries = [(strict(key, lines), strict(value, lines)) for key, value in node.entries]
        return yaml_nodes.MappingNode(f"{PREFIX}map", entries, mark, mark)
    if isinstance(node, Sequence):
        items = [strict(item, lines) for item in node.items]
        return yaml_nodes.SequenceNode(f"{PREFIX}seq", items, mark, mark)
    return yaml_nodes.ScalarNode(f"{PREFIX}{_TAGS[node.kind]}", node.text, mark, mark)
