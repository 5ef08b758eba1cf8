"""Tags fixed in files of every format: nothing but the tags changes, proven independently."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
import yaml
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st

from tagengine.errors import Problem
from tagengine.evidence.result import Result
from tagengine.metadata.checking import catalogue
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.configuration import reading as configuration
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing import fixing
from tagengine.metadata.record_files import formats, selectors
from tests.metadata.editing import shapes, yaml_shapes
from tests.metadata.editing.shapes import VOCABULARY, Shape
from tests.support import examples

Load = Callable[[str], list[Any]]
"""Reads a text to its records, by a parser that the package does not use for this."""


ORDER = (
    "cannot be fixed here: reordering would separate the tags from their comments; change it "
    "by hand"
)


def _layout(select: str, tags_as: str) -> Layout:
    path = selectors.parse(select)
    assert path is not None
    return replace(
        configuration.from_preset("awesome-selfhosted").layout, select=path, tags_as=tags_as
    )


def fixed(
    text: str, form: str, select: str, wanted: list[tuple[str, ...]], tags_as: str = "name"
) -> fixing.Fix:
    """Return the fix of a text that gives its records these tags."""
    layout = _layout(select, tags_as)
    file = formats.read("file", text, form)
    problems: list[Problem] = []
    records = list(catalogue.records(file, layout, VOCABULARY, problems))
    assert problems == list(file.problems) == []
    assert len(records) == len(wanted)
    checks = []
    for record, names in zip(records, wanted, strict=True):
        tags = tuple(VOCABULARY.find(name) for name in names)
        fixes = FixedTags(tags, tags, tags, tags)
        checks.append(RecordCheck(record, cast("Result", None), tags, (), fixes))
    return fixing.fix(FileCheck("file", text.encode(), file, tuple(checks), ()), layout, VOCABULARY)


def _load_yaml(text: str) -> list[Any]:
    return [root for root in yaml.safe_load_all(text.lstrip("\ufeff")) if root]


def _load_front_matter(text: str) -> list[Any]:
    text = text.lstrip("\ufeff")
    _, inner, body = re.split(r"(?m)^(?:---|\+\+\+)\r?$", text, maxsplit=2)
    data = tomllib.loads(inner) if text.startswith("+++") else yaml.safe_load(inner)
    assert isinstance(data, dict)
    return [{**data, "the body": body}]


def _load_json(text: str) -> list[Any]:
    return list(json.loads(text.lstrip("\ufeff")))


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").split("\n")


FORMATS: dict[str, tuple[st.SearchStrategy[Shape], str, str, Load]] = {
    "yaml": (yaml_shapes.yaml_files(), "yaml", "", _load_yaml),
    "yaml lists": (
        yaml_shapes.yaml_lists(), "yaml", "records[]",
        lambda text: list(_load_yaml(text)[0]["records"]),
    ),
    "front matter": (yaml_shapes.front_matter(), "front-matter", "", _load_front_matter),
    "toml": (shapes.toml_files(), "toml", "", lambda text: [tomllib.loads(text)]),
    "json": (shapes.json_files(), "json", "[]", _load_json),
    "json lines": (
        shapes.json_lines(), "json-lines", "",
        lambda text: [json.loads(line) for line in _lines(text) if line.strip()],
    ),
}  # fmt: skip


def _check_round_trip(form: str, shape: Shape, wanted: list[tuple[str, ...]]) -> None:
    _, name, select, load = FORMATS[form]
    if form == "toml" and "[[records]]" in shape.text:
        select = "records[]"
        load = lambda text: list(tomllib.loads(text)["records"])  # noqa: E731
    fix = fixed(shape.text, name, select, wanted)
    event(f"{form}: {'left alone' if fix.problems else 'fixed'}")
    # Tags that would part from their comments in another order are left alone.
    assert {one.problem for one in fix.problems} <= {ORDER}
    assert _comments(shape.text) or not fix.problems
    refused = len(fix.problems)
    before, after = load(shape.text), load(fix.text)
    assert len(before) == len(after) == len(wanted)
    for old, new, tags, had in zip(before, after, wanted, shape.tags, strict=True):
        now = new.pop("tags", None) or ()
        if list(now) != list(tags):
            assert list(now) == list(had or ())
            refused -= 1
        old.pop("tags", None)
        assert old == new
        assert list(old) == list(new)
    assert refused == 0
    assert _comments(fix.text) == _comments(shape.text)
    assert _line_ends(fix.text) in (_line_ends(shape.text), set())
    _check_each_change(shape, name, select, wanted)
    again = fixed(fix.text, name, select, wanted)
    assert again.text == fix.text


def _comments(text: str) -> list[str]:
    return re.findall(r"# c\d+\.", text)


def _line_ends(text: str) -> set[str]:
    return set(re.findall(r"\r\n|\n|\r", text))


def _check_each_change(shape: Shape, name: str, select: str, wanted: list[tuple[str, ...]]) -> None:
    """Fix one record after the other; check by characters that only its tags change."""
    text = shape.text
    now = [tags or () for tags in shape.tags]
    for index, tags in enumerate(wanted):
        fix = fixed(text, name, select, [*now[:index], tags, *now[index + 1 :]])
        _check_region(text, fix.text)
        if not fix.problems:
            now[index], text = tags, fix.text


def _check_region(before: str, after: str) -> None:
    """Check by characters that what changed is one stretch, and that the list of tags holds it."""
    prefix = len(_common(before, after))
    suffix = len(_common(before[prefix:][::-1], after[prefix:][::-1]))
    changed = before[prefix : len(before) - suffix], after[prefix : len(after) - suffix]
    for text in changed:
        for other in ("name", "description", "Ember", "f0", "f1", "extra", "long", "raw", "dotted"):
            assert other not in text


def _common(one: str, other: str) -> str:
    length = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        length += 1
    return one[:length]


@pytest.mark.parametrize("form", list(FORMATS))
def test_only_the_tags_change(form: str) -> None:
    @examples(170, HealthCheck.data_too_large)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        shape = data.draw(FORMATS[form][0])
        wanted = [data.draw(shapes.names) for _ in shape.tags]
        _check_round_trip(form, shape, wanted)

    check()
