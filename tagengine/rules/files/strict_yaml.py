"""YAML read strictly: every value keeps its line and column, every problem is collected.

Duplicate keys, unknown keys, aliases, several documents and wrong types are problems.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.errors import Code, Problem, closest, did_you_mean
from tagengine.rules.files import yaml_nodes
from tagengine.rules.files.yaml_nodes import UnusableError, kind_of, place
from tagengine.rules.language import FACTOR_LIMIT, Key
from tagengine.text.printable import printable

_COMPARED = 200_000  # words, for the hints of one file
_LISTED = 40  # words of a hint
_SHOWN = 30  # characters of a value in a message


@dataclass(slots=True)
class StrictFile:
    """A YAML file being read; its methods return values and note problems."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    _compared: int = 0

    def near(self, word: str, known: Collection[str]) -> str:
        """Return the hint for a word near to one that is known, '' if there is none.

        At most this many words are compared for one file.
        """
        self._compared += len(known)
        return did_you_mean(word, sorted(known)) if self._compared <= _COMPARED else ""

    def nearest(self, word: str, known: Collection[str]) -> str:
        """Return the hint for a word that is not known: the nearest one that is, or all."""
        shown = ", ".join(sorted(known)[:_LISTED])
        more = f" and {len(known) - _LISTED:,} more" if len(known) > _LISTED else ""
        return self.near(word, known) or f"one of: {shown}{more}"

    def problem(self, node: Node | None, code: Code, problem: str, hint: str = "") -> None:
        """Note a problem at a node, or at the start of the file."""
        self._note(place(node), code, problem, hint)

    def _note(self, at: tuple[int, int], code: Code, problem: str, hint: str) -> None:
        # A text of the file may hold line breaks and what controls a terminal, a message may not.
        problem, hint = printable(problem), printable(hint)
        self.problems.append(Problem(self.path, *at, problem, hint, code.value))

    def compose(self, text: str, expected: str = "at least a tag and its rules") -> Node | None:
        """Return the root node, or None (with a problem noted) if there is no usable one."""
        try:
            node = yaml_nodes.compose(text)
        except UnusableError as error:
            self._note(error.place, Code.SYNTAX, error.problem, error.hint)
            return None
        if node is None:
            self.problem(None, Code.SYNTAX, "the file is empty", f"write {expected}")
        return node

    def fields(self, node: Node, keys: tuple[Key, ...], what: str) -> Fields | None:
        """Return a mapping's fields; unknown, duplicate and missing keys become problems.

        None if the node is not a mapping.
        """
        table = {key.name: key for key in keys}
        values = self.mapping(node, tuple(table), what)
        if values is None:
            return None
        meant = _meant(node, tuple(table))
        for key in keys:
            if key.required and key.name not in values and key.name not in meant:
                problem, hint = f'no key "{key.name}"', f"as in: {key.example}"
                self.problem(node, Code.MISSING_KEY, problem, hint)
        return Fields(self, node, values, table, meant)

    def mapping(self, node: Node, keys: Collection[str], what: str) -> dict[str, Node] | None:
        """Return the values of a mapping; with `keys`, others than those are problems.

        None if the node is not a mapping, or an empty one.
        """
        if not isinstance(node, MappingNode) or not node.value:
            found = "an empty mapping" if isinstance(node, MappingNode) else kind_of(node)
            problem = f"expected {what}, found {found}"
            self.problem(node, Code.WRONG_TYPE, problem, "write key: value lines")
            return None
        values: dict[str, Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None or kind_of(key_node) != "text":
                hint = "put it in quotes" if key else ""
                self.problem(key_node, Code.NOTATION, "a key is not a plain word", hint)
            elif key in values:
                self.problem(
                    key_node, Code.DUPLICATE_KEY, f'duplicate key "{key}"', "keep one of them"
                )
            elif keys and key not in keys:
                hint = self.nearest(key, keys)
                self.problem(key_node, Code.UNKNOWN_KEY, f'unknown key "{key}"', hint)
            else:
                values[key] = value
        return values

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the items of a list that is not empty."""
        if not isinstance(node, SequenceNode):
            problem = f"expected a list of {what}, found {kind_of(node)}"
            is_short = isinstance(node, ScalarNode) and 0 < len(node.value) <= _SHOWN
            hint = f"write [{node.value}]" if is_short else "begin each item with '- '"
            self.problem(node, Code.WRONG_TYPE, problem, hint)
            return []
        if not node.value:
            hint = "write an item, or leave the key out"
            self.problem(node, Code.BAD_VALUE, f"an empty list of {what}", hint)
        return list(node.value)

    def text(self, node: Node, what: str) -> str | None:
        """Return a text that is not empty."""
        if not isinstance(node, ScalarNode) or kind_of(node) != "text":
            is_written = isinstance(node, ScalarNode) and node.value
            hint = "put it in quotes" if is_written else "write a text"
            self.problem(node, Code.WRONG_TYPE, f"expected {what}, found {kind_of(node)}", hint)
            return None
        value = str(node.value)
        if not value.strip():
            self.problem(node, Code.BAD_VALUE, f"{what} is empty", "write a text")
            return None
        return value

    def texts(self, node: Node, what: str) -> list[tuple[str, Node]]:
        """Return the texts of a list, each with its node."""
        found = [(self.text(item, what), item) for item in self.items(node, f"texts ({what})")]
        return [(value, item) for value, item in found if value is not None]

    def integer(self, node: Node, what: str, low: int, high: int, unit: str = "") -> int | None:
        """Return a whole number from `low` to `high`; `unit` is what it counts."""
        limits = f"{low} to {high} {unit}".rstrip()
        if kind_of(node) != "a whole number":
            code = Code.NOTATION if _is_whole_decimal(node) else Code.WRONG_TYPE
            problem = f"expected a whole number for {what}, found {kind_of(node)}"
            self.problem(node, code, problem, limits)
            return None
        try:
            value = int(str(node.value).replace("_", ""), 0)
        except ValueError:
            problem = f'cannot read "{str(node.value)[:_SHOWN]}" as a whole number for {what}'
            self.problem(node, Code.NOTATION, problem, "write it in decimal")
            return None
        if not low <= value <= high:
            self.problem(node, Code.BAD_VALUE, f"{what} {value} is out of range", limits)
            return None
        return value

    def percents(self, values: Mapping[str, Node], what: str = "factor") -> dict[str, int]:
        """Return the percentages of a mapping by name; what is none is left out."""
        found = {
            name: self.integer(value, f"the {what} of {name}", 0, FACTOR_LIMIT, "percent")
            for name, value in values.items()
        }
        return {name: percent for name, percent in found.items() if percent is not None}

    def boolean(self, node: Node, what: str) -> bool | None:
        """Return true or false."""
        if kind_of(node) != "true or false":
            found = kind_of(node)
            self.problem(node, Code.WRONG_TYPE, f"expected true or false for {what}, found {found}")
            return None
        return str(node.value).lower() in ("true", "yes", "on")

    def choice(self, node: Node, what: str, choices: Collection[str]) -> str | None:
        """Return one of a few words."""
        value = self.text(node, what)
        if value is not None and value not in choices:
            hint = self.nearest(value, choices)
            self.problem(node, Code.UNKNOWN_NAME, f'unknown {what} "{value}"', hint)
            return None
        return value


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one mapping, read by the limits of their keys' schemas."""

    file: StrictFile
    node: Node
    values: Mapping[str, Node]
    keys: Mapping[str, Key]
    meant: frozenset[str]  # the keys that unknown ones seem to mean: one slip is one problem

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def get(self, name: str) -> Node | None:
        """Return the node of a field, or None if it is not there."""
        return self.values.get(name)

    def text(self, name: str) -> str | None:
        """Return a text, or None if there is none."""
        node = self.values.get(name)
        return None if node is None else self.file.text(node, f"the text of {name}")

    def integer(self, name: str, default: int) -> int:
        """Return a whole number within the key's limits, or the default."""
        node, schema = self.values.get(name), self.keys[name].schema
        if node is None:
            return default
        limits = schema["minimum"], schema["maximum"]
        value = self.file.integer(node, name, *limits, self.keys[name].unit)
        return default if value is None else value

    def boolean(self, name: str, default: bool) -> bool:
        """Return true or false, or the default."""
        node = self.values.get(name)
        value = None if node is None else self.file.boolean(node, name)
        return default if value is None else value

    def choice(self, name: str, default: str) -> str:
        """Return one of the words of the key's schema, or the default."""
        node = self.values.get(name)
        what = "scope" if name == "in" else name
        value = node and self.file.choice(node, what, self.keys[name].schema["enum"])
        return value or default


def _meant(node: Node, known: tuple[str, ...]) -> frozenset[str]:
    """Return the known keys that are nearest to a mapping's unknown ones."""
    unknown = (str(key.value) for key, _ in node.value if isinstance(key, ScalarNode))
    return frozenset(closest(word, known) for word in unknown if word not in known)


def _is_whole_decimal(node: Node) -> bool:
    """Return whether a decimal number is a whole one, as JSON has no other for 3.0 than for 3."""
    if kind_of(node) != "a decimal number":
        return False
    try:
        return float(str(node.value).replace("_", "")).is_integer()
    except ValueError:  # a notation of YAML's own
        return True
