"""Checks of metadata records for people: findings, diffs, evidence and statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tagengine.errors import Problem
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.codes import UNSURE_TAGS
from tagengine.reporting import unified_diff
from tagengine.reporting.as_text import several
from tagengine.reporting.bars import stacked
from tagengine.text.printable import printable

_FEW = 20  # unsure findings that one can look at
_KEY = "  █ right ▒ missing ░ surplus"


def fixed(check: FileCheck, one: RecordCheck) -> str:
    """Return the line that says how a record was fixed."""
    line, column = check.file.lines.place(one.record.at) if check.file else (1, 1)
    return printable(f"{check.path}:{line}:{column}: fixed: tags are now [{names(one)}]")


def names(one: RecordCheck) -> str:
    """Return the expected tags of a record, in a line."""
    return ", ".join(tag.name.strip() for tag in one.expected)


def summary(
    problems: Sequence[Problem],
    records: int,
    files: int,
    fixed: int,
    unsure_shown: int = 0,
    tried: Sequence[str] = (),
) -> Iterator[str]:
    """Yield the last lines: how many findings there are, in how much, and what fixes them.

    `tried` are the levels of fixes that were just tried: they fix nothing that is left.
    """
    told = [one for one in problems if one.code != UNSURE_TAGS]
    found = several(len(told), "finding") if told else "no findings"
    done = f", {several(fixed, 'record')} fixed" if fixed else ""
    yield f"{found} in {several(records, 'record')} of {several(files, 'file')}{done}"
    safe, unsafe = (sum(one.fix == level for one in told) for level in ("safe", "unsafe"))
    options = ((safe, "--fix"), (unsafe, "--fix --unsafe-fixes"))
    left = options[len(tried) :]
    by = [f"{count:,} can be fixed with {option}" for count, option in left if count]
    if by:
        yield "; ".join(by)
    unsure = len(problems) - len(told)
    if unsure > unsure_shown:
        few = f"--likeliest {_FEW} shows those that most need a look, " if unsure > _FEW else ""
        yield (
            f"{several(unsure, 'record')} for which the rules give other tags but are not sure "
            f"enough ({few}--unsure shows {'all' if few else 'them'})"
        )


def diff(path: str, before: str, after: str) -> str:
    """Return the unified diff of a file's text, as `git apply` and `patch -p1` read it."""
    return unified_diff.render(before, after, f"a/{path}", f"b/{path}")


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
