"""The records of a catalogue as the engine reads them, each with the tags that people gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.document.reading import Record
from tagengine.errors import DocumentError, Problem
from tagengine.inputs.files import Failure
from tagengine.metadata.checking import checking
from tagengine.metadata.checking.checking import FileCheck
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.checking.target_checks import Checker, readme
from tagengine.metadata.checking.written_tags import WrittenTag
from tagengine.metadata.configuration.discovery import Target
from tagengine.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class LabelledRecord:
    """A record, its tags as written, and where it is (`path:line:column`)."""

    record: Record
    tags: tuple[WrittenTag, ...]
    place: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of its tags that are in the vocabulary, each once, in its order."""
        return tuple(dict.fromkeys(one.tag.name for one in self.tags if one.tag is not None))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its tags that are not in the vocabulary."""
        return tuple(one.text for one in self.tags if one.tag is None)


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A record, what judges it, and how many tags it is given at most (None: as the rules say)."""

    labelled: LabelledRecord
    judge: Judge
    most: int | None


def judged(target: Target, checker: Checker) -> Iterator[JudgedRecord | Failure]:
    """Yield the records of a file with what judges them, as a check does; errors as for `judge`."""
    judge = checker.judge(target)
    for one in labelled(target, judge.vocabulary):
        yield (
            one
            if isinstance(one, Failure)
            else JudgedRecord(one, judge, target.kind.judging.max_tags)
        )


def labelled(target: Target, vocabulary: Vocabulary) -> Iterator[LabelledRecord | Failure]:
    """Yield the records of a file; what cannot be read becomes a `Failure`."""
    content = Checker.content(target)
    if isinstance(content, FileCheck):
        yield from _failures(content.problems)
        return
    layout = target.kind.layout
    file = checking.read_file(target.shown, content, layout)
    if isinstance(file, Problem):
        yield Failure(str(file))
        return
    problems = list(file.problems)

    def read_readme(path: str) -> str:
        read = readme(target, path)
        if isinstance(read, DocumentError):
            raise read
        return read

    for record, texts in checking.read_records(file, layout, vocabulary, read_readme, problems):
        line, column = file.lines.place(record.mapping.start)
        yield LabelledRecord(texts, record.tags, f"{file.path}:{line}:{column}")
    yield from _failures(sorted(problems))


def _failures(problems: tuple[Problem, ...] | list[Problem]) -> Iterator[Failure]:
    for problem in problems:
        yield Failure(str(problem))
