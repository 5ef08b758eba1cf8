"""Dotted paths into record files."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.metadata.record_files import formats, selectors
from tagengine.metadata.record_files.nodes import Mapping, Scalar


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a.b-c", ("a", "b-c")),
        ("[]", (None,)),
        ("a[].b[]", ("a", None, "b", None)),
        ("[].a", (None, "a")),
        ('"a.b".c', ("a.b", "c")),
        ("a b", ("a b",)),
        *((bad, None) for bad in (".", "a.", ".a", "a..b", "a[]b", "a.[]", "a[0]", '"a', "a]")),
    ],
)
def test_paths(text: str, steps: tuple[str | None, ...] | None) -> None:
    assert selectors.parse(text) == steps


@given(st.lists(st.none() | st.text(st.characters(exclude_characters='"'), min_size=1), max_size=4))
def test_a_path_is_shown_as_it_is_read(steps: list[str | None]) -> None:
    text = selectors.shown(tuple(steps))
    assert selectors.parse(text) == tuple(steps)


def test_merged_keys_are_seen_and_endless_ones_end() -> None:
    text = "base: &b {x: 1, y: 1}\nmore: &m {y: 2}\nrecord: {<<: [*b, *m], z: *b}\n"
    names = "acdefghijklmnopq"
    text += "a: &a {q: 1}\n"
    text += "".join(f"{new}: &{new} {{<<: [*{old}, *{old}]}}\n" for old, new in pairwise(names))
    root = formats.read("x", text, "yaml").roots[0]
    assert isinstance(root, Mapping)
    values = [selectors.text_at(root, path) for path in (("record", "y"), ("record", "z", "x"))]
    assert values == ["1", "1"]
    assert selectors.text_at(root, ("q", "none")) is None
    last = root.get("q")
    assert isinstance(last, Mapping)
    found = selectors.look_up(last, "q")
    assert isinstance(found, Scalar)
    assert found.text == "1"
