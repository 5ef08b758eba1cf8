"""A record file judged: for each record what its tags should be, and what to report about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

from tagengine.document.formats.known import SUFFIXES, Format
from tagengine.document.record import Record
from tagengine.errors import DocumentError, Problem
from tagengine.evidence.result import Result
from tagengine.inputs.files import format_of
from tagengine.inputs.project_readmes import HOST_FOLDER
from tagengine.metadata.checking import catalogue, fixed_tags, missing_tags, policy
from tagengine.metadata.checking.agreement import NO_RECORDS, Agreement
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.codes import BAD_RECORD, UNKNOWN_TAG, UNREAD_README, UNSURE_TAGS
from tagengine.metadata.checking.fixed_tags import FixedTags
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.record_findings import Findings, known
from tagengine.metadata.checking.written_tags import as_kept
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.configuration.reading import Layout, RecordKind
from tagengine.metadata.configuration.repository import MissingFileError
from tagengine.metadata.record_files import formats
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.reporting.as_text import shown
from tagengine.rules import sources as rule_sources
from tagengine.rules.vocabulary import Tag, Vocabulary, not_in

_UNKNOWN = 100  # tags of a record that are named since the vocabulary has none like them
_SHOWN = 100  # characters of a tag's name

ReadReadme = Callable[[str], str]
"""Returns the README at a path relative to the record's file, or raises `DocumentError`."""


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One record: the engine's result, the tags it should have, the finding if it has others.

    `untidy` and `unknown` are the findings about what is safely fixed, and about tags that are in
    no vocabulary, `missing` those about tags that it lacks; `fixed_tags` says what fixes make of
    the tags.
    """

    record: CatalogueRecord
    result: Result
    expected: tuple[Tag, ...]
    difference: Problem | None
    agreement: Agreement = NO_RECORDS
    untidy: Problem | None = None
    unknown: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()
    fixed_tags: FixedTags | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All the findings about the record's tags."""
        own = (one for one in (self.untidy, self.difference) if one is not None)
        return (*self.unknown, *own, *self.missing)


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


class ReadRecord(NamedTuple):
    """A record as its file has it, and the texts of it that the engine reads."""

    record: CatalogueRecord
    texts: Record


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
        override = one.record.override.joined(central(one.record.label))
        check = _check(one, file, kind, judge, override)
        check = _ignoring(check, (*kind.judging.ignore, *override.ignore))
        problems += check.problems
        checks.append(check)
    kept = (problem for problem in problems if problem.code not in kind.judging.ignore)
    return FileCheck(path, content, file, tuple(checks), tuple(sorted(kept)))


def _check(
    read: ReadRecord, file: RecordFile, kind: RecordKind, judge: Judge, override: Override
) -> RecordCheck:
    """Return what to report about one record."""
    record, texts = read
    question = Question(record.tags, override, kind.judging, judge.without_rules, judge.margins)
    most = policy.limit(question, judge.engine.rule_set.settings.max_tags)
    result = judge.engine.tag_record(texts, max_tags=most)
    answer = judge.as_unseen(texts, result, most)
    tags = policy.expected(question, answer)
    found = fixed_tags.after_fixes(question, tags, answer)
    if judge.knows_little:
        found = found.unsaid()
    named = judge.named(texts)
    told = [one.tag for one in named]
    said = Findings(file, record, question, tags, answer, result, found, override, told)
    difference = said.difference()
    expected = tags if kind.judging.policy == "suggest" else known(found.said)
    missing = tuple(missing_tags.named(file, record, question, named, expected))
    if difference is None or difference.code == UNSURE_TAGS:
        none = missing_tags.none(file, record, question, answer)
        missing, difference = (missing, difference) if none is None else ((none,), None)
    return RecordCheck(
        record,
        result,
        expected,
        difference,
        Agreement.of(question, answer),
        said.untidy(),
        tuple(_unknown(record, file, kind, judge)),
        missing,
        found,
    )


def _ignoring(check: RecordCheck, codes: tuple[str, ...]) -> RecordCheck:
    """Return a check without what is to be ignored, which is not fixed either."""
    if not any(problem.code in codes for problem in check.problems):
        return check
    difference, untidy, fixes = check.difference, check.untidy, check.fixed_tags
    if difference is not None and difference.code in codes:
        difference = None
        fixes = None if fixes is None else fixes.only_tidy()
    unknown = () if UNKNOWN_TAG in codes else check.unknown
    missing = tuple(one for one in check.missing if one.code not in codes)
    if untidy is not None and untidy.code in codes:
        untidy = None
    if untidy is None and not unknown and fixes is not None:
        written = tuple(as_kept(one) for one in check.record.tags if one.text)
        fixes = None if difference is None else fixes.untidied(written)
    return replace(
        check,
        difference=difference,
        untidy=untidy,
        unknown=unknown,
        missing=missing,
        fixed_tags=fixes,
    )


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
) -> Iterator[ReadRecord]:
    """Yield the records of a file; those that cannot be read become problems."""
    for record in catalogue.records(file, layout, vocabulary, problems):
        readme = _readme(record, file, layout.readme_file, read_readme, problems)
        if readme is not None:
            record_id = file.path + record.label
            texts = Record(
                record_id,
                record.name,
                record.description,
                record.topics,
                *readme,
                language=record.language,
            )
            yield ReadRecord(record, texts)


def _readme(
    record: CatalogueRecord,
    file: RecordFile,
    beside: str | None,
    read_readme: ReadReadme,
    problems: list[Problem],
) -> tuple[str, Format] | None:
    """Return the text that speaks for a record, None (and a problem) if it cannot be read.

    `beside` is the path of a README that may be next to every record, or one in another format.
    """
    paths = _beside(beside) if record.readme is None else (record.readme,)
    for path in paths:
        try:
            text = read_readme(path)
            form = format_of(PurePath(path), text)
        except DocumentError as error:
            if record.readme is None and isinstance(error, MissingFileError):
                continue
            place = file.lines.place(record.mapping.start)
            problems.append(Problem(file.path, *place, str(error), "", UNREAD_README))
            return None
        if record.body and form is Format.MARKDOWN:
            text = f"{text}\n\n{record.body}"
        return text, form
    return record.body, Format.MARKDOWN


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


def _unknown(
    record: CatalogueRecord, file: RecordFile, kind: RecordKind, judge: Judge
) -> list[Problem]:
    """Return a problem for each tag that is not in the vocabulary."""
    if kind.judging.policy == "fill":
        return []
    found = []
    unknown = [one for one in record.tags if one.tag is None]
    for number, one in enumerate(unknown):
        place = file.lines.place(one.node.start)
        if number == _UNKNOWN:
            more = unknown[number:]
            problem = f"{len(more):,} more tags that are not in the vocabulary"
            count = sum(bool(tag.text) and not tag.near for tag in more)
            found.append(Problem(file.path, *place, problem, "", UNKNOWN_TAG, count=count))
            break
        problem, hint = (
            not_in(judge.vocabulary, shown(one.text, _SHOWN)) if one.text
            else ("an empty item in the list of tags", "write a tag, or remove the item")
        )  # fmt: skip
        fix = "safe" if one.near or not one.text else ""
        found.append(Problem(file.path, *place, problem, hint, UNKNOWN_TAG, fix=fix))
    return found
