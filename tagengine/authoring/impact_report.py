"""What a change of rules does: as a plan for people, a comment for a pull request, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from tagengine.authoring.impact import DocumentImpact, Effect, Impact, RuleChange, TagChange
from tagengine.evaluation import Figures
from tagengine.reporting import as_json
from tagengine.reporting.as_text import points, several, shown, verdict
from tagengine.reporting.tables import Listing, Table, as_markdown, as_text

COMMENT_LIMIT = 65_000  # characters of a comment; GitHub takes 65,536
_WIDTH = 200  # characters of a name
_MOST_TAGS = 100
_MOST_RULE_LINES = 100
_MOST_RULES = 6  # of a tag of a document
_SIGNS = {Effect.BETTER: "better", Effect.WORSE: "worse", Effect.SAME: "neither better nor worse"}


def text(impact: Impact) -> str:
    """Return the plan: the rules, the documents, the tags, and the counts last."""
    parts = []
    if impact.rules or impact.policies or impact.settings_changed:
        lines = [f"  {line}" for line in _rule_lines(impact)]
        more = len(lines) - _MOST_RULE_LINES
        lines[_MOST_RULE_LINES:] = [f"  and {more} more"] * (more > 0)
        parts.append("\n".join(["Rules", *lines]))
    parts += ["\n".join(_document_lines(document)) for document in impact.changed]
    if impact.tags:
        parts.append(as_text([_tag_table(impact)]))
    return "\n\n".join([*parts, "\n".join(_summary(impact))])


def markdown(impact: Impact, limit: int = COMMENT_LIMIT) -> str:
    """Return a comment of at most `limit` characters; documents that do not fit are counted."""
    parts = ["## What this change of rules does", *_summary(impact)]
    if impact.tags:
        parts.append(as_markdown([_tag_table(impact, _MOST_TAGS)]).rstrip())
    if len(impact.tags) > _MOST_TAGS:
        parts.append(f"and {len(impact.tags) - _MOST_TAGS} more tags")
    if lines := list(_rule_lines(impact)):
        rules = (as_markdown([Listing("", ((line, ()),))]).rstrip() for line in lines)
        parts.append(_folded("Rules", rules, len(lines), limit // 4))
    if impact.changed:
        room = limit - sum(len(part) + 2 for part in parts)
        items = map(_document_item, impact.changed)
        parts.append(_folded("Documents", items, len(impact.changed), room))
    return "\n\n".join(parts)


def line(impact: Impact) -> str:
    """Return everything as one line of JSON (`docs/rules-workflow.md`)."""
    return as_json.line(data(impact))


def data(impact: Impact) -> dict[str, Any]:
    """Return everything as JSON data."""
    figures = None
    if impact.before is not None and impact.after is not None:
        figures = {
            name: [_rounded(getattr(side, name)) for side in (impact.before, impact.after)]
            for name in ("micro_precision", "micro_recall", "micro_f1", "macro_f1")
        }
    return {
        "documents": impact.documents,
        "changed": len(impact.changed),
        "unit": "hundredths of a point",
        "rules": [asdict(change) for change in impact.rules],
        "policies": list(impact.policies),
        "settings_changed": impact.settings_changed,
        "tags": [asdict(tag) for tag in impact.tags],
        "figures": figures,
        "impact": [_document_data(document) for document in impact.changed],
    }


def _rounded(value: float) -> float:
    return round(value, 4)


def _document_data(document: DocumentImpact) -> dict[str, Any]:
    return {
        "id": document.id,
        "old": list(document.old),
        "new": list(document.new),
        "effect": None if document.effect is None else document.effect.value,
        "changes": [
            {
                "tag": change.name,
                "gained": change.gained,
                "old": {"score": change.old.score, "verdict": verdict(change.old)},
                "new": {"score": change.new.score, "verdict": verdict(change.new)},
                "rules": [
                    {"id": delta.id, "old": delta.old, "new": delta.new,
                     "change": _kind(delta.change)}
                    for delta in change.rules
                ],
            }
            for change in document.changes
        ],
    }  # fmt: skip


def _summary(impact: Impact) -> Iterator[str]:
    """Yield the counts, and what became of the agreement with labels."""
    order = sum(document.is_order_only for document in impact.changed)
    gained = sum(any(one.gained for one in document.changes) for document in impact.changed)
    lost = sum(any(not one.gained for one in document.changes) for document in impact.changed)
    if not impact.changed:
        yield f"No change of tags in {several(impact.documents, 'document')}."
    else:
        yield (
            f"{len(impact.changed)} of {several(impact.documents, 'document')} would change: "
            f"{gained} gain a tag, {lost} lose one, {order} only the order."
        )
    if impact.before is not None and impact.after is not None:
        yield _agreement(impact, impact.before, impact.after)


def _agreement(impact: Impact, before: Figures, after: Figures) -> str:
    better = sum(document.effect is Effect.BETTER for document in impact.changed)
    worse = sum(document.effect is Effect.WORSE for document in impact.changed)
    difference = after.micro_f1 - before.micro_f1
    return (
        f"Micro F1 {before.micro_f1:.4f} -> {after.micro_f1:.4f} ({difference:+.4f}): "
        f"{better} better, {worse} worse."
    )


def _rule_lines(impact: Impact) -> Iterator[str]:
    yield from (_rule_line(change) for change in impact.rules)
    for name in impact.policies:
        yield f"~ {shown(name, _WIDTH)}: threshold, kind or relations"
    if impact.settings_changed:
        yield "~ zones.yaml: zones, sections, repeats or selection"


def _rule_line(change: RuleChange) -> str:
    name = shown(change.id, _WIDTH)
    if change.old is None or change.new is None:
        weight = change.new if change.old is None else change.old
        return f"{'+' if change.old is None else '-'} {name}  weight {points(weight or 0)}"
    if change.old != change.new:
        return f"~ {name}  weight {points(change.old)} -> {points(change.new)}"
    return f"~ {name}  weight {points(change.old)}; its words, zones or conditions changed"


def _document_lines(document: DocumentImpact) -> Iterator[str]:
    effect = f"  ({_SIGNS[document.effect]})" if document.effect is not None else ""
    yield f"{shown(str(document.id), _WIDTH)}{effect}"
    yield f"  {_names(document.old)} -> {_names(document.new)}"
    for change in document.changes:
        yield from (f"  {line}" for line in _change_lines(change))


def _change_lines(change: TagChange) -> Iterator[str]:
    sign = "+" if change.gained else "-"
    yield f"{sign} {change.name.strip()}  {points(change.old.score)} -> {points(change.new.score)}"
    yield f"    before: {verdict(change.old)}"
    yield f"    now: {verdict(change.new)}"
    for delta in change.rules[:_MOST_RULES]:
        old, new = ("nothing" if one is None else points(one) for one in (delta.old, delta.new))
        kind = f"  ({_kind(delta.change)} rule)" if delta.change is not None else ""
        yield f"    {shown(delta.id, _WIDTH)}  {old} -> {new}{kind}"
    if len(change.rules) > _MOST_RULES:
        yield f"    and {several(len(change.rules) - _MOST_RULES, 'other rule')}"


def _kind(change: RuleChange | None) -> str | None:
    if change is None:
        return None
    return "new" if change.old is None else "removed" if change.new is None else "changed"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(name.strip() for name in names) or "no tag"


def _tag_table(impact: Impact, most: int | None = None) -> Table:
    rows = tuple(
        (shown(tag.name), str(tag.before), str(tag.after), f"+{tag.gained}", f"-{tag.lost}")
        for tag in impact.tags[:most]
    )
    return Table("", ("tag", "before", "after", "gained", "lost"), rows)


def _document_item(document: DocumentImpact) -> str:
    first, *lines = _document_lines(document)
    return as_markdown([Listing("", ((first, tuple(line[2:] for line in lines)),))]).rstrip()


def _folded(title: str, items: Iterable[str], count: int, limit: int) -> str:
    """Return items that open on a click; of those that do not fit, the number."""
    opening = f"<details><summary>{title} ({count})</summary>\n\n"
    closing = "\n\n</details>"
    room = limit - len(opening) - len(closing) - 40
    written: list[str] = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            written.append(f"- and {count - len(written)} more")
            break
        written.append(item)
    return opening + "\n".join(written) + closing
