"""What changed between two files of tags or audits, as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tagengine.auditing.comparison import Change, Comparison, ScoreChange
from tagengine.reporting import tables
from tagengine.reporting.as_text import points, several

_SCORES, _RULES = 5, 5  # shown of one document, of one score


def text(comparison: Comparison) -> str:
    """Return a comparison as plain text."""
    return tables.as_text(_parts(comparison))


def markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown."""
    return tables.as_markdown(_parts(comparison)).rstrip("\n")


def data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON data, with all scores and rules that changed."""
    return {
        "documents": comparison.documents,
        "changed": len(comparison.changes),
        "other_rules": comparison.other_rules,
        "changes": [
            {
                "id": change.id,
                "before": change.before,
                "after": change.after,
                "added": change.added,
                "removed": change.removed,
                "other_text": change.other_text,
                "scores": [
                    {
                        **asdict(score),
                        "rules": [
                            {"rule": rule, "before": before, "after": after}
                            for rule, before, after in score.rules
                        ],
                    }
                    for score in change.scores
                ],
            }
            for change in comparison.changes
        ],
    }


def _parts(comparison: Comparison) -> list[tables.Part]:
    title = f"{len(comparison.changes):,} of {several(comparison.documents, 'document')} changed"
    if comparison.other_rules:
        title += "; the rules differ"
    items = tuple((_heading(one), tuple(_lines(one))) for one in comparison.changes)
    return [tables.Listing(title, items)]


def _heading(change: Change) -> str:
    if change.before is None:
        return f"{change.id}: only in the second file: {_names(change.after)}"
    if change.after is None:
        return f"{change.id}: only in the first file: {_names(change.before)}"
    if change.before == change.after:
        return f"{change.id}: the same tags, {_names(change.after)}"
    signed = [f"+{tag.strip()}" for tag in change.added]
    signed += [f"-{tag.strip()}" for tag in change.removed]
    return f"{change.id}: {' '.join(signed) or 'another order'}: now {_names(change.after)}"


def _names(tags: tuple[str, ...] | None) -> str:
    return ", ".join(tag.strip() for tag in tags or ()) or "no tag"


def _lines(change: Change) -> Iterator[str]:
    if change.other_text:
        yield "the text differs"
    moved = {*change.added, *change.removed}
    ordered = sorted(change.scores, key=lambda one: one.tag not in moved)
    for score in ordered[:_SCORES]:
        yield f"{score.tag.strip()}: {points(score.before)} -> {points(score.after)}"
        yield from (f"  {line}" for line in _rules(score))
    if len(ordered) > _SCORES:
        yield f"and {len(ordered) - _SCORES} more scores (--format json shows all)"


def _rules(score: ScoreChange) -> Iterator[str]:
    for rule, before, after in score.rules[:_RULES]:
        yield f"{rule}: {points(before)} -> {points(after)}"
    if len(score.rules) > _RULES:
        yield f"and {len(score.rules) - _RULES} more rules"
