"""How well the rules agree with the tags that records have already."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.evidence.result import Result
from tagengine.metadata.checking.policy import Question


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over records that have tags: how many, tags that are right, given and had."""

    records: int = 0
    right: int = 0
    given: int = 0
    had: int = 0

    @classmethod
    def of(cls, question: Question, result: Result) -> Agreement:
        """Return the counts of one record; tags that no rule speaks for do not count."""
        had = {tag for tag in question.tags if tag not in question.without_rules}
        if not had:
            return cls()
        given = set(result.tags)
        return cls(1, len(had & given), len(given), len(had))

    def __add__(self, other: Agreement) -> Agreement:
        """Return both together."""
        return Agreement(
            self.records + other.records,
            self.right + other.right,
            self.given + other.given,
            self.had + other.had,
        )

    def line(self) -> str:
        """Return it in words: how many of the records' tags the rules give, and how many others."""
        return (
            f"of the {self.had:,} tags that {self.records:,} records have, the rules give "
            f"{self.right:,} and {self.given - self.right:,} others "
            f"(F1 {2 * self.right / max(self.given + self.had, 1):.2f})"
        )
