"""YAML read strictly: every value keeps its line and column, every problem is collected.

PyYAML composes the nodes; nothing is constructed from tags, so nothing in a file can execute.
Duplicate keys, unknown keys, aliases, several documents and wrong types are problems.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.errors import Problem, did_you_mean

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH = 20
_KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a whole number",
    "tag:yaml.org,2002:float": "a decimal number",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
}


@dataclass(slots=True)
class StrictFile:
    """A YAML file being read; its methods return values and note problems."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, node: Node | None, problem: str, hint: str = "") -> None:
        """Note a problem at a node, or at the start of the file."""
        mark = node.start_mark if node else None
        line, column = (mark.line, mark.column) if mark else (0, 0)
        self.problems.append(Problem(self.path, line + 1, column + 1, problem, hint))

    def compose(self, text: str) -> Node | None:
        """Return the root node, or None (with a problem noted) if there is no usable one."""
        try:
            if not self._is_bounded(text):
                return None
            node: Node | None = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = f"not valid YAML: {error.problem or error.context}"
            self.problems.append(
                Problem(self.path, line, column, problem, "check indentation, quotes and colons")
            )
            return None
        except yaml.YAMLError as error:  # a character that YAML does not allow
            self.problem(None, f"not valid YAML: {' '.join(str(error).split())}")
            return None
        if node is None:
            self.problem(None, "the file is empty", "write at least a tag and its rules")
        return node

    def _is_bounded(self, text: str) -> bool:
        """Tell whether the nesting is shallow and free of aliases, before nodes are built."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            documents += isinstance(event, yaml.DocumentStartEvent)
            trouble = (
                ("nested too deeply", "rule files are flat") if depth > _DEPTH
                else ("an alias", "write the value out") if isinstance(event, yaml.AliasEvent)
                else ("a second document", "one file, one document") if documents > 1
                else None
            )  # fmt: skip
            if trouble:
                mark = event.start_mark
                line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
                self.problems.append(Problem(self.path, line, column, *trouble))
                return False
        return True

    def mapping(self, node: Node, keys: Collection[str], what: str) -> dict[str, Node]:
        """Return the known keys of a mapping; unknown and duplicate ones become problems."""
        if not isinstance(node, MappingNode):
            self.problem(node, f"expected {what}, found {kind_of(node)}", "write key: value lines")
            return {}
        values: dict[str, Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None:
                self.problem(key_node, "a key is not a plain word")
            elif key in values:
                self.problem(key_node, f'duplicate key "{key}"', "keep one of them")
            elif keys and key not in keys:
                hint = did_you_mean(key, sorted(keys)) or "known: " + ", ".join(sorted(keys))
                self.problem(key_node, f'unknown key "{key}"', hint)
            else:
                values[key] = value
        return values

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the items of a list."""
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.problem(node, f"expected a list of {what}, found {kind_of(node)}")
        return []

    def text(self, node: Node, what: str) -> str | None:
        """Return a text that is not empty."""
        if not isinstance(node, ScalarNode) or kind_of(node) != "text":
            hint = "put it in quotes" if isinstance(node, ScalarNode) else ""
            self.problem(node, f"expected {what}, found {kind_of(node)}", hint)
            return None
        value = str(node.value)
        if not value.strip():
            self.problem(node, f"{what} is empty")
            return None
        return value

    def texts(self, node: Node, what: str) -> list[tuple[str, Node]]:
        """Return the texts of a list, each with its node."""
        found = [(self.text(item, what), item) for item in self.items(node, what)]
        return [(value, item) for value, item in found if value is not None]

    def integer(self, node: Node, what: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`."""
        if kind_of(node) != "a whole number":
            self.problem(node, f"expected a whole number for {what}, found {kind_of(node)}")
            return None
        try:
            value = int(str(node.value).replace("_", ""), 0)
        except ValueError:
            self.problem(node, f'cannot read "{node.value}" as a whole number for {what}')
            return None
        if not low <= value <= high:
            self.problem(node, f"{what} {value} is out of range", f"{low} to {high}")
            return None
        return value

    def boolean(self, node: Node, what: str) -> bool | None:
        """Return true or false."""
        if kind_of(node) != "true or false":
            self.problem(node, f"expected true or false for {what}, found {kind_of(node)}")
            return None
        return str(node.value).lower() in ("true", "yes", "on")

    def choice(self, node: Node, what: str, choices: Collection[str]) -> str | None:
        """Return one of a few words."""
        value = self.text(node, what)
        if value is not None and value not in choices:
            hint = did_you_mean(value, sorted(choices)) or "one of: " + ", ".join(sorted(choices))
            self.problem(node, f'unknown {what} "{value}"', hint)
            return None
        return value


def kind_of(node: Node) -> str:
    """Return what a node holds, in words."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    return _KINDS.get(node.tag, "a value of an unknown type")
