"""The tags of a record file fixed: edited, read again to prove that only the tags are others."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import accumulate

from tagengine.errors import Problem
from tagengine.metadata.checking import catalogue
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.codes import NOT_FIXABLE
from tagengine.metadata.checking.written_tags import as_kept
from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing.changes import Edit, NotFixableError, applied
from tagengine.metadata.editing.fixes import Fixer
from tagengine.metadata.editing.new_field import ListStyle
from tagengine.metadata.record_files import formats
from tagengine.metadata.record_files.nodes import data
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.metadata.record_files.selectors import Selector
from tagengine.rules.vocabulary import Tag, Vocabulary


@dataclass(frozen=True, slots=True)
class Fix:
    """A file's new text, the records that it fixes, and the problems of those that it cannot.

    A record that is fixed stands where it is in the new text.
    """

    text: str
    fixed: tuple[RecordCheck, ...]
    problems: tuple[Problem, ...]


def fix(check: FileCheck, layout: Layout, vocabulary: Vocabulary, *, unsafe: bool = False) -> Fix:
    """Return a file's text with the tags of its records fixed.

    Without `unsafe` nothing is changed that a person judged. A record that cannot be fixed, or
    whose fixed text does not read as it should, becomes a problem and does not keep the others
    from it.
    """
    if check.file is None:
        return Fix("", (), ())
    fixing = _planned(check, check.file, layout, vocabulary, unsafe=unsafe)
    text, fixed = fixing.best(fixing.wanted)
    return Fix(text, tuple(fixing.moved(fixed)), tuple(fixing.problems))


def marked(check: FileCheck, layout: Layout, vocabulary: Vocabulary) -> FileCheck:
    """Return a check whose findings say where only a person can fix them, as `fix` refuses to."""
    if check.file is None:
        return check
    refused: dict[int, Problem] = {}
    for level in ("safe", "unsafe"):
        if not any(problem.fix == level for problem in check.problems):
            continue
        unsafe = level == "unsafe"
        planned = _planned(check, check.file, layout, vocabulary, unsafe=unsafe).edits
        refused |= {
            id(problem): replace(problem, fix="by hand")
            for one in check.records
            if one.record.mapping.start not in planned
            for problem in one.problems
            if problem.fix == level
        }
    if not refused:
        return check

    def told(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return tuple(refused.get(id(problem), problem) for problem in problems)

    records = tuple(replace(one, problems=told(one.problems)) for one in check.records)
    return replace(check, records=records, problems=told(check.problems))


def _planned(
    check: FileCheck, file: RecordFile, layout: Layout, vocabulary: Vocabulary, *, unsafe: bool
) -> _Fixing:
    """Return the edits of the records that are to be fixed, and the problems of the others."""
    fixing = _Fixing(file, layout, vocabulary)
    fixer = Fixer(file, layout, ListStyle.of(file))
    for record in check.records:
        wanted = _wanted(record, unsafe)
        if wanted is None:
            continue
        one = replace(record, expected=wanted)
        if one.record.mapping.start in fixing.edits:  # an alias of a record that is fixed already
            continue
        try:
            fixing.edits[one.record.mapping.start] = fixer.edits(one.record, one.expected)
            fixing.wanted.append(one)
        except NotFixableError as error:
            fixing.note(error)
    return fixing


def _wanted(one: RecordCheck, unsafe: bool) -> tuple[Tag, ...] | None:
    """Return the tags that a record is to have after a fix, None if nothing changes."""
    if one.fixed_tags is None:
        return None
    wanted = one.fixed_tags.sure if unsafe else one.fixed_tags.safe
    there = one.record.tags
    is_same = [as_kept(tag) for tag in there] == list(wanted)
    is_spelled = all(tag.is_verbatim for tag in there if tag.tag is not None)
    return None if is_same and is_spelled else wanted


@dataclass(slots=True)
class _Fixing:
    """The records of a file that are to be fixed, with the edits of each by where it is."""

    file: RecordFile
    layout: Layout
    vocabulary: Vocabulary
    wanted: list[RecordCheck] = field(default_factory=list)
    edits: dict[int, list[Edit]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, error: NotFixableError) -> None:
        place = self.file.lines.place(error.at)
        problem = f"cannot be fixed here: {error}"
        self.problems.append(Problem(self.file.path, *place, problem, "", NOT_FIXABLE))

    def best(self, wanted: list[RecordCheck]) -> tuple[str, list[RecordCheck]]:
        """Return the text with as many of these records fixed as can be, and those records."""
        try:
            return self._fixed(wanted), wanted
        except NotFixableError as error:
            if len(wanted) == 1:
                self.note(error)
                return self.file.text, []
            half = len(wanted) // 2
            sound = [one for part in (wanted[:half], wanted[half:]) for one in self.best(part)[1]]
            if len(sound) < len(wanted):
                return self.best(sound)
            self.note(error)
            return self.file.text, []

    def moved(self, fixed: list[RecordCheck]) -> list[RecordCheck]:
        """Return fixed records at the characters of the new text where they stand in it."""
        edits = sorted(edit for one in fixed for edit in self.edits[one.record.mapping.start])
        ends = [edit.end for edit in edits]
        shifts = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]
        return [
            replace(one, record=replace(one.record, at=at + shifts[bisect_left(ends, at)]))
            for one in fixed
            for at in (one.record.at,)
        ]

    def _fixed(self, wanted: list[RecordCheck]) -> str:
        """Return the text with these records fixed; `NotFixableError` if it is not sound."""
        edits = [edit for one in wanted for edit in self.edits[one.record.mapping.start]]
        text = applied(self.file.text, edits)
        if wanted:
            _prove(self, text, wanted)
        return text


def _prove(fixing: _Fixing, text: str, fixed: list[RecordCheck]) -> None:
    """Raise `NotFixableError` unless a new text says the same but for the fixed records' tags."""
    file, layout = fixing.file, fixing.layout
    failed = NotFixableError(
        "something other than the tags would change; change it by hand", fixed[0].record.at
    )
    again = formats.read(file.path, text, file.form)
    if len(again.problems) != len(file.problems) or len(again.roots) != len(file.roots):
        raise failed
    if file.text[_body(file) :] != text[_body(again) :]:
        raise failed
    ignored: list[Problem] = []
    before = list(catalogue.records(file, layout, fixing.vocabulary, ignored))
    after = list(catalogue.records(again, layout, fixing.vocabulary, ignored))
    if len(before) != len(after):
        raise failed
    expected = {id(one.record.mapping): list(one.expected) for one in fixed}
    skipped: dict[int, Selector] = {}
    for old, new in zip(before, after, strict=True):
        tags = expected.get(id(old.mapping))
        if tags is not None:
            skipped |= {id(old.mapping): old.tags_path, id(new.mapping): old.tags_path}
            is_verbatim = all(one.is_verbatim for one in new.tags if one.tag is not None)
            if [as_kept(one) for one in new.tags] != tags or not is_verbatim:
                raise failed
    if [data(root, skipped) for root in file.roots] != [
        data(root, skipped) for root in again.roots
    ]:
        raise failed


def _body(file: RecordFile) -> int:
    return len(file.text) if file.body is None else file.body
