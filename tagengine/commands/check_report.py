"""What a check of metadata records says: text as it comes, tables and reports at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tagengine.commands.check import CheckAsked
from tagengine.commands.finding_output import FindingOutput
from tagengine.commands.options import put, put_diff, say, terminal, warn
from tagengine.errors import Problem
from tagengine.metadata import foreign_tags
from tagengine.metadata.checking.agreement import Agreement
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.codes import UNKNOWN_TAG, UNSURE_TAGS
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.run import Outcome
from tagengine.reporting import findings, unified_diff
from tagengine.reporting.as_text import listed, several
from tagengine.reporting.bars import stacked
from tagengine.reporting.findings import as_text, codes
from tagengine.rules.files import vocabulary_places
from tagengine.text.printable import printable

_HINT = "tagengine init and tagengine rules learn make rules for them; --rules names others"
_ENOUGH = 20  # records of which an agreement means something
_NAMED = 5  # tags without rules that are named
_FEW = 20  # unsure findings that one can look at
_KEY = "  █ right ▒ missing ░ surplus"


class Statistics:
    """Counts by tag how many records have it rightly, lack it, and have it wrongly."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._missing: Counter[str] = Counter()
        self._surplus: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()

    def add(self, check: RecordCheck) -> None:
        """Count a record."""
        have = {written.tag for written in check.record.tags if written.tag is not None}
        wanted = set(check.expected)
        counts = [(self._right, wanted & have)]
        if check.difference is not None:
            counts += [(self._missing, wanted - have), (self._surplus, have - wanted)]
        for counter, tags in counts:
            counter.update(tag.name.strip() for tag in tags)
        self._unknown.update(tag.text.strip() for tag in check.record.tags if tag.tag is None)

    def table(self, *, has_bars: bool = False) -> str:
        """Return the counts as a table, the tags with the most mistakes first.

        With bars, each line ends with one: what is right, missing and surplus, in this order.
        """
        wrong = self._missing + self._surplus + self._unknown
        named = sorted({*wrong, *self._right}, key=lambda name: (-wrong[name], name))
        width = max((len(name) for name in named), default=3)
        longest = max((self._right[name] + wrong[name] for name in named), default=0)
        lines = [f"{'tag':<{width}}  right  missing  surplus{_KEY * has_bars}"]
        for name in named:
            right, missing, surplus = self._right[name], self._missing[name], self._surplus[name]
            unknown = self._unknown[name]
            note = f"  not in the vocabulary ({unknown})" if unknown else ""
            counts = f"{right:>5}  {missing:>7}  {surplus:>7}"
            bar = f"  {stacked((right, missing, surplus + unknown), longest)}" if has_bars else ""
            lines.append(printable(f"{name:<{width}}  {counts}{bar}{note}".rstrip()))
        return "\n".join(lines)


