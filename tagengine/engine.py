"""The pipeline in order: document, matches, scores, tags; with the evidence for each."""

from __future__ import annotations

from pathlib import Path

from tagengine import scoring, selection
from tagengine.document import reading as document
from tagengine.document.document import Document
from tagengine.document.record import Record
from tagengine.errors import DocumentError
from tagengine.evidence.result import Explanation, Result
from tagengine.matching.learned import WordFound
from tagengine.matching.left_out import LeftOut
from tagengine.matching.matcher import Matcher
from tagengine.matching.matches import Match
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.selection import Step


class Engine:
    """Tags documents by one rule set; keeps no state between documents."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._matcher = Matcher(rule_set)

    @classmethod
    def load(
        cls,
        rules: str | Path | None = None,
        vocabulary: str | Path | Vocabulary | None = None,
        min_confidence: int = 0,
    ) -> Engine:
        """Return an engine with the shipped rules, or those of the folder `rules`.

        `vocabulary` (a file or a `Vocabulary`) replaces the rules' own. With `min_confidence`, tags
        of less than this many percent are not given. Raises `TagEngineError`: `RuleErrors` with all
        the problems of the files, `VocabularyError`, `UsageError` if the rules have no
        confidence, or one that says which file cannot be read.
        """
        return cls(rule_sources.load(rules, vocabulary).with_min_confidence(min_confidence))

    def tag(self, text: str, *, id: str = "", max_tags: int | None = None) -> Result:  # noqa: A002
        """Return the tags of a Markdown text; `max_tags` defaults to that of the rules (three)."""
        return self.tag_record(Record(id, readme=text), max_tags=max_tags)

    def tag_record(self, record: Record, *, max_tags: int | None = None) -> Result:
        """Return the tags of a record: its name, description, topics and README together.

        Raises `DocumentError` naming document and rule if a regex takes too long.
        """
        read = document.read_record(record, self.rule_set.settings)
        matches, words = self.search(record, read)
        scores = scoring.score(matches, read, self.rule_set, words=words)
        steps = selection.choose(scores, self.rule_set, max_tags)
        return Result(record.id, self._tags(steps), tuple(steps), read, self.rule_set)

    def explain(
        self,
        text: str,
        *,
        id: str = "",  # noqa: A002
        max_tags: int | None = None,
    ) -> Explanation:
        """Return the tags of a Markdown text like `tag`, with an account of how it got them."""
        return self.explain_record(Record(id, readme=text), max_tags=max_tags)

    def explain_record(self, record: Record, *, max_tags: int | None = None) -> Explanation:
        """Return the tags of a record like `tag_record`, with an account of how it got them."""
        read = document.read_record(record, self.rule_set.settings)
        left_out: list[LeftOut] = []
        taken: list[Step] = []
        matches, words = self.search(record, read, left_out)
        scores = scoring.score(matches, read, self.rule_set, left_out, words)
        steps = selection.choose(scores, self.rule_set, max_tags, taken)
        return Explanation(
            record.id,
            self._tags(steps),
            tuple(steps),
            read,
            self.rule_set,
            max_tags,
            (*matches, *(match for word in words for match in word.matches())),
            tuple(left_out),
            tuple(taken),
        )

    def search(
        self, record: Record, read: Document, notes: list[LeftOut] | None = None
    ) -> tuple[list[Match], list[WordFound]]:
        """Return the matches of hand-written rules that count in a document, and learned words.

        Raises `DocumentError` naming document and rule if a regex takes too long.
        """
        try:
            return self._matcher.search(read, notes)
        except DocumentError as error:  # it knows the rule, not the document
            raise DocumentError(f"{record.id}: {error}") from None

    def _tags(self, steps: list[Step]) -> tuple[Tag, ...]:
        return tuple(self.rule_set.vocabulary[tag] for tag in selection.chosen_tags(steps))
