"""`zones.yaml` to `Settings`: what zones, sections and repeats are worth; how tags are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from yaml.nodes import Node

from tagengine import words
from tagengine.strict_yaml import StrictFile
from tagengine.zones import SECTION_NAMES, ZONE_NAMES, Settings

_KEYS = ("zones", "sections", "groups", "repeats", "selection")
_SECTION_KEYS = ("factor", "headings")
_SELECTION_KEYS = ("max_tags", "threshold", "share", "kind_share", "kind_rank")
_FACTOR_LIMIT = 1_000  # percent
_DEFAULT_FACTOR = 100
_NOTHING = Settings((_DEFAULT_FACTOR,) * len(ZONE_NAMES), (_DEFAULT_FACTOR,) * len(SECTION_NAMES),
                    {}, {}, (100,), 3, 1, 0, 0, 0)  # fmt: skip


def read_settings(file: StrictFile, text: str | None) -> Settings:
    """Return the settings in `text`; what is wrong or missing becomes a problem of `file`."""
    if text is None:
        file.problem(None, "the file is missing", "copy it from the shipped rules")
        return _NOTHING
    root = file.compose(text)
    if root is None:
        return _NOTHING
    values = file.mapping(root, _KEYS, "the settings of zones, sections, repeats and selection")
    for key in _KEYS:
        if key not in values and values:
            file.problem(root, f'no key "{key}"', "every part of the settings is needed")
    if set(values) != set(_KEYS):
        return _NOTHING
    headings: dict[str, int] = {}
    zone_factors = _factors(file, values["zones"], ZONE_NAMES)
    section_factors = _sections(file, values["sections"], headings)
    groups = _groups(file, values["groups"])
    repeats = tuple(
        percent
        for item in file.items(values["repeats"], "percentages")
        if (percent := file.integer(item, "a repeat in percent", 0, 100)) is not None
    )
    selection = file.mapping(values["selection"], _SELECTION_KEYS, "limits")
    chosen = {}
    for key in _SELECTION_KEYS:
        low, high = {"max_tags": (1, 100), "threshold": (0, 10_000)}.get(key, (0, 100))
        if key in selection:
            chosen[key] = file.integer(selection[key], key, low, high)
        else:
            file.problem(values["selection"], f'no key "{key}"')
    return Settings(
        zone_factors,
        section_factors,
        groups,
        headings,
        repeats or (100,),
        chosen.get("max_tags") or 3,
        chosen.get("threshold") or 0,
        chosen.get("share") or 0,
        chosen.get("kind_share") or 0,
        chosen.get("kind_rank") or 0,
    )


def _factors(file: StrictFile, node: Node, names: Sequence[str]) -> tuple[int, ...]:
    values = file.mapping(node, names, "names with a factor in percent")
    for name in names:
        if name not in values:
            file.problem(node, f'no factor for "{name}"', "every one needs a factor in percent")
    found = {
        name: file.integer(value, f"the factor of {name} in percent", 0, _FACTOR_LIMIT)
        for name, value in values.items()
    }
    return tuple(
        _DEFAULT_FACTOR if (factor := found.get(name)) is None else factor for name in names
    )


def _sections(file: StrictFile, node: Node, headings: dict[str, int]) -> tuple[int, ...]:
    """Return the factors by section; fill `headings` (folded words of a heading to section)."""
    factors = [_DEFAULT_FACTOR] * len(SECTION_NAMES)
    for name, value in file.mapping(node, SECTION_NAMES, "sections").items():
        index = SECTION_NAMES.index(name)
        parts = file.mapping(value, _SECTION_KEYS, "a factor and headings")
        if "factor" in parts:
            factor = file.integer(parts["factor"], "the factor in percent", 0, _FACTOR_LIMIT)
            factors[index] = _DEFAULT_FACTOR if factor is None else factor
        else:
            file.problem(value, 'no key "factor"', "in percent")
        if "headings" not in parts:
            continue
        for heading, item in file.texts(parts["headings"], "a heading"):
            key = " ".join(words.fold(heading + " ").split())
            if headings.setdefault(key, index) != index:
                file.problem(item, f'the heading "{heading}" belongs to two sections')
    return tuple(factors)


def _groups(file: StrictFile, node: Node) -> dict[str, tuple[str, ...]]:
    known = (*ZONE_NAMES, *SECTION_NAMES)
    groups = {}
    for name, value in file.mapping(node, (), "groups of zones").items():
        if name in known:
            file.problem(value, f'the group "{name}" has the name of a zone', "choose another")
        members = []
        for member, item in file.texts(value, "a zone"):
            if member in known:
                members.append(member)
            else:
                file.problem(item, f'unknown zone "{member}"', "known: " + ", ".join(known))
        groups[name] = tuple(members)
    return groups
