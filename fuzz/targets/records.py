"""Any text is read as a record file of every format: nodes in their places, or problems."""

from __future__ import annotations

from collections.abc import Iterator

from fuzz import tokens
from fuzz.choices import Choices
from tagengine.errors import RecordError
from tagengine.inputs import records
from tagengine.metadata.record_files import formats
from tagengine.metadata.record_files.nodes import Mapping, Node, Scalar, Sequence

MODULES = (
    "inputs/records",
    "metadata/record_files/nodes",
    "metadata/record_files/formats",
    "metadata/record_files/front_matter",
    "metadata/record_files/json_text",
    "metadata/record_files/toml_text",
    "metadata/record_files/yaml_text",
)
TOKENS = tokens.RECORDS
LONGEST = 400  # bytes
RUNS = 200_000


def check(data: bytes) -> None:
    """Read a text in the format that the first byte chooses, and as a line of JSON."""
    choices = Choices(data)
    form = choices.pick(formats.NAMES)
    text = choices.text(TOKENS)
    file = formats.read("x", text, form)
    for problem in file.problems:
        assert (problem.line, problem.column) >= (1, 1)
        assert "\n" not in str(problem)
    for root in file.roots:
        for node in _nodes(root):
            assert 0 <= node.start <= node.end <= len(text)
    assert file.body is None or 0 <= file.body <= len(text)
    try:
        records.parse_line(text, "x.jsonl", 1)
    except RecordError as error:
        assert str(error).startswith("x.jsonl:")  # with the line in the text


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _nodes(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _nodes(key)
            yield from _nodes(value)
    else:
        assert isinstance(node, Scalar) or node.name
