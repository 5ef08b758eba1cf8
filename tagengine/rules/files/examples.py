"""Examples of rule files: short texts for which a tag, or a rule, must count or must not."""

from __future__ import annotations

from dataclasses import dataclass

from yaml.nodes import Node

from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import place
from tagengine.rules.language import EXAMPLE_KEYS


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is expected of it: its tag given (or not), or one of `rules` counted.

    `rules` are the ids of the rules that it is for, empty where it is for the tag.
    """

    tag: int
    text: str
    expected: bool
    path: str
    line: int
    column: int
    rules: tuple[str, ...] = ()


def read_examples(file: StrictFile, node: Node, tag: int) -> list[Example]:
    """Return the examples of a tag or an entry; what is wrong becomes a problem of the file."""
    fields = file.fields(node, EXAMPLE_KEYS, "examples such as {match: […], no_match: […]}")
    if fields is None:
        return []
    return [
        Example(tag, text, key == "match", file.path, *place(item))
        for key, value in fields.values.items()
        for text, item in file.texts(value, "an example")
    ]
