"""JSON Schemas (draft 2020-12) of a rule folder's files, for editors: completion and checks.

They are made of the tables of `rule_language`, with the names that the folder itself has. What a
schema cannot say (a keyword that occurs twice, a bad regex) only `tagengine rules check` finds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.learned import LEARNED_FOLDER
from tagengine.rules.files.scale import SCALE_FILE
from tagengine.rules.files.settings import read_settings
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER, list_name
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.tag_file import spellings
from tagengine.rules.files.vocabulary import read_vocabulary
from tagengine.rules.language import (
    BRACKET_KEYS,
    CONDITION_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    FRAGMENT_NAME,
    KEYWORD_ONLY,
    LEARNED_KEYS,
    LEARNED_WORD,
    LIST_KEYS,
    PERCENT,
    REGEX,
    RULE_KEYS,
    SCALE_KEYS,
    SECTION_KEYS,
    SELECTION_KEYS,
    SETTINGS_KEYS,
    STEP_KEYS,
    TEXT,
    TEXTS,
    VOCABULARY_KEYS,
    Key,
    Schema,
)
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import ADDED_ZONES, SECTION_NAMES, ZONE_NAMES

_PARTS = {
    "type": "object",
    "properties": dict.fromkeys(ZONE_NAMES, PERCENT),
    "minProperties": 1,
    "additionalProperties": False,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class FolderNames:
    """The names that a rule folder's own files give: of tags, of groups of zones, of lists.

    `zone_groups` are the groups without sections, which a rule may give factors of its own.
    """

    tags: tuple[str, ...]
    groups: tuple[str, ...]
    zone_groups: tuple[str, ...]
    lists: tuple[str, ...]

    @classmethod
    def of(cls, files: Mapping[str, str], others: Vocabulary | None = None) -> FolderNames:
        """Return the names in a folder's files (name to text), whatever else is wrong with them.

        `others` are tags that the rules may be for beside those of the folder.
        """
        own = read_vocabulary(StrictFile(VOCABULARY_FILE), files.get(VOCABULARY_FILE, ""))
        vocabulary = [*(own or ()), *(others or ())]
        groups = read_settings(StrictFile(SETTINGS_FILE), files.get(SETTINGS_FILE)).groups
        return cls(
            tuple(dict.fromkeys(name for tag in vocabulary for name in spellings(tag))),
            tuple(groups),
            tuple(name for name in groups if set(groups[name]) <= set(ZONE_NAMES)),
            tuple(list_name(name) for name in sorted(files) if name.startswith(LISTS_FOLDER)),
        )


def kind_of_file(name: str) -> str:
    """Return which of `KINDS` a file of a rule folder is, by its name."""
    kinds = {
        VOCABULARY_FILE: "vocabulary",
        SETTINGS_FILE: "zones",
        FRAGMENTS_FILE: "fragments",
        SCALE_FILE: "scale",
    }
    if name.startswith(LEARNED_FOLDER):
        return "learned"
    return "list" if name.startswith(LISTS_FOLDER) else kinds.get(name, "tag")


def render(kind: str, names: FolderNames) -> str:
    """Return the schema of one kind of file, one of `KINDS`, as JSON."""
    return json.dumps(schema(kind, names), ensure_ascii=False, indent=2)


def schema(kind: str, names: FolderNames) -> dict[str, Any]:
    """Return the schema of one kind of file, one of `KINDS`."""
    return {"$schema": DIALECT, "title": KINDS[kind], **_MAKERS[kind](names)}


def _tag_file(names: FolderNames) -> dict[str, Any]:
    zones = [*ZONE_NAMES, *SECTION_NAMES, *names.groups]
    factor_zones = [*ZONE_NAMES, *names.zone_groups]
    condition = _mapping(CONDITION_KEYS) | {
        "anyOf": [{"required": ["any"]}, {"required": ["lists"]}]
    }
    return _mapping(FILE_KEYS) | {
        "$defs": {
            "tag": _one_of(names.tags) if names.tags else TEXT,
            # Without groups the settings are broken, and any name may be that of a group.
            "zone": _one_of(zones) if names.groups else TEXT,
            "factor_zone": _one_of(factor_zones) if names.groups else TEXT,
            "list": _one_of(names.lists),
            "keyword": _keyword(),
            "rule": _mapping(RULE_KEYS) | {"allOf": _rule_conflicts()},
            "condition": condition,
            "examples": _mapping(EXAMPLE_KEYS),
        }
    }


def _rule_conflicts() -> list[Schema]:
    """Return what a rule's keys demand of one another: a regex or keywords, an id for one rule."""
    not_with_regex = dict.fromkeys(("keywords", "lists", *KEYWORD_ONLY), False)
    return [
        {
            "if": {"required": ["regex"]},
            "then": {"properties": not_with_regex},
            "else": {"anyOf": [{"required": ["keywords"]}, {"required": ["lists"]}]},
        },
        {
            "if": {"required": ["id"]},
            "then": {"properties": {"keywords": {"maxItems": 1}, "lists": False}},
        },
    ]


