"""The pipeline in order: document, matches, scores, tags; with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tagengine import audit, document, rule_sources, scoring, selection
from tagengine.audit import Audit
from tagengine.document import Document, Record
from tagengine.errors import DocumentError
from tagengine.evidence import Evidence, Locator, TagEvidence
from tagengine.left_out import LeftOut
from tagengine.matching import Matcher
from tagengine.occurrences import Match
from tagengine.rules import RuleSet
from tagengine.selection import Decision, Step
from tagengine.vocabulary import Tag, Vocabulary


@dataclass(frozen=True)
class Result:
    """What the engine says of one document.

    `tags` are the chosen tags, best first; `scores` every candidate's score by tag name, in
    hundredths of a point, best first; `evidence` the full account, made when it is asked for.
    """

    id: str | int
    tags: tuple[Tag, ...]
    steps: tuple[Step, ...]
    document: Document
    rule_set: RuleSet

    @property
    def scores(self) -> dict[str, int]:
        """The score of every tag that a rule spoke for, in hundredths of a point, best first."""
        vocabulary = self.rule_set.vocabulary
        return {vocabulary[step.score.tag].name: step.score.points for step in self.steps}

    @cached_property
    def evidence(self) -> Evidence:
        """Every candidate tag with all its contributions, each with its place in the source."""
        return Evidence.of(self.steps, self.document, self.rule_set)

    def why(self, name: str) -> TagEvidence:
        """Return the evidence for or against one tag; raises `VocabularyError` if there is none."""
        tag = self.rule_set.vocabulary.find(name)
        kind = self.rule_set.policies[self.rule_set.vocabulary.index(tag)].kind
        return self.evidence.tag(tag, kind=kind)


@dataclass(frozen=True)
class Explanation(Result):
    """A result together with what the stages noted on the way to it.

    `matches` are those that count, `left_out` those that do not, `decisions` the turns of the
    selection; `max_tags` is the limit that was asked for, None for that of the rules.
    """

    max_tags: int | None
    matches: tuple[Match, ...]
    left_out: tuple[LeftOut, ...]
    decisions: tuple[Decision, ...]

    @cached_property
    def audit(self) -> Audit:
        """The whole account, ready to be written down."""
        return Audit(
            audit.rules_read(self.rule_set),
            audit.document_read(self.id, self.document),
            self.tags,
            self.evidence.tags,
            audit.left_out(self.left_out, Locator(self.document), self.rule_set),
            audit.selection(self.decisions, self.max_tags, self.rule_set),
        )


class Engine:
    """Tags documents by one rule set; holds no state between documents."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._matcher = Matcher(rule_set)

    @classmethod
    def load(
        cls,
        rules: str | Path | None = None,
        vocabulary: str | Path | Vocabulary | None = None,
    ) -> Engine:
        """Return an engine with the shipped rules, or those of the folder `rules`.

        `vocabulary` (a file or a `Vocabulary`) replaces the rules' own. Raises `TagEngineError`:
        `RuleErrors` with all the problems of the files, `VocabularyError`, or one that says which
        file cannot be read.
        """
        return cls(rule_sources.load(rules, vocabulary))

    def tag(self, text: str, *, id: str = "", max_tags: int | None = None) -> Result:  # noqa: A002
        """Return the tags of a Markdown text; `max_tags` defaults to that of the rules (three)."""
        return self.tag_record(Record(id, readme=text), max_tags=max_tags)

    def tag_record(self, record: Record, *, max_tags: int | None = None) -> Result:
        """Return the tags of a record: its name, description, topics and README together.

        Raises `DocumentError` naming document and rule if a regex takes too long.
        """
        read = document.read_record(record, self.rule_set.settings)
        matches = self._find(record, read)
        scores = scoring.score(matches, read, self.rule_set)
        steps = selection.choose(scores, self.rule_set, max_tags)
        return Result(record.id, self._tags(steps), tuple(steps), read, self.rule_set)

    def explain(
        self,
        text: str,
        *,
        id: str = "",  # noqa: A002
        max_tags: int | None = None,
    ) -> Explanation:
        """Return the tags of a Markdown text as `tag` does, with all that led to them."""
        return self.explain_record(Record(id, readme=text), max_tags=max_tags)

    def explain_record(self, record: Record, *, max_tags: int | None = None) -> Explanation:
        """Return the tags of a record as `tag_record` does, with all that led to them."""
        read = document.read_record(record, self.rule_set.settings)
        left_out: list[LeftOut] = []
        decisions: list[Decision] = []
        matches = self._find(record, read, left_out)
        scores = scoring.score(matches, read, self.rule_set, left_out)
        steps = selection.choose(scores, self.rule_set, max_tags, decisions)
        return Explanation(
            record.id,
            self._tags(steps),
            tuple(steps),
            read,
            self.rule_set,
            max_tags,
            tuple(matches),
            tuple(left_out),
            tuple(decisions),
        )

    def _find(
        self, record: Record, read: Document, notes: list[LeftOut] | None = None
    ) -> list[Match]:
        try:
            return self._matcher.find(read, notes)
        except DocumentError as error:  # it knows the rule, not the document
            raise DocumentError(f"{record.id}: {error}") from None

    def _tags(self, steps: list[Step]) -> tuple[Tag, ...]:
        return tuple(self.rule_set.vocabulary[tag] for tag in selection.chosen_tags(steps))
