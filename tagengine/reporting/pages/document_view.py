"""What the page of one document shows, taken from its explanation: tags, rows, marked sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from tagengine.evidence.audit import Audit, LeftOutEvidence
from tagengine.evidence.contributions import ContributionEvidence, MatchEvidence, TagEvidence
from tagengine.evidence.margin import closest
from tagengine.evidence.result import Explanation
from tagengine.reporting.as_text import points, support, verdict
from tagengine.reporting.left_out_reasons import why
from tagengine.reporting.pages.marked_lines import Mark, lines
from tagengine.rules.vocabulary import Tag

_PLACES = 3
"""Places of the same thing left out for the same reason that are listed."""
_NO_POINTS = "–"
_ALL = 100  # percent: a factor that changes nothing
_HUES = 8
"""Colours of tags in `theme.css`; candidates of lower rank have them again."""


@dataclass(frozen=True, slots=True)
class TagView:
    """A candidate, its rank from 1, and the width of its bar and of its need in percent.

    `rows` are its contributions, each with the id that ties it to its mark.
    """

    rank: int
    evidence: TagEvidence
    verdict: str
    bar: float
    need: float
    rows: tuple[tuple[str, ContributionEvidence], ...]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """What was left out of one rule in one zone for one reason: how often, and the first places."""

    first: LeftOutEvidence
    reason: str
    count: int
    places: tuple[tuple[str, LeftOutEvidence], ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation and what is known beside it, for its page.

    `own` are the tags that the record has itself, None for what is no record; `rules` says whose
    the rules are, empty where nobody knows.
    """

    explanation: Explanation
    own: tuple[str, ...] | None = None
    rules: str = ""


def view(explained: Explained) -> dict[str, Any]:
    """Return what the page of a document shows.

    `own` are the record's tags, each with whether it is given too; `zones` those in which anything
    counts, with how often, the most frequent first; `sources` the texts in lines, by field.
    """
    explanation, audit = explained.explanation, explained.explanation.audit
    tags = list(tag_views(audit.tags, audit.candidates))
    left_out = list(_left_out_rows(audit.left_out))
    given = {tag.name.strip() for tag in audit.tags}
    zones = Counter(one.match.zone for tag in tags for _, one in tag.rows)
    marks = _marks(audit, tags, left_out)
    return {
        "id": str(explanation.id),
        "own": explained.own and [(name, name.strip() in given) for name in explained.own],
        "rules": explained.rules,
        "audit": audit,
        "margin": closest(explanation),
        "chosen": [tag for tag in tags if tag.evidence.chosen],
        "others": [tag for tag in tags if not tag.evidence.chosen],
        "left_out": left_out,
        "zones": sorted(zones.items(), key=lambda entry: (-entry[1], entry[0])),
        "sources": [
            (field, list(lines(source.text, own)))
            for source, (field, own) in zip(
                explanation.document.sources, marks.items(), strict=True
            )
        ],
    }


def signed(hundredths: int) -> str:
    """Return points as they are on a page: with a minus that is as wide as a plus."""
    return points(hundredths).replace("-", "\N{MINUS SIGN}")


def hue(rank: int) -> int:
    """Return the number of a candidate's colour in `theme.css`, by its rank; 0 for rank 0."""
    return (rank - 1) % _HUES + 1 if rank else 0


def tag_views(tags: Sequence[Tag], candidates: Sequence[TagEvidence]) -> Iterator[TagView]:
    """Yield the chosen tags in order of the answer, then the other candidates, best first."""
    chosen = [entry for tag in tags for entry in candidates if entry.tag == tag]
    ordered = [*chosen, *(entry for entry in candidates if not entry.chosen)]
    longest = max((max(entry.score, entry.needed) for entry in ordered), default=1) or 1
    ids = map(str, count(1))
    for rank, entry in enumerate(ordered, start=1):
        bar, need = (
            round(100 * max(value, 0) / longest, 2) for value in (entry.score, entry.needed)
        )
        rows = tuple((next(ids), one) for one in entry.contributions)
        yield TagView(rank, entry, verdict(entry), bar, need, rows)


def reckoning(one: ContributionEvidence) -> str:
    """Return how points come about: weight, zone factor, and the others where they change it.

    Of a learned word also how many projects it was learned from.
    """
    parts = [signed(one.match.weight), f"{one.zone_factor} %"]
    if one.section_factor != _ALL:
        parts.append(f"{one.section_factor} % ({one.match.section})")
    if one.repeat_factor != _ALL:
        parts.append(f"{one.repeat_factor} % (repeat)")
    product = " × ".join(parts)
    if one.match.support is not None:
        return f"{product}, learned: {support(one.match)}"
    return product if one.worth == one.points else f"{product} = {signed(one.worth)}, then scaled"


def _left_out_rows(entries: Sequence[LeftOutEvidence]) -> Iterator[LeftOutRow]:
    def key(entry: LeftOutEvidence) -> tuple[str, str, str, str]:
        return entry.tag.name, entry.match.rule, entry.match.zone, why(entry)

    ids = (f"x{number}" for number in count())
    for (_, _, _, reason), group in groupby(sorted(entries, key=key), key=key):
        found = list(group)
        places = tuple((next(ids), one) for one in found[:_PLACES])
        yield LeftOutRow(found[0], reason, len(found), places)


def _marks(
    audit: Audit, tags: Sequence[TagView], left_out: Sequence[LeftOutRow]
) -> dict[str, list[Mark]]:
    """Return the marks of each source by field, those of better tags and of more points first."""
    marks: dict[str, list[Mark]] = {read.field: [] for read in audit.document.sources}

    def add(own: str, one: MatchEvidence, rank: int, worth: str, label: str, is_on: bool) -> None:
        place, counts = one.place, worth != _NO_POINTS
        marks[place.source].append(
            Mark(own, place.start, place.end, rank, counts, one.zone, worth, label, is_on)
        )

    for tag in tags:
        label = f"points for {tag.evidence.tag.name.strip()}"
        for own, row in tag.rows:
            add(own, row.match, tag.rank, signed(row.points), label, tag.evidence.chosen)
    ranks = {tag.evidence.tag.name: tag.rank for tag in tags}
    for out in left_out:
        label = f"not counted for {out.first.tag.name.strip()}: {out.reason}"
        for own, one in out.places:
            add(own, one.match, ranks.get(one.tag.name, 0), _NO_POINTS, label, False)
    return marks