def _vocabulary(_: FolderNames) -> dict[str, Any]:
    tag = _mapping(VOCABULARY_KEYS)
    return {"type": "array", "minItems": 1, "items": {"anyOf": [tag, TEXT]}}


def _zones(_: FolderNames) -> dict[str, Any]:
    fixed = [*ZONE_NAMES, *SECTION_NAMES]
    return _mapping(SETTINGS_KEYS) | {
        "$defs": {
            "zone_factors": {
                "type": "object",
                "properties": dict.fromkeys(ZONE_NAMES, PERCENT),
                "required": [name for name in ZONE_NAMES if name not in ADDED_ZONES],
                "additionalProperties": False,
            },
            "parts": _PARTS,
            "sections": {
                "type": "object",
                "properties": dict.fromkeys(SECTION_NAMES, _mapping(SECTION_KEYS)),
                "minProperties": 1,
                "additionalProperties": False,
            },
            "group_name": {"not": _one_of(fixed)},
            "member": _one_of(fixed),
            "selection": _mapping(SELECTION_KEYS),
        }
    }


def _scale(names: FolderNames) -> dict[str, Any]:
    places = [*ZONE_NAMES, *SECTION_NAMES, *names.groups]
    return _mapping(SCALE_KEYS) | {
        "$defs": {
            "parts": _PARTS,
            "member_or_group": _one_of(places),
            "bracket": _mapping(BRACKET_KEYS),
            "step": _mapping(STEP_KEYS),
        }
    }


def _learned(names: FolderNames) -> dict[str, Any]:
    return _mapping(LEARNED_KEYS) | {
        "$defs": {
            "tag": _one_of(names.tags) if names.tags else TEXT,
            "learned_words": {
                "type": "object",
                "minProperties": 1,
                "propertyNames": TEXT,
                "additionalProperties": {"type": "string", "pattern": f"^{LEARNED_WORD}$"},
            },
        }
    }


def _fragments(_: FolderNames) -> dict[str, Any]:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": f"^{FRAGMENT_NAME}$"},
        "additionalProperties": REGEX,
    }


def _list(_: FolderNames) -> dict[str, Any]:
    return _mapping(LIST_KEYS) | {"$defs": {"keyword": _keyword()}}


def _keyword() -> Schema:
    return {"anyOf": [TEXT, TEXTS]}


def _one_of(names: tuple[str, ...] | list[str]) -> Schema | bool:
    return {"enum": list(names)} if names else False


def _mapping(keys: tuple[Key, ...]) -> dict[str, Any]:
    """Return the schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {key.name: {**key.schema, "description": _description(key)} for key in keys},
        "required": [key.name for key in keys if key.required],
        "minProperties": 1,
        "additionalProperties": False,
    }


def _description(key: Key) -> str:
    unit = f" In {key.unit}." if key.unit else ""
    default = "Required." if key.required else f"Default: {key.default}."
    return f"{key.meaning[0].upper()}{key.meaning[1:]}.{unit} {default} Example: {key.example}"


KINDS: Mapping[str, str] = {
    "tag": "The rules of a tag",
    "vocabulary": "The vocabulary of a rule folder",
    "zones": "What zones, sections and repeats are worth, and how tags are chosen",
    "fragments": "Named fragments of regexes",
    "scale": "How learned words and hand-written rules are combined",
    "learned": "The learned words of a tag",
    "list": "A list of keywords that several tags share",
}
"""The kinds of files of a rule folder, each with its schema's title."""

_MAKERS: Mapping[str, Callable[[FolderNames], dict[str, Any]]] = {
    "tag": _tag_file,
    "vocabulary": _vocabulary,
    "zones": _zones,
    "fragments": _fragments,
    "scale": _scale,
    "learned": _learned,
    "list": _list,
}
