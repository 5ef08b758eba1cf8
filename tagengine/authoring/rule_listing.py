"""What rule files say of tags, listed and shown: as text for people, as JSON data for programs."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.reporting.as_text import several
from tagengine.rules.files.entries import Entry
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.yaml_nodes import place
from tagengine.rules.rule_set import Condition, Rule
from tagengine.rules.vocabulary import tag_as
from tagengine.text import words
from tagengine.text.printable import printable

_WIDTH = 80  # characters of a line
_INDENT = " " * 8
_SOURCES = ("written", "starter", "learned", "implied")
_NUMBERS = (*_SOURCES, "match", "no_match")
_TOGETHER = "\u00a0"  # for a space at which no line is broken


class Listing(NamedTuple):
    """A report in both forms."""

    data: dict[str, Any]
    text: str


def of_all(reading: Reading) -> Listing:
    """Return how many rules and examples each tag has, by name, and the sums."""
    tags = sorted(_counts(reading), key=lambda one: str(one["tag"]["name"]).strip().casefold())
    width = max(len(_name(one)) for one in tags)
    heads = "".join(f"  {what}".replace("_", " ") for what in _NUMBERS)
    lines = [f"{'tag':<{width}}{heads}  file"]
    for one in tags:
        numbers = "".join(f"  {one[what]:>{len(what)}}" for what in _NUMBERS)
        lines.append(f"{_name(one):<{width}}{numbers}  {one['file'] or 'no file'}")
    total = {what: sum(one[what] for one in tags) for what in ("rules", *_NUMBERS)}
    made = ", ".join(f"{total[what]:,} {what}" for what in _SOURCES if total[what])
    lines.append(
        f"{len(tags)} tags, {several(total['rules'], 'rule')} ({made or 'none'}), "
        f"{several(total['match'] + total['no_match'], 'example')}"
    )
    return Listing({"tags": tags}, "\n".join(map(printable, lines)))


def of_tag(reading: Reading, name: str) -> Listing:
    """Return one tag's rules, heaviest first, and its relations; weights in points.

    Raises `VocabularyError` if there is no such tag.
    """
    vocabulary = reading.rule_set.vocabulary
    tag = vocabulary.find(name)
    index = vocabulary.index(tag)
    policy = reading.rule_set.policies[index]
    own = next((one for one in reading.tag_files if one.tag == index), None)
    by_id = {rule.id: rule for rule in own.rules} if own else {}
    entries = [
        (*_entry(entry, [by_id[one] for one in entry.rules]),)
        for entry in (own.entries if own else ())
        if entry.rules
    ]
    entries.sort(key=lambda one: (-one[0]["weight"], one[0]["line"]))
    implied_by = {
        one.tag: one.implies[index]
        for one in reading.tag_files
        if one.tag is not None and index in one.implies
    }
    data = {
        **_counts(reading)[index],
        "scope": tag.scope,
        "threshold": policy.threshold,
        **{
            what: [{"tag": tag_as(vocabulary[one]), "percent": part} for one, part in tags.items()]
            for what, tags in (
                ("implies", own.implies if own else {}), ("implied_by", implied_by)
            )
        },
        "suppresses": [tag_as(vocabulary[one]) for one in policy.suppresses],
        "excludes": [tag_as(vocabulary[one]) for one in policy.excludes],
        "entries": [entry for entry, _ in entries],
    }  # fmt: skip
    parts = [line for _, lines in entries for line in ("", *lines)]
    lines = [*_head(data), *parts, "", *_foot(data)]
    return Listing(data, "\n".join(map(printable, lines)))


def _counts(reading: Reading) -> list[dict[str, Any]]:
    """Return how much there is for each tag, in the order of the vocabulary.

    `written` are the rules of its file that people wrote, `starter` those that were learned, as a
    start for people; `learned` the words that were learned beside them, `implied` the rules that
    other tags' files give it.
    """
    rule_set = reading.rule_set
    total = Counter(rule.tag for rule in rule_set.rules)
    learned = Counter(rule.tag for rule in rule_set.rules if rule.support is not None)
    of_tag = {tag_file.tag: tag_file for tag_file in reading.tag_files}
    examples = Counter((example.tag, example.expected) for example in reading.examples())
    found = []
    for index, tag in enumerate(rule_set.vocabulary):
        tag_file = of_tag.get(index)
        rules = () if tag_file is None else tag_file.rules
        starter = sum(rule.starter for rule in rules)
        found.append(
            {
                "tag": tag_as(tag),
                "kind": rule_set.policies[index].kind,
                "rules": total[index],
                "written": len(rules) - starter,
                "starter": starter,
                "learned": learned[index],
                "implied": total[index] - len(rules) - learned[index],
                "match": examples[index, True],
                "no_match": examples[index, False],
                "file": None if tag_file is None else tag_file.file.path,
            }
        )
    return found


def _name(data: dict[str, Any]) -> str:
    return str(data["tag"]["name"]).strip()


def _head(data: dict[str, Any]) -> Iterator[str]:
    yield f"{_name(data)}  ({data['file'] or 'no file'})"
    yield from textwrap.wrap(data["scope"], _WIDTH)
    kind = ", says what kind of thing a project is" if data["kind"] else ""
    yield f"needs {data['threshold']} points{kind}"
    for what, key in (("implies", "implies"), ("implied by", "implied_by")):
        yield from _related(what, [f"{_name(one)} ({one['percent']} %)" for one in data[key]])
    for what, key in (("suppresses", "suppresses"), ("never beside", "excludes")):
        yield from _related(what, [tag["name"].strip() for tag in data[key]])


def _related(what: str, names: Sequence[str]) -> list[str]:
    text = f"{what} {', '.join(names)}" if names else ""
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ")


def _foot(data: dict[str, Any]) -> Iterator[str]:
    parts = [several(data["written"], "rule")]
    parts += [several(data["starter"], "starter rule")] * bool(data["starter"])
    parts += [several(data["learned"], "learned word")] * bool(data["learned"])
    parts += [f"{data['implied']} more from tags that imply it"] * bool(data["implied"])
    yield ", ".join(parts)
    match, no_match = data["match"], data["no_match"]
    yield f"{several(match + no_match, 'example')}: {match} match, {no_match} no match"


def _entry(entry: Entry, rules: Sequence[Rule]) -> tuple[dict[str, Any], list[str]]:
    """Return an entry as data, and as text: weight and keywords, then what it says in words."""
    rule = rules[0]  # which has all that they share
    aliases = [_aliases(one, entry) for one in rules]
    data = {
        "line": place(entry.node)[0],
        "weight": rule.weight // 100,
        "regex": rule.regex,
        "zones": [
            {"name": name, "percent": part} for name, part in _named(entry.keys.get("zones"))
        ],
        "requires": _condition_data(rule.requires),
        "unless": _condition_data(rule.unless),
        "cap": rule.cap or None,
        "gap": max(one.gap for one in rules) or None,
        "exact_case": rule.exact_case,
        "exact_separators": rule.exact_separators,
        "lists": [name for name, _ in _named(entry.keys.get("lists"))],
        "since": entry.since or None,
        "source": entry.source or None,
        "note": entry.note or None,
        "rules": [
            {"id": one.id, "text": one.text, "aliases": others, "file": one.path, "line": one.line}
            for one, others in zip(rules, aliases, strict=True)
        ],
    }
    weight = data["weight"]
    lines = textwrap.wrap(
        ", ".join(map(_texts, rules, aliases)), _WIDTH,
        initial_indent=f"{weight:>6}  " if weight else "  mask  ", subsequent_indent=_INDENT,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    lines = [line.replace(_TOGETHER, " ") for line in lines]
    for said in _said(data, rule, has_plural="plural" in entry.keys):
        lines += textwrap.wrap(
            said, _WIDTH, initial_indent=f"{_INDENT}- ", subsequent_indent=f"{_INDENT}  "
        )
    return data, lines


def _aliases(rule: Rule, entry: Entry) -> list[str]:
    """Return a keyword's aliases: its forms without the plurals that were made of them."""
    if rule.regex:
        return []
    made = set() if "plural" in entry.keys else {words.plural(form) for form in rule.forms}
    return [form for form in rule.forms[1:] if form not in made]


