"""The account of a decision: every contribution with the characters of the source behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from tagengine.document.document import Document, Source
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Tag
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES
from tagengine.selection import Step, Verdict
from tagengine.text.byte_offsets import ByteOffsets
from tagengine.text.lines import Lines


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source text.

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
class MatchEvidence:
    """A match, with its rule and its place in the sources.

    `text` is the source's characters at `place`; `position` is where the match begins in the text
    that is searched: characters from the start of all sources without their markup. `rule_file` is
    seen from the folder of rules; `weight` is in hundredths of a point; `support` says of a
    learned word of how many labelled projects with it how many have the tag.
    """

    rule: str
    rule_text: str
    rule_file: str
    rule_line: int
    text: str
    place: Place
    position: int
    zone: str
    section: str
    path: tuple[str, ...]
    weight: int
    support: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ContributionEvidence:
    """One contribution of a match: `points` in hundredths of a point, factors in percent.

    `worth` is `weight x zone factor x section factor x repeat factor`, rounded towards zero;
    `points` is that, or for a rule by hand what the brackets of the scale leave of it.
    """

    match: MatchEvidence
    zone_factor: int
    section_factor: int
    repeat_factor: int
    worth: int
    points: int


@dataclass(frozen=True, slots=True)
class EchoEvidence:
    """What the points by hand of another tag say of a tag: `percent` of those that counted there.

    Points in hundredths; those of the other tag have their matches in its own evidence.
    """

    tag: Tag
    counted: int
    percent: int
    points: int


@dataclass(frozen=True, slots=True)
class TagEvidence:
    """One tag: its score, the score that it needed, the verdict, and its contributions.

    The score is the sum of `offset` and of the points of contributions and echoes, in hundredths
    of a point. `confidence` is how likely a tag with this score is to be right, in percent; None if
    the rules have no confidence. `kind` is true if the tag names a kind of thing; `distinct_rules`
    is how many rules support it; `by` is the tag that kept it out, or took its place; `tied` is the
    evidence of the last chosen tag, if no place was left and it has the same score.
    """

    tag: Tag
    kind: bool
    score: int
    confidence: int | None
    offset: int
    distinct_rules: int
    needed: int
    verdict: Verdict | None
    by: Tag | None
    contributions: tuple[ContributionEvidence, ...]
    echoes: tuple[EchoEvidence, ...] = ()
    tied: TagEvidence | None = None

    @property
    def chosen(self) -> bool:
        """Whether the tag was given."""
        return self.verdict is not None and self.verdict.is_chosen


@dataclass(frozen=True, slots=True)
class Evidence:
    """The tags that a rule matched, best first."""

    tags: tuple[TagEvidence, ...]

    def tag(self, tag: Tag, *, kind: bool = False) -> TagEvidence:
        """Return a tag's evidence; without contributions if no rule matched it."""
        for entry in self.tags:
            if entry.tag == tag:
                return entry
        return TagEvidence(tag, kind, 0, None, 0, 0, 0, None, None, ())


def source_names(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return a name for each source of a document: its field, topics numbered: `topics[0]`."""
    names: list[str] = []
    topics = count()
    for source in sources:
        is_topic = source.field == "topics"
        names.append(f"topics[{next(topics)}]" if is_topic else source.field)
    return tuple(names)


class Locator:
    """Tells where in the sources a span of a document's text stands; each is indexed once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._names = source_names(document.sources)
        self._lines = [Lines(source.text) for source in document.sources]
        self._bytes = [ByteOffsets(source.text) for source in document.sources]

    def place(self, start: int, end: int) -> tuple[Place, str]:
        """Return the place in the source, and the text there, of a span of the document's text."""
        index, first, last = self.document.source_span(start, end)
        line, column = self._lines[index].place(first)
        byte = self._bytes[index].byte
        place = Place(self._names[index], first, last, byte(first), byte(last), line, column)
        return place, self.document.sources[index].text[first:last]


def tag_evidence(
    steps: Iterable[Step], places: Locator, rule_set: RuleSet
) -> tuple[TagEvidence, ...]:
    """Return the evidence behind the steps of a selection, in their order."""
    found: list[TagEvidence] = []
    for step in steps:
        entry = _of_step(step, places, rule_set)
        if entry.verdict is Verdict.NO_PLACE:
            last = next((one for one in reversed(found) if one.chosen), None)
            if last is not None and last.score == entry.score:
                entry = replace(entry, tied=last)
        found.append(entry)
    return tuple(found)


def _of_step(step: Step, places: Locator, rule_set: RuleSet) -> TagEvidence:
    contributions = sorted(
        (
            ContributionEvidence(
                match_evidence(entry.match, places, rule_set),
                entry.zone_factor,
                entry.section_factor,
                entry.repeat_factor,
                entry.worth,
                entry.points,
            )
            for entry in step.score.contributions
        ),
        key=lambda entry: (
            -abs(entry.points),
            entry.match.place.source,
            entry.match.place.start,
            entry.match.rule,
            entry.match.position,
        ),
    )
    vocabulary, tag = rule_set.vocabulary, step.score.tag
    return TagEvidence(
        vocabulary[tag],
        rule_set.policies[tag].kind,
        step.score.points,
        rule_set.confidence(step.score.points),
        step.score.offset,
        step.score.distinct_rules(),
        step.needed,
        step.verdict,
        None if step.by is None else vocabulary[step.by],
        tuple(contributions),
        tuple(
            EchoEvidence(vocabulary[echo.tag], echo.counted, echo.percent, echo.points)
            for echo in sorted(step.score.echoes, key=lambda echo: (-abs(echo.points), echo.tag))
        ),
    )


def match_evidence(match: Match, places: Locator, rule_set: RuleSet) -> MatchEvidence:
    """Return a match with its rule, and where in the sources it is."""
    rule = rule_set.rules[match.rule]
    run = places.document.runs[match.run]
    section = places.document.sections[run.section]
    place, text = places.place(match.start, match.end)
    return MatchEvidence(
        rule.id,
        rule.text,
        rule_set.file_of(rule),
        rule.line,
        text,
        place,
        match.start,
        ZONE_NAMES[run.zone],
        SECTION_NAMES[section.kind],
        section.path,
        rule.weight,
        rule.support,
    )
