"""Every mistake that one slip of the hand makes in a shipped rule file is found, on its line.

Each key of each shipped file is renamed, given twice, and given a value of another type: many
thousand broken files, of which an ordinary run reads some. `TAGENGINE_ALL_MUTATIONS=1` reads all:

    TAGENGINE_ALL_MUTATIONS=1 python -m pytest -q tests/rules/files/test_rule_mutations.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.authoring.schema import kind_of_file
from tagengine.errors import Problem
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.learned import LEARNED_FOLDER, read_learned
from tagengine.rules.files.scale import SCALE_FILE, read_scale
from tagengine.rules.files.settings import read_settings
from tagengine.rules.files.shared import read_shared
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.tag_file import TagFile, read_tag_file
from tagengine.rules.files.vocabulary import read_vocabulary
from tagengine.rules.sources import VOCABULARY_FILE, read_files, shipped_folder
from tests.support import is_full

ALL = bool(os.environ.get("TAGENGINE_ALL_MUTATIONS"))
SAMPLE = 6 if is_full() else 1  # mutations of each file, unless it is all of them
FILES = read_files(shipped_folder())
_VOCABULARY = read_vocabulary(StrictFile(VOCABULARY_FILE), FILES[VOCABULARY_FILE])
_SETTINGS = read_settings(StrictFile(SETTINGS_FILE), FILES[SETTINGS_FILE])
_SHARED, _ = read_shared(FILES, "")
_SCALE = read_scale(StrictFile(SCALE_FILE), FILES[SCALE_FILE], _SETTINGS)

_VALUES = {
    "text": "word",
    "number": "42",
    "fraction": "1.5",
    "truth": "true",
    "nothing": "~",
    "date": "2026-11-24",
    "list": "[[]]",
    "mapping": "{x: y}",
}


class Mutation(NamedTuple):
    """A change of a file, the text that results, and the line on which it has to be noticed."""

    what: str
    text: str
    line: int


class Field(NamedTuple):
    """A key of the language in a file, its value, and whether it stands in braces."""

    key: ScalarNode
    value: Node
    in_braces: bool


def fields(node: Node, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """Yield the keys of a file at every depth, but for names that its author chooses."""
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from fields(item, path)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if path not in (("groups",), ("words",), ("by_hand",)):
                yield Field(key, value, bool(node.flow_style))
            yield from fields(value, (*path, key.value))


def mutations(text: str) -> Iterator[Mutation]:
    """Yield the changes of a file: of each of its keys, three."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    for number, field in enumerate(fields(root)):
        yield renamed(text, field)
        yield doubled(text, field)
        yield retyped(text, field, number)


def renamed(text: str, field: Field) -> Mutation:
    """Return the change of a key's last letter."""
    key, last = field.key, field.key.end_mark.index - 1
    line = key.start_mark.line + 1
    return Mutation(f"{line}: {key.value} renamed", f"{text[:last]}zz{text[last + 1 :]}", line)


def doubled(text: str, field: Field) -> Mutation:
    """Return the change that gives a key and its value twice."""
    mark = field.key.start_mark
    whole = text[mark.index : end_of(text, field.value)]
    separator = ", " if field.in_braces else f"\n{' ' * mark.column}"
    line = mark.line + 1 + whole.count("\n") + separator.count("\n")
    changed = f"{text[: mark.index]}{whole}{separator}{text[mark.index :]}"
    return Mutation(f"{mark.line + 1}: {field.key.value} twice", changed, line)


def retyped(text: str, field: Field, number: int) -> Mutation:
    """Return the change of a value to another type, by turns that of `number`."""
    key, line = field.key, field.key.start_mark.line + 1
    allowed = {kind_of(field.value), *(("text", "number") if key.value == "id" else ())}
    others = [kind for kind in _VALUES if kind not in allowed]
    kind = others[number % len(others)]
    behind = text[end_of(text, field.value) :]
    changed = f"{text[: key.end_mark.index]}: {_VALUES[kind]}{behind}"
    return Mutation(f"{line}: {key.value} is a {kind}", changed, line)


def end_of(text: str, node: Node) -> int:
    """Return where a value ends, without the white space that a block takes with it."""
    return len(text[: node.end_mark.index].rstrip())


def kind_of(node: Node) -> str:
    """Return the name of a value's type in `_VALUES`."""
    if isinstance(node, SequenceNode):
        return "list"
    if isinstance(node, MappingNode):
        return "mapping"
    endings = {"int": "number", "bool": "truth", "str": "text"}
    return endings[node.tag.rsplit(":", 1)[1]]


def problems(name: str, text: str) -> list[Problem]:
    """Return what the loader has against a file that stands among the shipped ones."""
    file = StrictFile(name)
    if name == VOCABULARY_FILE:
        read_vocabulary(file, text)
    elif name == SETTINGS_FILE:
        read_settings(file, text)
    elif name == SCALE_FILE:
        read_scale(file, text, _SETTINGS)
    elif name.startswith(LEARNED_FOLDER):
        assert _VOCABULARY is not None
        assert _SCALE is not None
        return read_learned(name, text, _VOCABULARY, _SCALE).file.problems
    else:
        assert _VOCABULARY is not None
        read_tag_file(TagFile(file, _VOCABULARY, _SETTINGS, _SHARED), text)
    return file.problems


@pytest.mark.parametrize(
    "name", [name for name in FILES if kind_of_file(name) not in ("list", "fragments")]
)
def test_every_mutation_is_found_on_its_line(name: str) -> None:
    assert problems(name, FILES[name]) == []
    every = list(mutations(FILES[name]))
    step = 1 if ALL else max(len(every) // SAMPLE, 1) | 1  # odd, so that it meets every sort
    missed = [
        mutation.what
        for mutation in every[::step]
        if mutation.line not in {problem.line for problem in problems(name, mutation.text)}
    ]
    assert missed == []