def _named(node: Node | None) -> list[tuple[str, int | None]]:
    """Return the names of a list, or the names and numbers of a mapping."""
    if isinstance(node, SequenceNode):
        return [(item.value, None) for item in node.value if isinstance(item, ScalarNode)]
    if isinstance(node, MappingNode):
        return [(key.value, int(value.value)) for key, value in node.value]
    return []


def _texts(rule: Rule, aliases: Sequence[str]) -> str:
    """Return a rule's text with its aliases, each of which stays on one line."""
    if rule.regex:
        return f"/{rule.text}/".replace(" ", _TOGETHER)
    first, *others = (text.replace(" ", _TOGETHER) for text in (rule.text, *aliases))
    return first + (f" (={_TOGETHER}{', '.join(others)})" if others else "")


def _said(data: dict[str, Any], rule: Rule, *, has_plural: bool) -> Iterator[str]:
    """Yield what an entry says beside weight and keywords, in words."""
    if data["zones"]:
        parts = ((one["name"], one["percent"]) for one in data["zones"])
        names = (name if part is None else f"{name} at {part} %" for name, part in parts)
        yield f"in {', '.join(names)}"
    if rule.requires is not None:
        yield f"only with {_condition(rule.requires)}"
    if rule.unless is not None:
        yield f"not with {_condition(rule.unless)}"
    if rule.cap:
        yield f"counts {rule.cap} times at most" if rule.cap > 1 else "counts once"
    if data["gap"]:
        yield f"… stands for {data['gap']} words at most"
    if rule.exact_case:
        yield "only with these capitals"
    if rule.exact_separators:
        yield "only with these hyphens and spaces"
    if has_plural and not rule.regex:
        yield "the plural only if it is written"
    if data["lists"]:
        yield f"with the keywords of {', '.join(data['lists'])}"
    yield from (f"{what}: {data[what]}" for what in ("since", "source", "note") if data[what])


def _condition(condition: Condition) -> str:
    terms = ", ".join(f'"{term}"' for term in condition.terms)
    near = "" if condition.within < 0 else f", {several(condition.within, 'word')} away at most"
    return f"{terms} in the same {condition.scope.value}{near}"


def _condition_data(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return {
        "any": list(condition.terms),
        "in": condition.scope.value,
        "within": condition.within if condition.within >= 0 else None,
    }
