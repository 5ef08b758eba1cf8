"""What the engine says of one document: the tags, and all that led to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tagengine.document.document import Document
from tagengine.matching.left_out import LeftOut
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Tag
from tagengine.selection import Step

if TYPE_CHECKING:
    from tagengine.evidence.audit import Audit
    from tagengine.evidence.contributions import Evidence, TagEvidence


@dataclass(frozen=True)
class Result:
    """The tags of one document, and how they were chosen.

    `tags` are the chosen tags, best first; `steps` has the step that decided about each candidate;
    `scores` has the score of every candidate by tag name, in hundredths of a point, best first;
    `evidence` is the full account, computed when it is asked for.
    """

    id: str | int
    tags: tuple[Tag, ...]
    steps: tuple[Step, ...]
    document: Document
    rule_set: RuleSet

    @property
    def scores(self) -> dict[str, int]:
        """The score of every tag that a rule matched, in hundredths of a point, best first."""
        vocabulary = self.rule_set.vocabulary
        return {vocabulary[step.score.tag].name: step.score.points for step in self.steps}

    @property
    def confidences(self) -> dict[str, int]:
        """The confidence of every chosen tag in percent; empty if the rules have no confidence."""
        found = {tag.name: self.confidence(tag) for tag in self.tags}
        return {name: percent for name, percent in found.items() if percent is not None}

    def confidence(self, tag: Tag) -> int | None:
        """Return how likely a tag is to be right, in percent; None if the rules have no confidence.

        If no rule matched the tag, its offset counts as its score.
        """
        index = self.rule_set.vocabulary.index(tag)
        points = next((step.score.points for step in self.steps if step.score.tag == index), None)
        offset = self.rule_set.policies[index].offset
        return self.rule_set.confidence(offset if points is None else points)

    @cached_property
    def evidence(self) -> Evidence:
        """Every candidate tag with all its contributions, each with its place in the source."""
        from tagengine.evidence import contributions  # noqa: PLC0415 -- few ask

        places = contributions.Locator(self.document)
        return contributions.Evidence(contributions.tag_evidence(self.steps, places, self.rule_set))

    def why(self, name: str) -> TagEvidence:
        """Return the evidence for or against one tag; raises `VocabularyError` if there is none."""
        tag = self.rule_set.vocabulary.find(name)
        kind = self.rule_set.policies[self.rule_set.vocabulary.index(tag)].kind
        return self.evidence.tag(tag, kind=kind)


@dataclass(frozen=True)
class Explanation(Result):
    """A result with a full account of how it came about.

    `matches` are those that count, `left_out` those that do not, `taken` all steps of
    the selection in order; `max_tags` is the limit that was asked for, None for that of the rules.
    """

    max_tags: int | None
    matches: tuple[Match, ...]
    left_out: tuple[LeftOut, ...]
    taken: tuple[Step, ...]

    @cached_property
    def audit(self) -> Audit:
        """The whole account, ready to be written down."""
        from tagengine.evidence import audit  # noqa: PLC0415 -- few ask
        from tagengine.evidence.contributions import Locator  # noqa: PLC0415

        return audit.Audit(
            audit.rules_read(self.rule_set),
            audit.document_read(self.id, self.document),
            self.tags,
            self.evidence.tags,
            audit.left_out(self.left_out, Locator(self.document), self.rule_set),
            audit.selection(self.taken, self.max_tags, self.rule_set),
            audit.parser(self.document),
        )
