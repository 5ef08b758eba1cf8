"""Record files of every format: what they hold, where it stands, and what cannot be read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tagengine.metadata.record_files import formats, selectors
from tagengine.metadata.record_files.nodes import Kind, Mapping, Node, Scalar, Sequence
from tests.metadata.editing import shapes, yaml_shapes
from tests.support import examples


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield the scalars in a node, keys too."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from scalars(key)
            yield from scalars(value)


@examples(60)
@given(shapes.json_files())
def test_the_characters_of_a_json_scalar_are_its_value(shape: shapes.Shape) -> None:
    file = formats.read("x.json", shape.text, "json")
    for one in scalars(file.roots[0]):
        value = json.loads(shape.text[one.start : one.end])
        assert (
            value == one.text
            if one.kind is Kind.TEXT
            else shape.text[one.start : one.end] == one.text
        )


@examples(60)
@given(shapes.toml_files())
def test_the_characters_of_a_toml_scalar_are_its_value(shape: shapes.Shape) -> None:
    file = formats.read("x.toml", shape.text, "toml")
    for one in scalars(file.roots[0]):
        written = shape.text[one.start : one.end]
        if one.kind is Kind.TEXT and written[0] in "\"'":
            assert tomllib.loads(f"x = {written}")["x"] == one.text
        else:
            assert written == one.text


@examples(60)
@given(yaml_shapes.yaml_files())
def test_the_characters_of_a_yaml_scalar_are_its_value(shape: shapes.Shape) -> None:
    file = formats.read("x.yaml", shape.text, "yaml")
    for root in file.roots:
        for one in scalars(root):
            written = shape.text[one.start : one.end]
            if "\n" not in written and not one.anchor:
                loaded = yaml.load(f"- {written}", yaml.BaseLoader)[0] if written else ""
                assert loaded == one.text


TOML = """\
a.b = 1
[t]
"c.d" = 'x'
[[l]]
n = 1
[l.sub]
k = 2020-01-01 07:00:00
[[l]]
n = 2
[t.u]
v = { w = [1, { y = "z" }] }
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [("a.b", ["1"]), ('t."c.d"', ["x"]), ("l[].n", ["1", "2"]), ("t.u.v.w[].y", ["z"]),
     ("l[].sub.k", ["2020-01-01 07:00:00"]), ("none.b", []), ("a[]", [])],
)  # fmt: skip
def test_tables_of_toml_in_pieces_are_one(path: str, found: list[str]) -> None:
    root = formats.read("x.toml", TOML, "toml").roots[0]
    selector = selectors.parse(path)
    assert selector is not None
    nodes = selectors.find(root, selector)
    assert [node.text for node in nodes if isinstance(node, Scalar)] == found


@pytest.mark.parametrize(
    ("form", "text", "problem"),
    [
        ("yaml", "a: [", "x:1:5: not valid YAML: did not find expected node content "
         "(check indentation, quotes and colons)"),
        ("yaml", "a:\n  -\tb\n", "x:2:4: a tab that cannot be read here "
         "(write spaces instead of the tab)"),
        ("yaml", "\ufeffa: [", "x:1:5: not valid YAML: did not find expected node content "
         "(check indentation, quotes and colons)"),
        ("yaml", "a: *b", "x:1:4: no anchor for the alias *b (an anchor comes before its aliases)"),
        ("yaml", "a: 1\nb: \x01", "x:2:4: not valid YAML: a character that YAML does not allow "
         "(remove it, or write it as an escape in double quotes)"),
        ("yaml", "- " * 200 + "a", "x:1:203: nested too deeply "
         "(at most 100 levels are read)"),
        ("json", "{\n  'a': 1}", "x:2:3: not valid JSON: expecting property name enclosed in "
         "double quotes (check commas, quotes and brackets)"),
        ("json", "[" * 200 + "]" * 200, "x:1:102: nested too deeply "
         "(at most 100 levels are read)"),
        ("json", "[" * 200_000, "x:1:1: nested too deeply (at most 100 levels are read)"),
        ("json", "9" * 9999, "x:1:1: a number too long to read (shorten it)"),
        ("toml", "a = 1\r\nb = [1,\r\n", "x:3:1: not valid TOML: invalid value "
         "(check quotes, brackets and equal signs)"),
        ("toml", "a = 1\n\nb == 2", "x:3:4: not valid TOML: invalid value "
         "(check quotes, brackets and equal signs)"),
        ("json-lines", '{"a": 1}\n{', "x:2:2: not valid JSON: expecting property name enclosed in "
         "double quotes (check commas, quotes and brackets)"),
        ("front-matter", "---\na: 1\nb: [\n---\n", "x:4:1: not valid YAML: did not find expected "
         "node content (check indentation, quotes and colons)"),
        ("front-matter", "+++\na = \n+++\n", "x:2:5: not valid TOML: invalid value "
         "(check quotes, brackets and equal signs)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(form: str, text: str, problem: str) -> None:
    assert [str(one) for one in formats.read("x", text, form).problems] == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# no front matter\n",
        "---\nno: end\n",
        "text\n---\na: 1\n---\n",
        "{{ template }}\n",
        "----\na: 1\n----\n",
    ],
)
def test_markdown_without_front_matter_has_no_record(text: str) -> None:
    file = formats.read("x.md", text, "front-matter")
    assert (file.roots, file.problems, file.body) == ((), (), 0)


def test_the_body_begins_after_the_front_matter() -> None:
    for text in ("---\na: 1\n---\n# x\n", "\ufeff+++\na = 1\n+++  \r\n# x\n", '{"a": 1}\n# x\n'):
        file = formats.read("x.md", text, "front-matter")
        assert text[file.body :].strip() == "# x"
        assert len(file.roots) == 1


@given(
    st.text(st.sampled_from("[]{}\"':,-&*!|>#\n\t \\ab01=.+"), max_size=60),
    st.sampled_from(formats.NAMES),
)
@examples(400)
def test_any_text_gives_nodes_or_problems(text: str, form: str) -> None:
    file = formats.read("x", text, form)
    for root in file.roots:
        for one in scalars(root):
            assert 0 <= one.start <= one.end <= len(text)


def test_formats_are_told_by_the_ending() -> None:
    assert formats.format_of("a/b.YML") == "yaml"
    assert formats.format_of("b.ndjson") == "json-lines"
    assert formats.format_of("b.mdx") == "front-matter"
    assert formats.format_of("b") is None


@pytest.mark.parametrize(
    "text",
    [
        "a." * 39_999 + "a=1\n",
        "[" + "'a' . " * 200 + "a]\n",
        "x = {b = 1, " + "a." * 20_000 + "a=1}\n",
        '"\\""."b".' * 100 + "a=1\n",
    ],
)
def test_a_dotted_key_without_end_is_refused_at_once(text: str) -> None:
    (problem,) = formats.read("a.toml", text, "toml").problems
    assert problem.problem == "nested too deeply"


def test_a_dotted_key_of_many_parts_is_read() -> None:
    assert formats.read("a.toml", "a." * 90 + "a=1\n", "toml").problems == ()
