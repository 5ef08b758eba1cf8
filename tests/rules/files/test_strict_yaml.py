"""YAML read strictly: values with their places, and every problem with its words."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import Fields, StrictFile
from tagengine.rules.files.yaml_nodes import kind_of, place
from tagengine.rules.language import BOOLEAN, TEXT, Key

KEYS = (
    Key("name", TEXT, "required", "name: x", "a name", required=True),
    Key("size", {"type": "integer", "minimum": 1, "maximum": 9}, "3", "size: 4", "a size", "cm"),
    Key("open", BOOLEAN, "false", "open: true", "whether it is open"),
    Key("form", {"enum": ["round", "square"]}, "`round`", "form: square", "a form"),
)


def read(text: str) -> tuple[StrictFile, Node]:
    """Return a file and its root."""
    file = StrictFile("f.yaml")
    root = file.compose(text)
    assert root is not None, file.problems
    return file, root


def fields(text: str) -> tuple[StrictFile, Fields]:
    """Return a file and the fields of its mapping."""
    file, root = read(text)
    found = file.fields(root, KEYS, "a thing")
    assert found is not None
    return file, found


def test_fields_have_the_values_or_the_defaults() -> None:
    file, given_ = fields("{name: a, size: 4, open: yes, form: square}")
    assert (given_.text("name"), given_.integer("size", 3)) == ("a", 4)
    assert (given_.boolean("open", False), given_.choice("form", "round")) == (True, "square")
    file, given_ = fields("name: a")
    assert (given_.integer("size", 3), given_.boolean("open", False)) == (3, False)
    assert given_.choice("form", "round") == "round"
    assert given_.get("size") is None
    assert "name" in given_
    assert file.problems == []


def test_a_problem_keeps_the_default() -> None:
    file, given_ = fields("name: [a]\nsize: 10\nopen: maybe\nform: rund")
    assert given_.text("name") is None
    assert given_.integer("size", 3) == 3
    assert given_.boolean("open", False) is False
    assert given_.choice("form", "square") == "square"
    assert [str(one) for one in file.problems] == [
        "f.yaml:1:7: expected the text of name, found a list (write a text)",
        "f.yaml:2:7: size 10 is out of range (1 to 9 cm)",
        "f.yaml:3:7: expected true or false for open, found text",
        'f.yaml:4:7: unknown form "rund" (did you mean "round"?)',
    ]


def test_a_misspelled_key_is_not_also_missing() -> None:
    file, _ = fields("nam: a")
    assert [str(one) for one in file.problems] == [
        'f.yaml:1:1: unknown key "nam" (did you mean "name"?)'
    ]
    file, _ = fields("zzz: a")
    assert [str(one) for one in file.problems] == [
        'f.yaml:1:1: unknown key "zzz" (one of: form, name, open, size)',
        'f.yaml:1:1: no key "name" (as in: name: x)',
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), ("+7", 7), ("-7", -7), ("1_000", 1000), ("0x1F", 31), ("0b11", 3)]
)
def test_whole_numbers(text: str, value: int) -> None:
    file, root = read(text)
    assert file.integer(root, "it", -5000, 5000) == value


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("010", Code.NOTATION, 'cannot read "010" as a whole number for it (write it in decimal)'),
        ("1:30", Code.NOTATION,
         'cannot read "1:30" as a whole number for it (write it in decimal)'),
        ("3.0", Code.NOTATION, "expected a whole number for it, found a decimal number (0 to 9)"),
        ("1:30.0", Code.NOTATION,
         "expected a whole number for it, found a decimal number (0 to 9)"),
        ("3.5", Code.WRONG_TYPE, "expected a whole number for it, found a decimal number (0 to 9)"),
        ("true", Code.WRONG_TYPE, "expected a whole number for it, found true or false (0 to 9)"),
        ("~", Code.WRONG_TYPE, "expected a whole number for it, found nothing (0 to 9)"),
        ("9" * 5000, Code.NOTATION,
         f'cannot read "{"9" * 30}" as a whole number for it (write it in decimal)'),
    ],
)  # fmt: skip
def test_what_is_no_whole_number(text: str, code: Code, problem: str) -> None:
    file, root = read(text)
    assert file.integer(root, "it", 0, 9) is None
    assert [str(one) for one in file.problems] == [f"f.yaml:1:1: {problem}"]
    assert file.problems[0].code == code.value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a", "text"), ("'1'", "text"), ("1", "a whole number"), ("1.5", "a decimal number"),
        ("no", "true or false"), ("~", "nothing"), ("2026-11-24", "a date"), ("[]", "a list"),
        ("{}", "a mapping"), ("<<", "a value of an unknown type"),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(read(text)[1]) == kind


def test_the_place_of_nothing_is_the_start() -> None:
    assert place(None) == (1, 1)


def test_the_nearest_word_or_all() -> None:
    file = StrictFile("a.yaml")
    assert file.nearest("rond", ["round", "square"]) == 'did you mean "round"?'
    assert file.nearest("xyz", ["round", "square"]) == "one of: round, square"
    many = [f"word{number}" for number in range(600_000)]
    assert file.nearest("wird1", many).endswith(" and 599,960 more")


def test_a_byte_order_mark_inside_and_other_line_breaks() -> None:
    file = StrictFile("f.yaml")
    assert file.compose("a: 1\r\nb:\r\n  - x\x85") is not None
    assert file.problems == []


def test_a_text_of_the_file_cannot_break_or_colour_a_message() -> None:
    file, root = read('{"a\\nb\\e[31m": 1}')
    file.fields(root, KEYS, "a thing")
    file.items(read('"x\\ty"')[1], "things")
    assert [str(one) for one in file.problems] == [
        'f.yaml:1:2: unknown key "a\\nb\\x1b[31m" (one of: form, name, open, size)',
        'f.yaml:1:1: no key "name" (as in: name: x)',
        "f.yaml:1:1: expected a list of things, found text (write [x\\ty])",
    ]


TOKENS = st.sampled_from(
    [*"ab:-[]{},'\"|>#&*!%@`?~\n\t 1.é\x07\ufeff", "- ", ": ", "\n  ", "<<", "---\n", "!!str "]
)


@given(st.lists(TOKENS, max_size=30).map("".join))
def test_whatever_a_file_holds_it_is_read_or_a_problem(text: str) -> None:
    file = StrictFile("f.yaml")
    root = file.compose(text)
    assert (root is None) == bool(file.problems)
    lines = text.count("\n") + text.count("\x85") + 2
    for problem in file.problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.code == Code.SYNTAX.value
    if root is None:
        return
    file.fields(root, KEYS, "a thing")
    file.items(root, "things")
    file.text(root, "a text")
    file.integer(root, "it", 0, 9)


VALUES = st.recursive(
    st.one_of(st.integers(), st.text("ab é", min_size=1), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("ab", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_yaml_writes_is_read(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    file = StrictFile("f.yaml")
    assert file.compose(text) is not None, file.problems
