"""The reference of every key in `docs/rules.md`, made of the tables of the rule language.

`python -m scripts.rule_reference docs/rules.md` renews it between the markers of the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tagengine.rules.language import (
    CONDITION_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    ID_LIMIT,
    LIST_KEYS,
    RULE_KEYS,
    SECTION_KEYS,
    SELECTION_KEYS,
    SETTINGS_KEYS,
    VOCABULARY_KEYS,
    Key,
    Schema,
)
from tagengine.text import words

TABLES: Mapping[str, tuple[Key, ...]] = {
    "file": FILE_KEYS,
    "rule": RULE_KEYS,
    "condition": CONDITION_KEYS,
    "examples": EXAMPLE_KEYS,
    "list": LIST_KEYS,
    "vocabulary": VOCABULARY_KEYS,
    "settings": SETTINGS_KEYS,
    "section": SECTION_KEYS,
    "selection": SELECTION_KEYS,
}
"""The tables of keys, by the name that a marker gives them."""

COMMAND = "python -m scripts.rule_reference docs/rules.md"

_MARKED = re.compile(r"(<!-- reference: (\w+) -->\n).*?(<!-- end of reference -->)", re.DOTALL)
_NAMED = {
    "list": "shared list", "member": "place", "factor_zone": "zone", "group_name": "name",
    "examples": "mapping, see below", "condition": "condition, see below",
    "sections": "mapping by section, see below", "selection": "mapping, see below",
    "zone_factors": "mapping: zone to whole number, 0 to 1000",
    "parts": "mapping: zone to whole number, 0 to 1000",
}  # fmt: skip


def renewed(text: str) -> str:
    """Return a document with the tables between its markers made again."""
    return replaced(text, {name: table(keys) for name, keys in TABLES.items()})


def replaced(text: str, parts: Mapping[str, str]) -> str:
    """Return a document with each part put between the markers that have its name."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{parts[found[2]]}\n{found[3]}", text)


def table(keys: tuple[Key, ...]) -> str:
    """Return the keys as a Markdown table: key, type with limits and unit, default, example."""
    rows = ["| key | type | default | example | meaning |", "|---|---|---|---|---|"]
    for key in keys:
        cells = (f"`{key.name}`", type_of(key), key.default, f"`{key.example}`", key.meaning)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def type_of(key: Key) -> str:
    """Return the type of a key's value in words, with its limits and unit."""
    return _type(key.schema, f" {key.unit}" if key.unit else "")


def _type(schema: Schema, unit: str) -> str:
    """Return a schema in words; a whole number's with its unit."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[1]
        return _NAMED.get(name, name) + (unit if name in ("zone_factors", "parts") else "")
    if "anyOf" in schema:
        return ", or ".join(_type(one, unit) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    return _TYPES[schema["type"]](schema, unit)


def _list(schema: Schema, unit: str) -> str:
    name, comma, limits = _type(schema["items"], unit).partition(",")
    return f"list of {words.plural(name) or name}{comma}{limits}"


def _mapping(schema: Schema, unit: str) -> str:
    name = _type(schema["propertyNames"], "")
    return f"mapping: {name} to {_type(schema['additionalProperties'], unit)}"


def _whole_number(schema: Schema, unit: str) -> str:
    low, high = schema["minimum"], schema["maximum"]
    return "whole number" + (f", {low} to {high}{unit}" if high < ID_LIMIT else "")


_TYPES: Mapping[str, Callable[[Schema, str], str]] = {
    "string": lambda *_: "text",
    "boolean": lambda *_: "true or false",
    "array": _list,
    "object": _mapping,
    "integer": _whole_number,
}


def main(path: Path) -> None:
    """Renew the reference in a file."""
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
