"""What a check of metadata records says: text as it comes, tables and reports at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from tagengine.errors import Problem
from tagengine.metadata import check_lines as metadata
from tagengine.metadata import foreign_tags
from tagengine.metadata.checking.agreement import Agreement
from tagengine.metadata.checking.checking import RecordCheck
from tagengine.metadata.checking.codes import UNKNOWN_TAG, UNSURE_TAGS
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.run import Outcome
from tagengine.reporting import findings
from tagengine.reporting.findings import as_text, codes
from tagengine.rules.files import vocabulary_places

_HINT = "tagengine init and tagengine rules learn make rules for them; --rules names others"
_ENOUGH = 20  # records of which an agreement means something
_NAMED = 5  # tags without rules that are named
T = TypeVar("T")


class Contents(Enum):
    """What is reported about each file."""

    FINDINGS = "findings"
    DIFF = "a diff"
    STATISTICS = "statistics"


@dataclass(slots=True)
class CheckReport:
    """Writes what came of files: lines with `put`, findings with `put_finding`, notes with `warn`.

    `form` is one of `findings.FORMATS`; `explain`, if there is one, shows the evidence of a record
    with wrong tags; `has_bars` adds bars to statistics; `unsure` is how many findings are shown too
    that the rules are not sure enough of, the likeliest mistakes first (None: all); `tried` are the
    levels of fixes that were tried. Text is written at the end: how good the rules are comes first.
    """

    contents: Contents
    form: str
    put: Callable[[str], None]
    put_finding: Callable[[Problem], None]
    warn: Callable[[str], None]
    explain: Callable[[RecordCheck], None] | None = None
    has_bars: bool = False
    unsure: int | None = 0
    is_strict: bool = False
    tried: tuple[str, ...] = ()
    files: int = 0
    _records: int = 0
    _fixed: int = 0
    _agreement: Agreement = field(default_factory=Agreement)
    _problems: list[Problem] = field(default_factory=list)
    _learned: dict[str, None] = field(default_factory=dict)
    _pending: list[Callable[[], None]] = field(default_factory=list)
    _pending_unsure: list[tuple[Problem, Callable[[], None]]] = field(default_factory=list)
    _counts: metadata.Statistics = field(default_factory=metadata.Statistics)

    @property
    def is_wrong(self) -> bool:
        """Whether there was a finding that is not a note; warnings count if it is strict."""
        return any(
            not problem.is_note and (self.is_strict or not problem.is_warning)
            for problem in self._problems
        )

    def add(self, outcome: Outcome) -> None:
        """Take what came of a file."""
        self.files += 1
        self._records += outcome.check.record_count
        self._fixed += len(outcome.fixed)
        self._problems += outcome.check.problems
        self._agreement += outcome.check.agreement
        if self.contents is Contents.DIFF:
            self._put_diff(outcome)
        elif self.contents is Contents.STATISTICS:
            for one in outcome.check.records:
                self._counts.add(one)
        elif self.form == "text":
            self._put_findings(outcome)

    def tell_of(self, judge: Judge) -> None:
        """Tell which tags have no rules, so that nobody takes silence about them for praise.

        Of rules that were learned, how good they are on records that they were not learned from.
        """
        if judge.learned is not None:
            self._learned[f"the rules were learned; {judge.learned.line()}"] = None
        names = sorted(tag.name.strip() for tag in judge.without_rules)
        if not names:
            return
        hint = f" ({_HINT})" if judge.knows_little else ""
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        place = None
        if not more:
            place = vocabulary_places.place_of(judge.vocabulary_source, names[0])
        where = f"{place}: " if place else ""
        verb = "has" if len(names) == 1 else "have"
        self.warn(
            f"{where}{len(names)} of {len(judge.vocabulary)} tags {verb} no rules and cannot be "
            f"checked: {', '.join(names[:_NAMED])}{more}{hint}"
        )

    def finish(self) -> None:
        """Write what is only known at the end."""
        if self.contents is Contents.STATISTICS:
            self.put(self._counts.table(has_bars=self.has_bars))
        elif self.contents is Contents.FINDINGS and self.form == "text":
            if self._agreement.records >= _ENOUGH:
                self.put(self._agreement.line())
            for line in self._learned:
                self.put(line)
            self._tell_of_another_list()
            for write in self._pending:
                write()
            for _, write in self._likeliest(self._pending_unsure, itemgetter(0)):
                write()
            self._summarise()
        elif self.contents is Contents.FINDINGS:
            told = [one for one in self._problems if one.code != UNSURE_TAGS]
            unsure = (one for one in self._problems if one.code == UNSURE_TAGS)
            told += self._likeliest(unsure, lambda one: one)
            text = findings.render(told, self.form, codes.meanings(codes.RECORDS), Path.cwd())
            if text:
                self.put(text)

    def _tell_of_another_list(self) -> None:
        said = (one for one in self._problems if one.code == UNKNOWN_TAG and not one.fix)
        unknown = sum(one.count for one in said)
        if foreign_tags.is_another_list(unknown, self._agreement.had):
            self.put(
                f"most tags of these records are not in the vocabulary: {unknown:,} of "
                f"{unknown + self._agreement.had:,} ({foreign_tags.HINT})"
            )

    def _summarise(self) -> None:
        shown = sum(one.code == UNSURE_TAGS for one in self._problems)
        if self.unsure is not None:
            shown = min(shown, self.unsure)
        lines = metadata.summary(
            self._problems, self._records, self.files, self._fixed, shown, self.tried
        )
        for line in lines:
            self.put(line)

    def _likeliest(self, found: Iterable[T], problem_of: Callable[[T], Problem]) -> list[T]:
        """Return the unsure findings that are shown, the likeliest mistakes first."""
        ordered = sorted(found, key=lambda one: (-problem_of(one).likely, problem_of(one)))
        return ordered[: self.unsure]

    def _put_diff(self, outcome: Outcome) -> None:
        if outcome.before != outcome.after:
            self.put(metadata.diff(outcome.target.shown, outcome.before, outcome.after))
        fixed = {id(problem) for one in outcome.fixed for problem in one.problems}
        for problem in outcome.check.problems:
            is_shown = problem.code != UNSURE_TAGS or self.unsure is None
            if id(problem) not in fixed and is_shown:
                self.warn(as_text.line(problem))

    def _put_findings(self, outcome: Outcome) -> None:
        for one in outcome.fixed:
            self._later(metadata.fixed(outcome.check, one))
        evidence = {id(one.difference): one for one in outcome.check.records}
        for problem in outcome.check.problems:
            put = partial(self._put_finding, problem, evidence.get(id(problem)))
            if problem.code == UNSURE_TAGS:
                self._pending_unsure.append((problem, put))
            else:
                self._pending.append(put)

    def _put_finding(self, problem: Problem, evidence: RecordCheck | None) -> None:
        self.put_finding(problem)
        if self.explain is not None and evidence is not None:
            self.explain(evidence)

    def _later(self, line: str) -> None:
        self._pending.append(partial(self.put, line))
