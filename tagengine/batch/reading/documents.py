"""What flows through a batch: documents as they were read, and what came of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from tagengine.document.formats import known
from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.errors import RecordError, TagEngineError
from tagengine.inputs import files as inputs

Warn = Callable[[str], None]

CHUNK_DOCUMENTS = 32
CHUNK_BYTES = 256 * 1024  # of content


class RawDocument(NamedTuple):
    """A document that nobody has looked into yet.

    `place` is its path, with the line (or row) after a colon where there are several in a file;
    `content` the bytes of a document's file (`is_file`; of one too long its first `max_bytes` and
    one more) or of a record's JSON; `size` the length of that file in bytes. `name` is the
    path seen from the folder that is read; `position` how far the reader has come, in its own
    unit. `problem` says why there is no content. `digest` is the SHA-256 of the content. `form` is
    the format of a file where its name is not to tell it.
    """

    place: str
    content: bytes
    digest: bytes
    is_file: bool = False
    size: int | None = None
    name: str | None = None
    position: int = 0
    problem: str | None = None
    form: Format | None = None

    @classmethod
    def of_record(cls, content: bytes, place: str, position: int = 0) -> RawDocument:
        """Return the document of a record's JSON."""
        return cls(place, content, hashlib.sha256(content).digest(), position=position)

    @classmethod
    def of_file(
        cls,
        content: bytes,
        place: str,
        size: int,
        name: str,
        position: int,
        form: Format | None = None,
    ) -> RawDocument:
        """Return the document of a file; what it is by `form` or its name is in the digest."""
        kind = form or known.of_name(name)
        begins = b"" if kind in (None, Format.MARKDOWN) else kind.value.encode()
        digest = hashlib.sha256(begins + content).digest()
        return cls(place, content, digest, True, size, name, position, form=form)

    @classmethod
    def unreadable(
        cls, problem: str, place: str, position: int, name: str | None = None
    ) -> RawDocument:
        """Return a document that stands for one that cannot be read."""
        digest = hashlib.sha256(problem.encode("utf-8", "surrogatepass")).digest()
        return cls(place, b"", digest, name=name, position=position, problem=problem)

    def record(self, max_bytes: int, warn: Warn) -> Record:
        """Return the record; raises `RecordError` or `DocumentError` where there is none."""
        if self.problem is not None:
            raise RecordError(self.problem)
        if self.is_file:
            text = inputs.text_of(self.content, self.place, max_bytes, self.size, warn)
            form = self.form or inputs.format_of(PurePath(self.place), text)
            return Record(self.place, readme=text, format=form)
        path, _, number = self.place.rpartition(":")
        return inputs.record_of_line(self.content, path, int(number), warn, max_bytes).record


class Outcome(NamedTuple):
    """What came of a document: a row (a line of JSON, with the number of its `tags`), or an error.

    `id` is that of a document with an error, where it is known; `names_place` tells that the row
    has the document's place in it, instead of an id; `was_kept` that the cache had it.
    """

    row: bytes | None
    tags: int = 0
    error: str | None = None
    id: str | int | None = None
    warnings: tuple[str, ...] = ()
    names_place: bool = False
    was_kept: bool = False


def chunks(documents: Iterable[RawDocument]) -> Iterator[list[RawDocument]]:
    """Yield documents in groups, small enough for memory and large enough to pass around.

    An error of the documents' source is raised after the last group.
    """
    chunk: list[RawDocument] = []
    size = 0
    try:
        for document in documents:
            chunk.append(document)
            size += len(document.content)
            if len(chunk) >= CHUNK_DOCUMENTS or size >= CHUNK_BYTES:
                yield chunk
                chunk, size = [], 0
    except TagEngineError:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk
