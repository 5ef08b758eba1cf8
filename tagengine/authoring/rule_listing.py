"""The rules of a folder, listed and shown: as text for people, as JSON for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from tagengine.authoring.overview import EntryView, TagCounts, TagView
from tagengine.reporting import as_json
from tagengine.reporting.as_text import several
from tagengine.rules.rule_set import Condition, Rule
from tagengine.rules.vocabulary import Tag, tag_as
from tagengine.text.printable import printable

_WIDTH = 80  # characters of a line
_INDENT = " " * 8
_SOURCES = ("written", "starter", "learned", "implied")
_TOGETHER = "\u00a0"  # for a space at which no line is broken


def counts(tags: Sequence[TagCounts]) -> str:
    """Return a table of tags with their numbers of rules and examples, and the sums."""
    width = max(len(one.tag.name.strip()) for one in tags)
    lines = [f"{'tag':<{width}}  written  starter  learned  implied  match  no match  file"]
    lines += [
        f"{one.tag.name.strip():<{width}}  {one.written:>7}  {one.starter:>7}  {one.learned:>7}  "
        f"{one.implied:>7}  {one.match:>5}  {one.no_match:>8}  {one.path or 'no file'}"
        for one in tags
    ]
    rules, examples = sum(one.rules for one in tags), sum(one.match + one.no_match for one in tags)
    sums = ((sum(getattr(one, what) for one in tags), what) for what in _SOURCES)
    made = ", ".join(f"{count:,} {what}" for count, what in sums if count)
    lines.append(
        f"{len(tags)} tags, {several(rules, 'rule')} ({made or 'none'}), "
        f"{several(examples, 'example')}"
    )
    return "\n".join(map(printable, lines))


def counts_line(tags: Sequence[TagCounts]) -> str:
    """Return `{"tags": [{"tag", "kind", "rules", "written", "starter", …}]}`."""
    return as_json.line({"tags": [_counts(one) for one in tags]})


def _counts(one: TagCounts) -> dict[str, Any]:
    return {
        "tag": tag_as(one.tag),
        "kind": one.kind,
        "rules": one.rules,
        "written": one.written,
        "starter": one.starter,
        "learned": one.learned,
        "implied": one.implied,
        "match": one.match,
        "no_match": one.no_match,
        "file": one.path or None,
    }


def tag(view: TagView) -> str:
    """Return a tag's rules by weight, in words, with its relations."""
    lines = [f"{view.tag.name.strip()}  ({view.path or 'no file'})"]
    if view.tag.scope:
        lines += textwrap.wrap(view.tag.scope, _WIDTH)
    kind = ", says what kind of thing a project is" if view.policy.kind else ""
    lines.append(f"needs {view.policy.threshold} points{kind}")
    lines += _relations(view)
    for entry in view.entries:
        lines += ["", *_entry(entry)]
    one = view.counts
    starter = f", {several(one.starter, 'starter rule')}" if one.starter else ""
    learned = f", {several(one.learned, 'learned word')}" if one.learned else ""
    implied = f", {one.implied} more from tags that imply it" if one.implied else ""
    examples = several(one.match + one.no_match, "example")
    lines += [
        "",
        f"{several(one.written, 'rule')}{starter}{learned}{implied}",
        f"{examples}: {one.match} match, {one.no_match} no match",
    ]
    return "\n".join(map(printable, lines))


def _relations(view: TagView) -> Iterator[str]:
    related = (
        ("implies", [f"{_name(tag)} ({part} %)" for tag, part in view.implies]),
        ("implied by", [f"{_name(tag)} ({part} %)" for tag, part in view.implied_by]),
        ("suppresses", [_name(tag) for tag in view.suppresses]),
        ("never beside", [_name(tag) for tag in view.excludes]),
    )
    for what, names in related:
        if names:
            yield from textwrap.wrap(f"{what} {', '.join(names)}", _WIDTH, subsequent_indent="  ")


def _name(tag: Tag) -> str:
    return tag.name.strip()


def _entry(entry: EntryView) -> list[str]:
    """Return an entry: its weight and keywords, then what it says in words."""
    weight = entry.rule.weight // 100
    head = f"{weight:>6}  " if weight else "  mask  "
    lines = textwrap.wrap(
        ", ".join(map(_texts, entry.rules, entry.aliases)), _WIDTH,
        initial_indent=head, subsequent_indent=_INDENT,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    lines = [line.replace(_TOGETHER, " ") for line in lines]
    for said in _said(entry):
        lines += textwrap.wrap(
            said, _WIDTH, initial_indent=f"{_INDENT}- ", subsequent_indent=f"{_INDENT}  "
        )
    return lines


def _texts(rule: Rule, aliases: tuple[str, ...]) -> str:
    """Return a rule's text with its aliases, each of which stays on one line."""
    if rule.regex:
        return f"/{rule.text}/".replace(" ", _TOGETHER)
    first, *others = (text.replace(" ", _TOGETHER) for text in (rule.text, *aliases))
    return first + (f" (={_TOGETHER}{', '.join(others)})" if others else "")


def _said(entry: EntryView) -> Iterator[str]:
    """Yield what an entry says beside weight and keywords, in words."""
    rule = entry.rule
    if entry.zones:
        names = (name if part is None else f"{name} at {part} %" for name, part in entry.zones)
        yield f"in {', '.join(names)}"
    if rule.requires is not None:
        yield f"only with {_condition(rule.requires)}"
    if rule.unless is not None:
        yield f"not with {_condition(rule.unless)}"
    yield from _options(entry)
    if "plural" in entry.entry.keys and not rule.regex:
        yield "the plural only if it is written"
    if entry.lists:
        yield f"with the keywords of {', '.join(entry.lists)}"
    for what in ("since", "source", "note"):
        if text := getattr(entry.entry, what):
            yield f"{what}: {text}"


def _options(entry: EntryView) -> Iterator[str]:
    rule = entry.rule
    if rule.cap:
        yield f"counts {rule.cap} times at most" if rule.cap > 1 else "counts once"
    if entry.gap:
        yield f"… stands for {entry.gap} words at most"
    if rule.exact_case:
        yield "only with these capitals"
    if rule.exact_separators:
        yield "only with these hyphens and spaces"


def _condition(condition: Condition) -> str:
    terms = ", ".join(f'"{term}"' for term in condition.terms)
    near = "" if condition.within < 0 else f", {several(condition.within, 'word')} away at most"
    return f"{terms} in the same {condition.scope.value}{near}"


def tag_line(view: TagView) -> str:
    """Return a tag's rules and relations as one line of JSON; weights in points."""
    return as_json.line(
        {
            **_counts(view.counts),
            "scope": view.tag.scope,
            "threshold": view.policy.threshold,
            "implies": [{"tag": tag_as(tag), "percent": part}
                        for tag, part in view.implies],
            "implied_by": [{"tag": tag_as(tag), "percent": part}
                           for tag, part in view.implied_by],
            "suppresses": [tag_as(tag) for tag in view.suppresses],
            "excludes": [tag_as(tag) for tag in view.excludes],
            "entries": [_entry_data(entry) for entry in view.entries],
        }
    )  # fmt: skip


def _entry_data(entry: EntryView) -> dict[str, Any]:
    rule = entry.rule
    return {
        "line": entry.line,
        "weight": rule.weight // 100,
        "regex": rule.regex,
        "zones": [{"name": name, "percent": part} for name, part in entry.zones],
        "requires": _condition_data(rule.requires),
        "unless": _condition_data(rule.unless),
        "cap": rule.cap or None,
        "gap": entry.gap or None,
        "exact_case": rule.exact_case,
        "exact_separators": rule.exact_separators,
        "lists": list(entry.lists),
        "since": entry.entry.since or None,
        "source": entry.entry.source or None,
        "note": entry.entry.note or None,
        "rules": [
            {
                "id": one.id,
                "text": one.text,
                "aliases": list(aliases),
                "file": one.path,
                "line": one.line,
            }
            for one, aliases in zip(entry.rules, entry.aliases, strict=True)
        ],
    }


def _condition_data(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return {
        "any": list(condition.terms),
        "in": condition.scope.value,
        "within": condition.within if condition.within >= 0 else None,
    }
