"""The pipeline in order: document, matches, scores, tags; with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tagengine import document, rule_sources, scoring, selection
from tagengine.document import Document, Record
from tagengine.evidence import Evidence, TagEvidence
from tagengine.matching import Matcher
from tagengine.rules import RuleSet
from tagengine.selection import Step
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
        return self.evidence.tag(self.rule_set.vocabulary.find(name))


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
        if isinstance(vocabulary, Vocabulary):
            return cls(rule_sources.load(rules).with_vocabulary(vocabulary))
        return cls(rule_sources.load(rules, vocabulary))

    def tag(self, text: str, *, id: str = "", max_tags: int | None = None) -> Result:  # noqa: A002
        """Return the tags of a Markdown text; `max_tags` defaults to that of the rules (three)."""
        return self.tag_record(Record(id, readme=text), max_tags=max_tags)

    def tag_record(self, record: Record, *, max_tags: int | None = None) -> Result:
        """Return the tags of a record: its name, description, topics and README together."""
        read = document.read_record(record, self.rule_set.settings)
        matches = self._matcher.find(read)
        scores = scoring.score(matches, read, self.rule_set)
        steps = selection.choose(scores, self.rule_set, max_tags)
        tags = tuple(self.rule_set.vocabulary[tag] for tag in selection.chosen_tags(steps))
        return Result(record.id, tags, tuple(steps), read, self.rule_set)
