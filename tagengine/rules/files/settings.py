"""`zones.yaml` to `Settings`: what zones, sections and repeats are worth; how tags are chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import key_nodes
from tagengine.rules.language import SECTION_KEYS, SELECTION_KEYS, SETTINGS_KEYS
from tagengine.rules.zones import ADDED_ZONES, SECTION_NAMES, ZONE_NAMES, Settings
from tagengine.text import words

_DEFAULT_FACTOR = 100
_ZONES = (_DEFAULT_FACTOR,) * len(ZONE_NAMES)
_SECTIONS = (_DEFAULT_FACTOR,) * len(SECTION_NAMES)
_NOTHING = Settings(_ZONES, _ZONES, _ZONES, _SECTIONS, {}, {}, (100,), 3, 1, 0, 0, 0)


def read_settings(file: StrictFile, text: str | None) -> Settings:
    """Return the settings in `text`; what is wrong or missing becomes a problem of `file`."""
    if text is None:
        problem, hint = "the file is missing", "copy the one that tagengine init NEW makes"
        file.problem(None, Code.MISSING_KEY, problem, hint)
        return _NOTHING
    root = file.compose(text, "the settings of zones, sections, repeats and selection")
    if root is None:
        return _NOTHING
    fields = file.fields(root, SETTINGS_KEYS, "zones, sections, groups, repeats and selection")
    if fields is None:
        return _NOTHING
    headings: dict[str, int] = {}
    settings = _NOTHING
    if (zones := fields.get("zones")) is not None:
        settings = replace(settings, zone_factors=_factors(file, zones))
    parts, kind_parts = _parts(file, fields.get("words")), _parts(file, fields.get("kind_words"))
    settings = replace(settings, word_parts=parts, kind_word_parts=kind_parts)
    if (sections := fields.get("sections")) is not None:
        factors = _sections(file, sections, headings)
        settings = replace(settings, section_factors=factors, headings=headings)
    if (groups := fields.get("groups")) is not None:
        settings = replace(settings, groups=_groups(file, groups))
    if (repeats := fields.get("repeats")) is not None:
        settings = replace(settings, repeats=_repeats(file, repeats))
    selection = fields.get("selection")
    limits = selection and file.fields(selection, SELECTION_KEYS, "limits of the selection")
    if limits:
        values: dict[str, Any] = {key.name: limits.integer(key.name, 1) for key in SELECTION_KEYS}
        settings = replace(settings, **values)
    return settings


def with_limits(text: str, limits: Mapping[str, int]) -> str:
    """Return the text of settings with other limits of the selection; comments stay."""
    for name, value in limits.items():
        text = re.sub(rf"(?m)^(\s+{name}:\s*)\d+", rf"\g<1>{value}", text, count=1)
    return text


def _repeats(file: StrictFile, node: Node) -> tuple[int, ...]:
    percents = (
        file.integer(item, "the repeat", 0, 100, "percent")
        for item in file.items(node, "percentages")
    )
    return tuple(percent for percent in percents if percent is not None) or (_DEFAULT_FACTOR,)


def _factors(file: StrictFile, node: Node) -> tuple[int, ...]:
    values = file.mapping(node, ZONE_NAMES, "names with a factor in percent")
    if values is None:
        return _ZONES
    for name in ZONE_NAMES:
        if name not in values and name not in ADDED_ZONES:
            problem, hint = f'no factor for "{name}"', "every one needs a factor, in percent"
            file.problem(node, Code.MISSING_KEY, problem, hint)
    factors = ADDED_ZONES | file.percents(values)
    return tuple(factors.get(name, _DEFAULT_FACTOR) for name in ZONE_NAMES)


def _parts(file: StrictFile, node: Node | None) -> tuple[int, ...]:
    """Return what part of each zone's factor counts for keywords of a single word."""
    values = (node and file.mapping(node, ZONE_NAMES, "zones with a part in percent")) or {}
    parts = file.percents(values, "part")
    return tuple(parts.get(name, 100) for name in ZONE_NAMES)


def _sections(file: StrictFile, node: Node, headings: dict[str, int]) -> tuple[int, ...]:
    """Return the factors by section; fill `headings` (folded words of a heading to section)."""
    factors = [_DEFAULT_FACTOR] * len(SECTION_NAMES)
    for name, value in (file.mapping(node, SECTION_NAMES, "sections") or {}).items():
        index = SECTION_NAMES.index(name)
        fields = file.fields(value, SECTION_KEYS, "a factor and headings")
        if fields is None:
            continue
        factors[index] = fields.integer("factor", _DEFAULT_FACTOR)
        if (listed := fields.get("headings")) is None:
            continue
        for heading, item in file.texts(listed, "a heading"):
            key = " ".join(words.fold(heading + " ").split())
            if not key:
                problem = f'the heading "{heading}" has no letter or digit to search for'
                file.problem(item, Code.NO_WORD, problem, "write a word")
                continue
            if key in headings:
                problem = f'the heading "{heading}" occurs twice'
                hint = f'it is in the section "{SECTION_NAMES[headings[key]]}" already'
                file.problem(item, Code.DUPLICATE, problem, hint)
            headings.setdefault(key, index)
    return tuple(factors)


def _groups(file: StrictFile, node: Node) -> dict[str, tuple[str, ...]]:
    known = (*ZONE_NAMES, *SECTION_NAMES)
    groups = {}
    for name, value in (file.mapping(node, (), "groups of zones") or {}).items():
        if name in known:
            problem, hint = f'the group "{name}" has the name of a zone', "choose another"
            file.problem(key_nodes(node)[name], Code.UNKNOWN_NAME, problem, hint)
        items = file.items(value, "zones")
        members = (file.choice(item, "zone", known) for item in items)
        groups[name] = tuple(member for member in members if member is not None)
    return groups
