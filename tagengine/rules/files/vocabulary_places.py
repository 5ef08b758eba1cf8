"""Where in the files of a vocabulary a tag is."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.errors import TagEngineError
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import yaml_nodes
from tagengine.rules.files.yaml_nodes import UnusableError, place


def place_of(vocabulary: str, name: str) -> str | None:
    """Return `path:line:column` of a tag's name; None if it is not found, or a file is not YAML.

    `vocabulary` is a file, or a pattern of files with one tag each.
    """
    is_pattern = rule_sources.is_pattern(vocabulary) and not Path(vocabulary).exists()
    paths = sorted(glob.glob(vocabulary, recursive=True)) if is_pattern else [vocabulary]  # noqa: PTH207 -- may be absolute
    for path in paths:
        try:
            root = yaml_nodes.compose(rule_sources.read_text(Path(path)))
        except (TagEngineError, UnusableError):
            continue
        for node in _texts(root):
            if node.value.strip() == name.strip():
                line, column = place(node)
                return f"{Path(path).as_posix()}:{line}:{column}"
    return None


def _texts(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _texts(value)
