"""`zones.yaml` to `Settings`: what zones, sections and repeats are worth; how tags are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from yaml.nodes import Node

from tagengine import words
from tagengine.errors import Code
from tagengine.rule_language import FACTOR_LIMIT, SECTION_KEYS, SELECTION_KEYS, SETTINGS_KEYS, names
from tagengine.strict_yaml import StrictFile
from tagengine.zones import SECTION_NAMES, ZONE_NAMES, Settings

_DEFAULT_FACTOR = 100
_NOTHING = Settings((_DEFAULT_FACTOR,) * len(ZONE_NAMES), (_DEFAULT_FACTOR,) * len(SECTION_NAMES),
                    {}, {}, (100,), 3, 1, 0, 0, 0)  # fmt: skip


def read_settings(file: StrictFile, text: str | None) -> Settings:
    """Return the settings in `text`; what is wrong or missing becomes a problem of `file`."""
    if text is None:
        problem, hint = "the file is missing", "copy it from the shipped rules"
        file.problem(None, Code.MISSING_KEY, problem, hint)
        return _NOTHING
    root = file.compose(text, "the settings of zones, sections, repeats and selection")
    if root is None:
        return _NOTHING
    fields = file.fields(root, SETTINGS_KEYS, "zones, sections, groups, repeats and selection")
    if fields is None or set(fields.values) != set(names(SETTINGS_KEYS)):
        return _NOTHING
    headings: dict[str, int] = {}
    zone_factors = _factors(file, fields.values["zones"], ZONE_NAMES)
    section_factors = _sections(file, fields.values["sections"], headings)
    groups = _groups(file, fields.values["groups"])
    repeats = tuple(
        percent
        for item in file.items(fields.values["repeats"], "percentages")
        if (percent := file.integer(item, "a repeat in percent", 0, 100)) is not None
    )
    selection = file.fields(fields.values["selection"], SELECTION_KEYS, "limits of the selection")
    if selection is None:
        return _NOTHING
    limits = (selection.integer(key.name, 1) for key in SELECTION_KEYS)
    return Settings(zone_factors, section_factors, groups, headings, repeats or (100,), *limits)


def _factors(file: StrictFile, node: Node, names: Sequence[str]) -> tuple[int, ...]:
    values = file.mapping(node, names, "names with a factor in percent") or {}
    for name in names:
        if name not in values:
            problem, hint = f'no factor for "{name}"', "every one needs a factor in percent"
            file.problem(node, Code.MISSING_KEY, problem, hint)
    found = {
        name: file.integer(value, f"the factor of {name} in percent", 0, FACTOR_LIMIT)
        for name, value in values.items()
    }
    return tuple(
        _DEFAULT_FACTOR if (factor := found.get(name)) is None else factor for name in names
    )


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
            file.problem(value, Code.UNKNOWN_NAME, problem, hint)
        items = file.items(value, "zones")
        members = (file.choice(item, "zone", known) for item in items)
        groups[name] = tuple(member for member in members if member is not None)
    return groups
