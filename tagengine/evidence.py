"""The account of a decision: every contribution with the characters of the source behind it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from tagengine.document import Document
from tagengine.rules import RuleSet
from tagengine.scoring import Contribution
from tagengine.selection import Step, Verdict
from tagengine.vocabulary import Tag
from tagengine.zones import SECTION_NAMES, ZONE_NAMES


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source text.

    `source` is the field ('readme', 'name', 'description', 'topics[0]' …); `start` and `end` are
    character offsets, `start_byte` and `end_byte` offsets in the UTF-8 text; lines and columns
    (in characters) count from 1.
    """

    source: str
    start: int
    end: int
    start_byte: int
    end_byte: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ContributionEvidence:
    """One contribution: `points` in hundredths of a point, factors in percent, weight in points.

    `points` is `weight x zone factor x section factor x repeat factor`; `text` is the source's
    characters at `place`.
    """

    rule: str
    rule_text: str
    rule_file: str
    rule_line: int
    text: str
    place: Place
    zone: str
    section: str
    path: tuple[str, ...]
    weight: float
    zone_factor: int
    section_factor: int
    repeat_factor: int
    points: int


@dataclass(frozen=True, slots=True)
class TagEvidence:
    """One tag: its score in hundredths of a point, the verdict, what it needed, what it had."""

    tag: Tag
    score: int
    verdict: Verdict | None
    needed: int
    suppressed_by: Tag | None
    contributions: tuple[ContributionEvidence, ...]

    @property
    def chosen(self) -> bool:
        """Whether the tag was given."""
        return self.verdict is not None and self.verdict.is_chosen


@dataclass(frozen=True, slots=True)
class Evidence:
    """The tags that a rule spoke for, best first."""

    tags: tuple[TagEvidence, ...]

    @classmethod
    def of(cls, steps: tuple[Step, ...], document: Document, rule_set: RuleSet) -> Evidence:
        """Return the evidence behind the steps of a selection."""
        locate = _Locator(document)
        return cls(tuple(_tag_evidence(step, locate, rule_set) for step in steps))

    def tag(self, tag: Tag) -> TagEvidence:
        """Return a tag's evidence; one without contributions if no rule spoke for it."""
        for entry in self.tags:
            if entry.tag == tag:
                return entry
        return TagEvidence(tag, 0, None, 0, None, ())


class _Locator:
    """Finds lines, columns and bytes of a document's sources, each indexed once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._lines = [_line_starts(source.text) for source in document.sources]
        self._bytes = [
            None if source.text.isascii() else _byte_starts(source.text, lines)
            for source, lines in zip(document.sources, self._lines, strict=True)
        ]

    def place(self, start: int, end: int) -> tuple[Place, str]:
        """Return the place in the source, and the text there, of a span of the document's text."""
        index, first, last = self.document.source_span(start, end)
        source, lines = self.document.sources[index], self._lines[index]
        line = bisect_right(lines, first)
        place = Place(
            source.field,
            first,
            last,
            self._byte(index, first),
            self._byte(index, last),
            line,
            first - lines[line - 1] + 1,
        )
        return place, source.text[first:last]

    def _byte(self, index: int, position: int) -> int:
        starts = self._bytes[index]
        if starts is None:
            return position
        lines = self._lines[index]
        line = bisect_right(lines, position) - 1
        text = self.document.sources[index].text[lines[line] : position]
        return starts[line] + len(text.encode("utf-8", "surrogatepass"))


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = 0
    while True:
        newline, carriage = text.find("\n", position), text.find("\r", position)
        if newline < 0 and carriage < 0:
            return starts
        if carriage >= 0 and (newline < 0 or carriage < newline):
            position = carriage + (2 if text.startswith("\r\n", carriage) else 1)
        else:
            position = newline + 1
        starts.append(position)


def _byte_starts(text: str, lines: list[int]) -> list[int]:
    starts = [0]
    for first, last in pairwise(lines):
        starts.append(starts[-1] + len(text[first:last].encode("utf-8", "surrogatepass")))
    return starts


def _tag_evidence(step: Step, locate: _Locator, rule_set: RuleSet) -> TagEvidence:
    contributions = sorted(
        (_contribution_evidence(entry, locate, rule_set) for entry in step.score.contributions),
        key=lambda entry: (-abs(entry.points), entry.place.source, entry.place.start, entry.rule),
    )
    vocabulary = rule_set.vocabulary
    return TagEvidence(
        vocabulary[step.score.tag],
        step.score.points,
        step.verdict,
        step.needed,
        None if step.by is None else vocabulary[step.by],
        tuple(contributions),
    )


def _contribution_evidence(
    entry: Contribution, locate: _Locator, rule_set: RuleSet
) -> ContributionEvidence:
    rule = rule_set.rules[entry.match.rule]
    run = locate.document.runs[entry.match.run]
    section = locate.document.sections[run.section]
    place, text = locate.place(entry.match.start, entry.match.end)
    return ContributionEvidence(
        rule.id,
        rule.text,
        rule.path,
        rule.line,
        text,
        place,
        ZONE_NAMES[run.zone],
        SECTION_NAMES[section.kind],
        section.path,
        rule.weight / 100,
        entry.zone_factor,
        entry.section_factor,
        entry.repeat_factor,
        entry.points,
    )
