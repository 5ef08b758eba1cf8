"""The JSON Schemas: the folder's own names, what they accept, and the verb that prints them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tagengine.authoring.schema import KINDS, FolderNames, kind_of_file, render, schema
from tagengine.rules.language import (
    CONDITION_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    LIST_KEYS,
    RULE_KEYS,
    SECTION_KEYS,
    SELECTION_KEYS,
    SETTINGS_KEYS,
    VOCABULARY_KEYS,
    Key,
)
from tests.rules.files.test_broken_rules import BASE
from tests.support import CommandLine, Folder

FILES = BASE | {"lists/stores.yaml": "keywords: [redis]\n", "lists/more.yml": ""}
NAMES = FolderNames.of(FILES)


def test_the_names_are_those_of_the_folder() -> None:
    assert NAMES.tags == ("database", "cache", "cache ", "lib")
    assert NAMES.groups == ("summary", "prose")
    assert NAMES.zone_groups == ("summary",)
    assert NAMES.lists == ("more", "stores")


def test_a_folder_that_is_broken_has_a_schema_too() -> None:
    names = FolderNames.of({"vocabulary.yaml": "[", "zones.yaml": "3"})
    assert names == FolderNames((), (), (), ())
    validator = jsonschema.Draft202012Validator(schema("tag", names))
    rule = {"keywords": ["memo"], "weight": 3, "zones": ["whatever"]}
    validator.validate({"tag": "any", "rules": [rule]})
    assert not validator.is_valid({"tag": "any", "rules": [rule | {"lists": ["none"]}]})


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one(kind: str) -> None:
    made = json.loads(render(kind, NAMES))
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == KINDS[kind]
    jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("vocabulary.yaml", "vocabulary"),
        ("zones.yaml", "zones"),
        ("fragments.yaml", "fragments"),
        ("lists/stores.yml", "list"),
        ("cache.yaml", "tag"),
    ],
)
def test_the_kind_of_a_file(name: str, kind: str) -> None:
    assert kind_of_file(name) == kind


def described(keys: tuple[Key, ...], properties: dict[str, Any]) -> None:
    """Assert that each key has its words, as an editor shows them."""
    assert list(properties) == [key.name for key in keys]
    for key in keys:
        words = properties[key.name]["description"]
        assert key.meaning[1:] in words
        assert key.unit in words
        assert key.example in words


def test_editors_get_the_words_of_the_tables() -> None:
    tag, zones = schema("tag", NAMES), schema("zones", NAMES)
    for keys, made in (
        (FILE_KEYS, tag),
        (RULE_KEYS, tag["$defs"]["rule"]),
        (CONDITION_KEYS, tag["$defs"]["condition"]),
        (EXAMPLE_KEYS, tag["$defs"]["examples"]),
        (LIST_KEYS, schema("list", NAMES)),
        (VOCABULARY_KEYS, schema("vocabulary", NAMES)["items"]["anyOf"][0]),
        (SETTINGS_KEYS, zones),
        (SECTION_KEYS, zones["$defs"]["sections"]["properties"]["install"]),
        (SELECTION_KEYS, zones["$defs"]["selection"]),
    ):
        described(keys, made["properties"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("fragments", "version: 'v\\d+'"),
        ("list", "keywords: [a, [b, c]]"),
        ("vocabulary", "- one\n- {id: x, name: two}"),
    ],
)
def test_what_the_small_files_hold(kind: str, text: str) -> None:
    jsonschema.Draft202012Validator(schema(kind, NAMES)).validate(yaml.safe_load(text))


def test_the_verb_prints_a_schema(rules: Folder, cli: CommandLine) -> None:
    code, output, error = cli("rules", "schema", "--rules", rules.path, "--for", "zones")
    assert (code, error) == (0, "")
    assert json.loads(output)["title"].startswith("What zones")
    code, output, _ = cli("rules", "schema", "--rules", rules.path)
    assert json.loads(output)["$defs"]["tag"] == {"enum": ["database", "cache", "cache ", "lib"]}


def test_the_verb_writes_all_schemas(rules: Folder, tmp_path: Path, cli: CommandLine) -> None:
    target = tmp_path / "made" / "here"
    code, output, error = cli("rules", "schema", "--rules", rules.path, "--write", target)
    assert (code, error) == (0, "")
    assert output.splitlines() == [(target / f"{kind}.schema.json").as_posix() for kind in KINDS]
    for path in target.iterdir():
        json.loads(path.read_text("utf-8"))


def test_a_folder_that_is_not_there(cli: CommandLine, tmp_path: Path) -> None:
    code, _, error = cli("rules", "schema", "--rules", tmp_path / "no")
    assert code == 2
    assert "no such folder" in error
