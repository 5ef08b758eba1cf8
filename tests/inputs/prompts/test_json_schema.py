"""Data checked against a JSON Schema: the same as a library says, in bounds."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.inputs.prompts.json_schema import Checker

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "tag"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=6,
)
_SCHEMAS = st.recursive(
    st.sampled_from(
        [
            {"type": "string"},
            {"type": ["integer", "null"]},
            {"type": "number", "minimum": 0},
            {"type": "boolean"},
            {"enum": ["a", 1]},
            {"const": "tag"},
            {"minLength": 1},
            {"$ref": "#/$defs/text"},
            {},
        ]
    ),
    lambda inner: (
        st.builds(lambda one: {"type": "array", "items": one, "maxItems": 2}, inner)
        | st.builds(
            lambda one: {
                "type": "object",
                "properties": {"a": one},
                "required": ["a"],
                "additionalProperties": False,
            },
            inner,
        )
        | st.builds(lambda one, other: {"anyOf": [one, other]}, inner, inner)
    ),
    max_leaves=4,
)


@given(_VALUES, _SCHEMAS)
def test_as_a_library_says(value: Any, schema: dict[str, Any]) -> None:
    schema = {**schema, "$defs": {"text": {"type": "string"}}}
    fits = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert (Checker(schema).problem(value) == "") == fits


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        (
            {"$ref": "https://ember.example/a"},
            'the schema of the answer has "not", which is not supported',
        ),
        ({"pattern": "^(a+)+$"}, 'the schema of the answer has "pattern", which is not supported'),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}, ""),
    ],
)
def test_what_is_not_read(schema: Any, problem: str) -> None:
    assert Checker(schema).problem("aaa") == problem


def test_a_schema_that_goes_round_ends() -> None:
    schema = {"anyOf": [{"allOf": [{"$ref": "#"}]}, {"$ref": "#"}]}
    assert Checker(schema).problem("x") == 'the answer does not fit "anyOf"'
