"""Tags are fixed in any record file: only they change, and fixing again changes nothing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import yaml

from fuzz import tokens
from fuzz.choices import Choices
from tagengine.evidence.result import Result
from tagengine.metadata.checking import catalogue
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.configuration import reading as configuration
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing import fixing
from tagengine.metadata.record_files import formats, selectors
from tagengine.rules.vocabulary import Tag, Vocabulary

MODULES = (
    "metadata/checking/catalogue",
    "metadata/editing/fixing",
    "metadata/record_files/selectors",
    "metadata/editing/block_lists",
    "metadata/editing/changes",
    "metadata/editing/fixes",
    "metadata/editing/flow_lists",
    "metadata/editing/items",
    "metadata/editing/new_field",
    "metadata/editing/scalars",
)
TOKENS = tokens.RECORDS
LONGEST = 400  # bytes
RUNS = 220_000

_NAMES = ("a", "b", "cache ", "c++", "no", "a: b", "# hash", "[z]", "it's", "- dash", "1e3", "数")
VOCABULARY = Vocabulary(Tag(index, name) for index, name in enumerate(_NAMES, start=1))
_SELECTS = {"yaml": "", "json": "[]", "toml": "", "json-lines": "", "front-matter": ""}
_LAYOUT = configuration.from_preset("awesome-selfhosted").layout
_LOADERS: dict[str, Callable[[str], Any]] = {
    "yaml": lambda text: list(yaml.load_all(text, yaml.CSafeLoader)),
    "json": json.loads,
    "toml": tomllib.loads,
}


def check(data: bytes) -> None:
    """Fix the tags of all records; the first bytes choose the format and the wanted tags."""
    choices = Choices(data)
    form = choices.pick(formats.NAMES)
    select = selectors.parse(choices.pick((_SELECTS[form], _SELECTS[form], "records[]")))
    assert select is not None
    layout = replace(_LAYOUT, select=select, tags_as=choices.pick(("name", "name", "id")))
    wanted = tuple(dict.fromkeys(choices.pick(tuple(VOCABULARY)) for _ in range(3)))
    text = choices.text(TOKENS)
    fix = _fixed(text, form, layout, wanted[: choices.pick((3, 0, 1, 2))])
    if fix.fixed:
        again = _fixed(fix.text, form, layout, fix.fixed[0].expected)
        assert again.text == fix.text or fix.problems
        _check_the_rest(text, fix.text, form)
    else:
        assert fix.text == text


def _fixed(text: str, form: str, layout: Layout, wanted: tuple[Tag, ...]) -> fixing.Fix:
    file = formats.read("x", text, form)
    checks = []
    for record in catalogue.records(file, layout, VOCABULARY, []):
        fixes = FixedTags(wanted, wanted, wanted, wanted)
        checks.append(RecordCheck(record, cast("Result", None), wanted, (), fixes))
    content = text.encode("utf-8", "surrogatepass")
    return fixing.fix(FileCheck("x", content, file, tuple(checks), ()), layout, VOCABULARY)


def _check_the_rest(before: str, after: str, form: str) -> None:
    """Assert that a parser of another hand reads the same but for fields named tags."""
    load = _LOADERS.get(form)
    if load is None:
        return
    try:
        old = load(before)
    except (ValueError, TypeError, RecursionError, yaml.YAMLError):
        return  # what the package reads, being of another mind on an odd scalar
    assert repr(_without_tags(old)) == repr(_without_tags(load(after)))


def _without_tags(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_tags(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_tags(value) for key, value in data.items() if key != "tags"}
    return data
