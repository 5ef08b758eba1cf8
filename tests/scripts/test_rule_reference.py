"""`docs/rules.md`: its reference is that of the tables, its story happens, its examples load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.rule_reference import COMMAND, TABLES, renewed, table, type_of
from tagengine.authoring.schema import KINDS
from tagengine.rules.files import folder as rule_files
from tagengine.rules.language import Key
from tagengine.rules.sources import shipped_folder
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES
from tests.rules.files.test_broken_rules import BASE, problems
from tests.story import blocks, file_of, tell
from tests.support import CommandLine

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "rules.md"
TEXT = DOCUMENT.read_text("utf-8")
BLOCKS = blocks(TEXT)
FRAGMENTS = [text for language, text in BLOCKS if language == "yaml" and file_of(text) is None]
KEYS = [(name, key) for name, keys in TABLES.items() for key in keys]


def test_the_reference_is_that_of_the_tables() -> None:
    assert renewed(TEXT) == TEXT, f"docs/rules.md is not up to date; renew it with: {COMMAND}"


def test_every_table_stands_in_the_document() -> None:
    for name in TABLES:
        assert f"<!-- reference: {name} -->" in TEXT


def test_every_zone_and_section_is_named() -> None:
    for name in (*ZONE_NAMES, *SECTION_NAMES):
        assert f"`{name}`" in TEXT


@pytest.mark.parametrize(("name", "key"), KEYS, ids=lambda value: getattr(value, "name", value))
def test_a_key_has_type_default_example_and_unit(name: str, key: Key) -> None:
    assert type_of(key)
    assert key.default
    assert key.meaning
    assert key.required == (key.default == "required")
    assert bool(key.unit) == ("number" in type_of(key) and key.name != "id"), name
    assert yaml.safe_load(key.example).keys() == {key.name}


def with_example(name: str, key: Key) -> dict[str, str]:
    """Return the files of a folder in which the example of a key stands."""
    rule = {"keywords": "[memo]", "weight": "3"}
    example = key.example.partition(": ")[2].replace(", …", "")
    files = {**BASE, "lists/databases.yaml": "keywords: [mysql]\n"}
    files["vocabulary.yaml"] += "- {id: 4, name: web-app}\n- {id: 5, name: framework}\n"
    files["fragments.yaml"] = "name: x\n"
    if name in ("rule", "condition"):
        rule |= (
            {key.name: example}
            if name == "rule"
            else {"requires": f"{{any: [a], {key.name}: {example}}}"}
        )
        rule = {k: v for k, v in rule.items() if k != "keywords" or key.name != "regex"}
        if (name, key.name) == ("condition", "any"):
            rule["requires"] = f"{{any: {example}}}"
    body = ", ".join(f"{one}: {value}" for one, value in rule.items())
    files["cache.yaml"] = f"tag: cache\nrules: [{{{body}}}]\n"
    if name == "file" and key.name not in ("tag", "rules"):
        files["cache.yaml"] += key.example + "\n"
    elif name == "list":
        files["lists/databases.yaml"] = "\n".join(dict.fromkeys(["keywords: [mysql]", key.example]))
        if key.name == "keywords":
            files["lists/databases.yaml"] = key.example
    elif name == "examples":
        files["cache.yaml"] += f"examples: {{{key.example}}}\n"
    return files


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (name, key)
        for name, key in KEYS
        if name in ("file", "rule", "condition", "list", "examples")
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_example_of_a_key_loads(name: str, key: Key) -> None:
    assert problems(with_example(name, key)) == ()


def test_a_table_keeps_what_would_end_a_cell() -> None:
    key = Key("x", {"enum": ["a|b"]}, "`a|b`", "x: a|b", "one | two")
    assert table((key,)).splitlines()[2] == (r"| `x` | `a\|b` | `a\|b` | `x: a\|b` | one \| two |")


@pytest.mark.parametrize("text", FRAGMENTS, ids=range(len(FRAGMENTS)))
def test_an_example_of_the_document_loads(text: str) -> None:
    files = {**BASE, "lists/databases.yaml": "keywords: [mysql]\n", "fragments.yaml": "version: x"}
    if "\nwords:" in text:
        files["learned/database.yaml"] = text
        files["vocabulary.yaml"] += "- {id: 8, name: storage}\n- {id: 9, name: http}\n"
        files["scale.yaml"] = (shipped_folder() / "scale.yaml").read_text("utf-8")
    elif text.startswith("tag:"):
        files["cache.yaml"] = text
    else:
        rules = "".join(f"  {line}\n" for line in text.splitlines())
        files["cache.yaml"] = f"tag: cache\nrules:\n{rules}"
    rule_files.read(files)


def test_the_story_happens(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    tell(DOCUMENT, cli)


def test_the_settings_of_the_editor_name_the_schemas() -> None:
    (settings,) = (json.loads(text) for language, text in BLOCKS if language == "json")
    schemas: dict[str, Any] = settings["yaml.schemas"]
    assert {Path(path).name for path in schemas} == {f"{kind}.schema.json" for kind in KINDS}