@dataclass(slots=True)
class CheckReport:
    """Writes what came of files, as is asked.

    Findings that the rules are not sure of come last, the likeliest mistakes first. Text is written
    at the end: how good the rules are comes first.
    """

    asked: CheckAsked
    files: int = 0
    _records: int = 0
    _fixed: int = 0
    _is_vocabulary_chosen: bool = False
    _agreement: Agreement = field(default_factory=Agreement)
    _problems: list[Problem] = field(default_factory=list)
    _learned: dict[str, None] = field(default_factory=dict)
    _told: list[str | Problem] = field(default_factory=list)
    _evidence: dict[int, RecordCheck] = field(default_factory=dict)
    _counts: Statistics = field(default_factory=Statistics)

    @property
    def is_wrong(self) -> bool:
        """Whether there was a finding that is not a note; warnings count if it is strict."""
        return any(one.fails(is_strict=self.asked.strict) for one in self._problems)

    def add(self, outcome: Outcome) -> None:
        """Take what came of a file."""
        judging = outcome.target.kind.judging
        self._is_vocabulary_chosen |= bool(judging.rules or judging.vocabulary)
        self.files += 1
        self._records += outcome.check.record_count
        self._fixed += len(outcome.fixed)
        self._problems += outcome.check.problems
        self._agreement += outcome.check.agreement
        if self.asked.diff:
            self._put_diff(outcome)
        elif self.asked.statistics:
            for one in outcome.check.records:
                self._counts.add(one)
        elif self.asked.form == "text":
            self._told += [_fixed(outcome.check, one) for one in outcome.fixed]
            self._told += [one for one in outcome.check.problems if one.code != UNSURE_TAGS]
            if self.asked.explain:
                self._evidence |= {id(one.difference): one for one in outcome.check.records}

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
        place = None
        if len(names) <= _NAMED:
            place = vocabulary_places.place_of(judge.vocabulary_source, names[0])
        where = f"{place}: " if place else ""
        verb = "has" if len(names) == 1 else "have"
        tell = warn if self.asked.diff else self.asked.verbosity.warn
        tell(
            f"{where}{len(names)} of {len(judge.vocabulary)} tags {verb} no rules and cannot be "
            f"checked: {listed(names, _NAMED)}{hint}"
        )

    def finish(self) -> None:
        """Write what is only known at the end."""
        if self.asked.diff:
            return
        if self.asked.statistics:
            say(self._counts.table(has_bars=sys.stdout.isatty()))
            return
        unsure = [one for one in self._problems if one.code == UNSURE_TAGS]
        most = None if self.asked.unsure else self.asked.likeliest or 0
        likeliest = sorted(unsure, key=lambda one: (-one.likely, one))[:most]
        if self.asked.form != "text":
            told = [one for one in self._problems if one.code != UNSURE_TAGS]
            meanings = codes.meanings(codes.RECORDS)
            text = findings.render([*told, *likeliest], self.asked.form, meanings, Path.cwd())
            if text:
                put(text)
            return
        if self._agreement.records >= _ENOUGH:
            say(self._agreement.line())
        for line in self._learned:
            say(line)
        unknown = self._of_another_list()
        if unknown:
            say(
                f"most tags of these records are not in the vocabulary: {unknown:,} of "
                f"{unknown + self._agreement.had:,} ({foreign_tags.HINT})"
            )
        output = FindingOutput()
        for one in (*self._told, *likeliest):
            if isinstance(one, str):
                say(one)
                continue
            output.put(one)
            evidence = self._evidence.get(id(one))
            if evidence is not None:
                _explain(evidence)
        for line in self._summary(len(likeliest)):
            say(line)

    def _of_another_list(self) -> int:
        """Return how many tags are not in the vocabulary if these are most of them, else 0."""
        said = (one for one in self._problems if one.code == UNKNOWN_TAG and not one.fix)
        unknown = sum(one.count for one in said)
        return unknown if foreign_tags.is_another_list(unknown, self._agreement.had) else 0

    def _summary(self, unsure_shown: int) -> Iterator[str]:
        """Yield the last lines: how many findings there are, in how much, and what fixes them.

        Levels of fixes that were just tried fix nothing that is left; nor does any where fixes
        would mix two lists of tags.
        """
        tried = ("safe", "unsafe")[: self.asked.fix + self.asked.unsafe] if self.asked.fix else ()
        if self._of_another_list() and not self._is_vocabulary_chosen:
            tried = ("safe", "unsafe")
        told = [one for one in self._problems if one.code != UNSURE_TAGS]
        found = several(len(told), "finding") if told else "no findings"
        done = f", {several(self._fixed, 'record')} fixed" if self._fixed else ""
        records, files = several(self._records, "record"), several(self.files, "file")
        yield f"{found} in {records} of {files}{done}"
        left = [
            f"{count:,} can be fixed with {option}"
            for level, option in (("safe", "--fix"), ("unsafe", "--fix --unsafe-fixes"))
            if level not in tried and (count := sum(one.fix == level for one in told))
        ]
        if left:
            yield "; ".join(left)
        unsure = len(self._problems) - len(told)
        if unsure > unsure_shown:
            few = f"--likeliest {_FEW} shows those that most need a look, " if unsure > _FEW else ""
            yield (
                f"{several(unsure, 'record')} for which the rules give other tags but are not sure "
                f"enough ({few}--unsure shows {'all' if few else 'them'})"
            )

    def _put_diff(self, outcome: Outcome) -> None:
        if outcome.before != outcome.after:
            path = outcome.target.shown
            # As `git apply` and `patch -p1` read it.
            names = f"a/{path}", f"b/{path}"
            put_diff(unified_diff.render(outcome.before, outcome.after, *names))
        fixed = {id(problem) for one in outcome.fixed for problem in one.problems}
        for problem in outcome.check.problems:
            is_shown = problem.code != UNSURE_TAGS or self.asked.unsure
            if id(problem) not in fixed and is_shown:
                warn(as_text.line(problem))


def _explain(check: RecordCheck) -> None:
    from tagengine.reporting import explanation_text  # noqa: PLC0415 -- only where a person reads

    with terminal() as console:
        explanation_text.explain(check.result, console)


def _fixed(check: FileCheck, one: RecordCheck) -> str:
    """Return the line that says how a record was fixed."""
    line, column = check.file.lines.place(one.record.at) if check.file else (1, 1)
    names = ", ".join(tag.name.strip() for tag in one.expected)
    return printable(f"{check.path}:{line}:{column}: fixed: tags are now [{names}]")
