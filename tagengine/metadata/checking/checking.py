"""A record file judged: for each record what its tags should be, and what to report about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath, PurePosixPath

from tagengine.document.formats.known import SUFFIXES, Format
from tagengine.document.record import Record
from tagengine.errors import DocumentError, Problem
from tagengine.evidence.result import Result
from tagengine.inputs.files import format_of
from tagengine.inputs.project_readmes import HOST_FOLDER
from tagengine.metadata.checking import catalogue, fixed_tags, policy
from tagengine.metadata.checking.agreement import Agreement
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.codes import (
    BAD_RECORD,
    UNKNOWN_TAG,
    UNREAD_README,
    UNSURE_TAGS,
    UNTIDY_TAGS,
    WRONG_TAGS,
)
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.record_findings import Findings
from tagengine.metadata.checking.written_tags import as_kept
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.configuration.reading import Layout, RecordKind
from tagengine.metadata.configuration.repository import MissingFileError
from tagengine.metadata.record_files import formats
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.rules import sources as rule_sources
from tagengine.rules.vocabulary import Tag, Vocabulary

_DIFFERENCES = (WRONG_TAGS, UNSURE_TAGS)

ReadReadme = Callable[[str], str]
"""Returns the README at a path relative to the record's file, or raises `DocumentError`."""


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One record: the engine's result, the tags it should have, the findings about its tags.

    `fixed_tags` says what fixes make of the tags, None where nothing is to be fixed.
    """

    record: CatalogueRecord
    result: Result
    expected: tuple[Tag, ...]
    problems: tuple[Problem, ...]
    fixed_tags: FixedTags | None
    agreement: Agreement = field(default_factory=Agreement)

    @property
    def difference(self) -> Problem | None:
        """The finding that the rules ask for other tags."""
        return next((one for one in self.problems if one.code in _DIFFERENCES), None)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of records that were checked earlier and are not at hand.

    `count` is how many they are; `identities` what a baseline knows each of the problems by;
    `agreement` how well the rules agree with the tags.
    """

    count: int
    identities: tuple[str, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file: its bytes, what they hold (None if that is unreadable), all there is to report.

    Of a check that is `remembered` neither `file` nor `records` are at hand.
    """

    path: str
    content: bytes
    file: RecordFile | None
    records: tuple[RecordCheck, ...]
    problems: tuple[Problem, ...]
    remembered: Remembered | None = None

    @property
    def record_count(self) -> int:
        """How many records the file has."""
        return len(self.records) if self.remembered is None else self.remembered.count

    @property
    def agreement(self) -> Agreement:
        """How well the rules agree with the tags of the records."""
        if self.remembered is not None:
            return self.remembered.agreement
        return sum((one.agreement for one in self.records), Agreement())


def check_file(
    path: str,
    content: bytes,
    kind: RecordKind,
    judge: Judge,
    read_readme: ReadReadme,
    central: Callable[[str], Override],
) -> FileCheck:
    """Return what to report about a record file; `path` names it in messages.

    `central` returns what the overrides file says of a record's label.
    """
    file = read_file(path, content, kind.layout)
    if isinstance(file, Problem):
        return FileCheck(path, content, None, (), (file,))
    problems = list(file.problems)
    checks = []
    for one in read_records(file, kind.layout, judge.vocabulary, read_readme, problems):
        override = one.override.joined(central(one.label))
        check = _check(one, file, kind, judge, override)
        check = _ignoring(check, (*kind.judging.ignore, *override.ignore))
        problems += check.problems
        checks.append(check)
    kept = (problem for problem in problems if problem.code not in kind.judging.ignore)
    return FileCheck(path, content, file, tuple(checks), tuple(sorted(kept)))


def _check(
    record: CatalogueRecord, file: RecordFile, kind: RecordKind, judge: Judge, override: Override
) -> RecordCheck:
    """Return what to report about one record."""
    question = Question(record.tags, override, kind.judging, judge.without_rules, judge.margins)
    most = policy.limit(question, judge.engine.rule_set.settings.max_tags)
    result = judge.engine.tag_record(record.texts, max_tags=most)
    answer = judge.as_unseen(record.texts, result, most)
    tags = policy.expected(question, answer)
    fixed = fixed_tags.after_fixes(question, tags, answer)
    if judge.knows_little:
        fixed = fixed.unsaid()
    named = judge.named(record.texts)
    found = Findings(file, record, question, tags, answer, result, fixed, named)
    agreement = Agreement.of(question, answer)
    return RecordCheck(record, result, found.expected, found.all(), fixed, agreement)


def _ignoring(check: RecordCheck, codes: tuple[str, ...]) -> RecordCheck:
    """Return a check without what is to be ignored, which is not fixed either."""
    problems = tuple(one for one in check.problems if one.code not in codes)
    if len(problems) == len(check.problems):
        return check
    left, fixes = replace(check, problems=problems), check.fixed_tags
    if fixes is not None and check.difference is not None and left.difference is None:
        fixes = fixes.only_tidy()
    if fixes is not None and not any(one.code in (UNTIDY_TAGS, UNKNOWN_TAG) for one in problems):
        written = tuple(as_kept(one) for one in check.record.tags if one.text)
        fixes = None if left.difference is None else fixes.untidied(written)
    return replace(left, fixed_tags=fixes)


def read_file(path: str, content: bytes, layout: Layout) -> RecordFile | Problem:
    """Return what a record file holds, or the problem that keeps it from being read."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return rule_sources.not_utf8(error, path, BAD_RECORD)
    form = layout.format or formats.format_of(path)
    if form is None:
        hint = f"set format to one of: {', '.join(formats.NAMES)}"
        return Problem(path, 1, 1, "the format of this file is not known", hint, BAD_RECORD)
    return formats.read(path, text, form)


def read_records(
    file: RecordFile,
    layout: Layout,
    vocabulary: Vocabulary,
    read_readme: ReadReadme,
    problems: list[Problem],
) -> Iterator[CatalogueRecord]:
    """Yield the records of a file with their READMEs; those that cannot be read become problems."""
    for record in catalogue.records(file, layout, vocabulary, problems):
        try:
            yield replace(record, texts=_with_readme(record, layout.readme_file, read_readme))
        except DocumentError as error:
            at = record.mapping.start
            problems.append(file.problem(at, str(error), "", UNREAD_README))


def _with_readme(record: CatalogueRecord, beside: str | None, read_readme: ReadReadme) -> Record:
    """Return the texts of a record with its README; raises `DocumentError` if that is unreadable.

    `beside` is the path of a README that may be next to every record, or one in another format.
    """
    texts = record.texts
    for path in _beside(beside) if record.readme is None else (record.readme,):
        try:
            text = read_readme(path)
            form = format_of(PurePath(path), text)
        except MissingFileError:
            if record.readme is None:
                continue
            raise
        if texts.readme and form is Format.MARKDOWN:
            text = f"{text}\n\n{texts.readme}"
        return replace(texts, readme=text, format=form)
    return texts


def _beside(path: str | None) -> tuple[str, ...]:
    """Return where a README may be: at the path, with the end of another format, in `.github`."""
    if path is None:
        return ()
    if PurePath(path).stem.casefold() != "readme":
        return (path,)
    stem = path.removesuffix(PurePath(path).suffix)
    hidden = PurePosixPath(path).parent / HOST_FOLDER / PurePosixPath(path).name
    here = (f"{stem}{suffix}" for suffix in (*SUFFIXES, ""))
    return tuple(dict.fromkeys((path, *here, hidden.as_posix())))
