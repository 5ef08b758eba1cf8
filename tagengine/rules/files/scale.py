"""`scale.yaml` to a `Scale`: how learned words and rules by hand are weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.language import BRACKET_KEYS, SCALE_KEYS, STEP_KEYS, Key
from tagengine.rules.scale import Scale
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES, Settings

SCALE_FILE = "scale.yaml"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line of a table: two numbers, the first None where it may be left out, and the node."""

    first: int | None
    percent: int
    node: Node


def read_scale(file: StrictFile, text: str, settings: Settings) -> Scale | None:
    """Return the scale in `text`; what is wrong becomes a problem of `file`."""
    root = file.compose(text, "zones, counts_in, brackets and confidence")
    if root is None:
        return None
    fields = file.fields(root, SCALE_KEYS, "zones, counts_in, brackets and confidence")
    if fields is None or any(fields.get(key.name) is None for key in SCALE_KEYS):
        return None
    zones, sections = _places(file, fields.values["counts_in"], settings)
    brackets, rest = _brackets(file, fields.values["brackets"])
    return Scale(
        _factors(file, fields.values["zones"]),
        zones,
        sections,
        brackets,
        rest,
        _confidence(file, fields.values["confidence"]),
    )


def _factors(file: StrictFile, node: Node) -> tuple[int, ...]:
    values = file.mapping(node, ZONE_NAMES, "zones with a factor in percent") or {}
    factors = file.percents(values)
    return tuple(factors.get(name, 0) for name in ZONE_NAMES)


def _places(file: StrictFile, node: Node, settings: Settings) -> tuple[int, int]:
    """Return the bits of the zones and of the sections in a list of names and groups."""
    known = (*ZONE_NAMES, *SECTION_NAMES, *settings.groups)
    names = (file.choice(item, "zone", known) for item in file.items(node, "zones"))
    return settings.bits(name for name in names if name is not None)


def _pairs(file: StrictFile, node: Node, keys: tuple[Key, ...], example: str) -> list[_Pair]:
    found = []
    for item in file.items(node, example):
        fields = file.fields(item, keys, f"numbers such as {example}")
        if fields is not None:
            first = keys[0].name
            number = fields.integer(first, 0) if first in fields else None
            found.append(_Pair(number, fields.integer("percent", 0), item))
    for before, after in pairwise(found):
        if before.first is not None and after.first is not None and after.first <= before.first:
            problem = f"{keys[0].name} {after.first} does not rise above {before.first}"
            file.problem(after.node, Code.BAD_VALUE, problem, "put smaller ones first")
    return found


def _brackets(file: StrictFile, node: Node) -> tuple[tuple[tuple[int, int], ...], int]:
    """Return the brackets that have an end, in hundredths of a point, and the last percentage."""
    found = _pairs(file, node, BRACKET_KEYS, "{to: 15, percent: 66}")
    for one in found[:-1]:
        if one.first is None:
            hint = "only the last bracket has no end"
            file.problem(one.node, Code.MISSING_KEY, 'no key "to"', hint)
    if found and found[-1].first is not None:
        hint = "the last bracket has no end: {percent: 8}"
        file.problem(found[-1].node, Code.BAD_VALUE, 'a "to" in the last bracket', hint)
    ends = tuple((100 * one.first, one.percent) for one in found if one.first is not None)
    return ends, found[-1].percent if found else 100


def _confidence(file: StrictFile, node: Node) -> tuple[tuple[int, int], ...]:
    found = _pairs(file, node, STEP_KEYS, "{score: 10, percent: 40}")
    for before, after in pairwise(found):
        if after.percent < before.percent:
            problem = f"percent {after.percent} falls below {before.percent}"
            hint = "a higher score cannot have less confidence"
            file.problem(after.node, Code.BAD_VALUE, problem, hint)
    return tuple((100 * (one.first or 0), one.percent) for one in found) or ((0, 0),)
