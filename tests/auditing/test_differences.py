"""Where two values differ, by path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.auditing.differences import at, differences

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
def test_values_differ_somewhere_unless_they_are_the_same(one: Any, other: Any) -> None:
    assert list(differences(one, one)) == []
    assert bool(list(differences(one, other))) is (repr_of(one) != repr_of(other))


def repr_of(value: Any) -> Any:
    """Return a form in which 1, 1.0 and true, and dictionaries of any order, compare rightly."""
    if isinstance(value, dict):
        return {name: repr_of(inner) for name, inner in value.items()}
    return [repr_of(inner) for inner in value] if isinstance(value, list) else repr(value)


@pytest.mark.parametrize(
    ("given_", "expected", "shown"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, ["$.a[1]: is 2, recomputed 3"]),
        ({"a": 1}, {"a": True}, ["$.a: is 1, recomputed true"]),
        ({"b": 1}, {"a": 1}, ["$.a: is missing", "$.b: should not be there"]),
        ([1, 2, 3], [1, 3],
         ["$: has 3 items, recomputed 2; they differ from [1] on"]),
        ("x" * 80, "y", [f'$: is "{"x" * 58}…, recomputed "y"']),
    ],
)  # fmt: skip
def test_a_difference_in_words(given_: Any, expected: Any, shown: list[str]) -> None:
    assert [str(one) for one in differences(given_, expected)] == shown


def test_a_path_quotes_what_is_no_name() -> None:
    assert at(at(at("$", "a"), 3), 'x"y') == '$.a[3]["x\\"y"]'
