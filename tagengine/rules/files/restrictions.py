"""What restricts where a rule counts: its zones, and its conditions."""

from __future__ import annotations

from yaml.nodes import MappingNode, Node

from tagengine.errors import Code
from tagengine.rules.files.shared import Shared
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import key_nodes
from tagengine.rules.language import CONDITION_KEYS
from tagengine.rules.rule_set import Condition, Rule, Scope
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES, Settings
from tagengine.text import words


def with_zones(rule: Rule, file: StrictFile, settings: Settings, node: Node) -> Rule:
    """Read `zones: [names]`, or `zones: {name: percent}` with factors of the rule's own."""
    groups = settings.groups
    # Without groups the settings are broken, which is said there and not for every use of one.
    known = (*ZONE_NAMES, *SECTION_NAMES, *groups) if groups else ()
    if not isinstance(node, MappingNode):
        listed = file.texts(node, "a zone")
        names = [one for one, item in listed if not known or file.choice(item, "zone", known)]
        zones, sections = settings.bits(names)
        return rule._replace(zones=zones, sections=sections)
    values = file.mapping(node, known, "zones") or {}
    factors = list(settings.zone_factors)
    for name, factor in file.percents(values).items():
        for member in groups.get(name, (name,)):
            if member in ZONE_NAMES:
                factors[ZONE_NAMES.index(member)] = factor
            elif member in SECTION_NAMES:
                has = f'"{name}" is' if member == name else f'the group "{name}" has'
                problem = f"{has} a section, which cannot have a factor in a rule"
                hint = "use only zones, or write a list"
                file.problem(key_nodes(node)[name], Code.UNKNOWN_NAME, problem, hint)
    zones, sections = settings.bits(values)
    return rule._replace(zones=zones, sections=sections, factors=tuple(factors))


def condition(file: StrictFile, shared: Shared, node: Node | None) -> Condition | None:
    """Return the terms of `requires` or `unless`; what is wrong becomes a problem of the file."""
    if node is None:
        return None
    fields = file.fields(node, CONDITION_KEYS, "a condition such as {any: [term], in: sentence}")
    if fields is None:
        return None
    terms: list[str] = []
    if "any" not in fields and "lists" not in fields:
        hint = "as in: {any: [browser]}"
        file.problem(node, Code.CONFLICT, "a condition needs terms", hint)
    if (listed := fields.get("any")) is not None:
        for term, item in file.texts(listed, "a term"):
            if words.pattern(term) and words.GAP not in term:
                terms.append(term)
            else:
                problem = f'the term "{term}" has no letter or digit to search for'
                if words.GAP in term:
                    problem = f'the term "{term}" has a gap, which only keywords can have'
                file.problem(item, Code.NO_WORD, problem, "write a word")
    if (lists := fields.get("lists")) is not None:
        for name, item in file.texts(lists, "a list's name"):
            for keyword in shared.listed(name, file, item):
                terms.extend(text for text in keyword.texts if words.GAP not in text)
    forms = [form for term in terms for form in plurals(term, True)]
    patterns = tuple(dict.fromkeys(words.pattern(form) for form in forms))
    scope = Scope(fields.choice("in", "document"))
    return Condition(tuple(terms), patterns, scope, fields.integer("within", -1))


def plurals(text: str, use_plural: bool) -> list[str]:
    """Return a text and, where it is wanted and there is one, its plural."""
    plural = words.plural(text) if use_plural else None
    return [text, plural] if plural else [text]
