"""The records of a catalogue as the engine reads them, each with the tags that people gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tagengine.document.record import Record
from tagengine.errors import Problem
from tagengine.inputs.files import Failure
from tagengine.metadata.checking import checking, target_checks
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


def labelled(target: Target, vocabulary: Vocabulary) -> Iterator[LabelledRecord | Failure]:
    """Yield the records of a file; what cannot be read becomes a `Failure`."""
    content, layout = target_checks.read(target), target.kind.layout
    file = (
        content if isinstance(content, Problem)
        else checking.read_file(target.shown, content, layout)
    )  # fmt: skip
    if isinstance(file, Problem):
        yield Failure(str(file))
        return
    problems = list(file.problems)
    read_readme = partial(target.configured.repository.readme, target.relative)
    for record in checking.read_records(file, layout, vocabulary, read_readme, problems):
        line, column = file.lines.place(record.mapping.start)
        yield LabelledRecord(record.texts, record.tags, f"{file.path}:{line}:{column}")
    for problem in sorted(problems):
        yield Failure(str(problem))
