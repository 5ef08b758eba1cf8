"""The audit: what was read, what counted, what did not, and how tags were chosen.

Made of what the stages themselves returned and noted; nothing is worked out a second time. Whole
numbers only: scores, points and weights in hundredths of a point, factors in percent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.document.document import Document
from tagengine.document.formats.known import Format
from tagengine.document.formats.reading import parser_of
from tagengine.evidence.contributions import (
    Locator,
    MatchEvidence,
    Place,
    TagEvidence,
    match_evidence,
    source_names,
)
from tagengine.matching.left_out import LeftOut, Reason
from tagengine.rules.rule_set import LANGUAGE_VERSION, RuleSet
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.selection import Step
from tagengine.version import __version__

AUDIT_VERSION = 1


@dataclass(frozen=True, slots=True)
class RulesRead:
    """The rule set: SHA-256 of its files, version of the rule language, how much there is."""

    sha256: str
    format: int
    tags: int
    rules: int


@dataclass(frozen=True, slots=True)
class SourceRead:
    """One text of a document: SHA-256 of its UTF-8 bytes, and its length."""

    field: str
    sha256: str
    bytes: int
    characters: int


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document as it was read: its id, its sources, and all of them one after the other.

    For a Markdown file in UTF-8 that was read whole, `sha256` and `bytes` are those of the file.
    """

    id: str | int
    sha256: str
    bytes: int
    characters: int
    sources: tuple[SourceRead, ...]

    @classmethod
    def of(cls, document_id: str | int, sha256: str, sources: Sequence[SourceRead]) -> DocumentRead:
        """Return what is known of a document, as long as its sources together."""
        size = sum(source.bytes for source in sources)
        characters = sum(source.characters for source in sources)
        return cls(document_id, sha256, size, characters, tuple(sources))


@dataclass(frozen=True, slots=True)
class Cause:
    """What stood in the way of a match.

    `rule` is that of a longer match; `terms` the unwanted term that was found (as looked for), or
    the wanted terms of which none was, in `scope` and at most `within` words away; `limit` how many
    occurrences of a rule count; `text` and `place` where the longer match or unwanted term is.
    """

    rule: str | None = None
    terms: tuple[str, ...] = ()
    scope: str | None = None
    within: int | None = None
    limit: int | None = None
    text: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LeftOutEvidence:
    """A match of a rule of `tag` that does not count: why, and what stood in its way."""

    match: MatchEvidence
    tag: Tag
    reason: Reason
    by: Cause | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The limits of the selection (`max_tags`; the rest in percent) and its steps in order.

    Steps tell tags by their index in `vocabulary`.
    """

    max_tags: int
    min_confidence: int
    share: int
    kind_share: int
    kind_rank: int
    steps: tuple[Step, ...]
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything about the tags of one document; `candidates` are all scored tags, best first."""

    rules: RulesRead
    document: DocumentRead
    tags: tuple[Tag, ...]
    candidates: tuple[TagEvidence, ...]
    left_out: tuple[LeftOutEvidence, ...]
    selection: Selection
    parser: str
    engine: str = __version__


def rules_read(rule_set: RuleSet) -> RulesRead:
    """Return what identifies a rule set."""
    counts = len(rule_set.vocabulary), len(rule_set.rules)
    return RulesRead(rule_set.fingerprint, LANGUAGE_VERSION, *counts)


def document_read(document_id: str | int, document: Document) -> DocumentRead:
    """Return what identifies a document."""
    whole = hashlib.sha256()
    sources = []
    for name, source in zip(source_names(document.sources), document.sources, strict=True):
        content = source.text.encode("utf-8", "surrogatepass")
        whole.update(content)
        digest = hashlib.sha256(content).hexdigest()
        sources.append(SourceRead(name, digest, len(content), len(source.text)))
    return DocumentRead.of(document_id, whole.hexdigest(), sources)


def parser(document: Document) -> str:
    """Return what parsed the text of a document, and its version."""
    forms = [source.format for source in document.sources if source.field == "readme"]
    return parser_of(forms[0] if forms else Format.MARKDOWN)


def left_out(
    notes: Iterable[LeftOut], places: Locator, rule_set: RuleSet
) -> tuple[LeftOutEvidence, ...]:
    """Return what the stages left out, by tag, position, rule and reason."""
    rules, vocabulary = rule_set.rules, rule_set.vocabulary
    ordered = sorted(
        notes,
        key=lambda note: (rules[note.match.rule].tag, note.match.start, note.match.rule,
                          -note.match.end, note.reason.value),
    )  # fmt: skip
    return tuple(
        LeftOutEvidence(
            match_evidence(note.match, places, rule_set),
            vocabulary[rules[note.match.rule].tag],
            note.reason,
            _cause(note, places, rule_set),
        )
        for note in ordered
    )


def _cause(note: LeftOut, places: Locator, rule_set: RuleSet) -> Cause | None:
    """Return what stood in the way of a match; of a term that was found its place too."""
    span = note.span if note.longer is None else (note.longer.start, note.longer.end)
    place, text = (None, None) if span is None else places.place(*span)
    terms = () if span is None else (note.term,)
    if note.longer is not None:
        return Cause(rule=rule_set.rules[note.longer.rule].id, text=text, place=place)
    if note.reason is Reason.NEGATION and span is not None:
        return Cause(terms=terms, text=text, place=place)
    if note.condition is not None:
        within = note.condition.within if note.condition.within >= 0 else None
        scope = note.condition.scope.value
        return Cause(None, terms or note.condition.terms, scope, within, None, text, place)
    return None if note.limit is None else Cause(limit=note.limit)


def selection(steps: Iterable[Step], max_tags: int | None, rule_set: RuleSet) -> Selection:
    """Return the selection's limits and steps."""
    settings = rule_set.settings
    return Selection(
        settings.max_tags if max_tags is None else max_tags,
        rule_set.min_confidence,
        settings.share,
        settings.kind_share,
        settings.kind_rank,
        tuple(steps),
        rule_set.vocabulary,
    )
