"""YAML to nodes that know their place; nothing is constructed from tags, so nothing can execute."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's loader of what cannot execute, in C where there is one."""
_DEPTH = 20
_SYNTAX_HINTS = {
    "mapping values are not allowed in this context": "put a text with ': ' in quotes",
    "found unexpected end of stream": "a quote is not closed",
}
_KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a whole number",
    "tag:yaml.org,2002:float": "a decimal number",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
}


class UnusableError(Exception):
    """A text that is no YAML, or YAML that is not wanted: the place, what is wrong, what to do."""

    def __init__(self, place: tuple[int, int], problem: str, hint: str) -> None:
        super().__init__(problem)
        self.place, self.problem, self.hint = place, problem, hint


def compose(text: str) -> Node | None:
    """Return the root node of a text, None if it is empty; raises `UnusableError`."""
    if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
        *before, last = text[: found.start()].split("\n")
        problem = f"not valid YAML: the control character U+{ord(found[0]):04X}"
        raise UnusableError((len(before) + 1, len(last) + 1), problem, "remove it")
    try:
        _check_bounds(text)
        root: Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or ""
        hint = _SYNTAX_HINTS.get(what, "check indentation, quotes and colons")
        if mark is not None and text.startswith("\t", mark.index):
            hint = "indent with spaces, not with tabs"
        raise UnusableError(_place(mark), f"not valid YAML: {what}", hint) from None
    return root


def _check_bounds(text: str) -> None:
    """Raise `UnusableError` if the nesting is deep or there are aliases, before nodes are built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        trouble = (
            ("nested too deeply", "rule files are not nested this deeply") if depth > _DEPTH
            else ("an alias", "write the value out") if isinstance(event, yaml.AliasEvent)
            else ("an anchor", "write the value out") if getattr(event, "anchor", None)
            else ("a type tag", "write the value, in quotes if it is a text")
            if getattr(event, "tag", None)
            else ("a second document", "put one document in each file") if documents > 1
            else None
        )  # fmt: skip
        if trouble:
            raise UnusableError(_place(event.start_mark), *trouble)


def key_nodes(node: Node) -> dict[str, Node]:
    """Return the nodes of a mapping's keys by name, for problems with the names themselves."""
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: key for key, _ in reversed(node.value) if isinstance(key, ScalarNode)}


def place(node: Node | None) -> tuple[int, int]:
    """Return the line and column of a node, counted from 1."""
    return _place(node.start_mark if node is not None else None)


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def kind_of(node: Node) -> str:
    """Return what a node holds, in words."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    return _KINDS.get(node.tag, "a value of an unknown type")
