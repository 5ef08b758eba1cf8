"""The mappings of rule files as a formatter sees them: their keys in order, and their layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tagengine.authoring.commented_yaml import Item
from tagengine.rules.language import (
    CONDITION_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    LIST_KEYS,
    RULE_KEYS,
    Key,
    Schema,
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a mapping is laid out: its keys in order, and whether it always has a line a key.

    Without keys (a fragments file, factors by zone) the order is the author's.
    """

    keys: tuple[Key, ...] = ()
    is_block: bool = False
    is_regexes: bool = False


TAG_FILE = Form(FILE_KEYS, is_block=True)
LIST_FILE = Form(LIST_KEYS, is_block=True)
FRAGMENTS_FILE = Form(is_block=True, is_regexes=True)
RULE = Form(RULE_KEYS, is_block=True)
_ANY = Form()
_FORMS: Mapping[str, Form] = {
    "rule": RULE,
    "condition": Form(CONDITION_KEYS),
    "examples": Form(EXAMPLE_KEYS, is_block=True),
}


def form_of(item: Item, form: Form) -> Form:
    """Return the form of a value, or of the items of a list, by the schema of its key."""
    schemas = {key.name: key.schema for key in form.keys}
    schema: Schema = schemas.get(item.key, {})
    name = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    found = _FORMS.get(str(name).rsplit("/", 1)[-1])
    if found is None and form is _FORMS["examples"]:
        return Form(is_block=True)
    return found or _ANY
