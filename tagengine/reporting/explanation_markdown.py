"""Why documents have their tags, as Markdown: short enough for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.evidence.contributions import ContributionEvidence
from tagengine.evidence.result import Result
from tagengine.reporting.as_text import points, verdict
from tagengine.reporting.tables import Part, Table, as_markdown

_REASONS = 3  # contributions of a tag that are listed
_RUNNERS_UP = 5


def explain(results: Sequence[Result]) -> str:
    """Return a table of tags with what they rest on, and one of runners-up, for each document."""
    return as_markdown([part for result in results for part in _parts(result)])


def _parts(result: Result) -> list[Part]:
    chosen = [result.evidence.tag(tag) for tag in result.tags]
    others = [entry for entry in result.evidence.tags if not entry.chosen]
    names = ", ".join(entry.tag.name.strip() for entry in chosen) or "no tag"
    rows = [
        (
            entry.tag.name.strip(),
            "; ".join(_reason(one) for one in entry.contributions[:_REASONS]),
            points(entry.score),
        )
        for entry in chosen
    ]
    parts: list[Part] = [
        Table(f"{result.id}: {names}", ("tag", "because of", "points"), tuple(rows), 2)
    ]
    if others:
        refused = [
            (entry.tag.name.strip(), verdict(entry), points(entry.score))
            for entry in others[:_RUNNERS_UP]
        ]
        parts.append(Table("", ("runner-up", "not given because", "points"), tuple(refused), 2))
    return parts


def _reason(one: ContributionEvidence) -> str:
    return (
        f'"{one.match.text}" in {one.match.zone}, line {one.match.place.line}: {points(one.points)}'
    )
