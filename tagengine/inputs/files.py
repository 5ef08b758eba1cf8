"""The files, folders and streams that a user names, read as records; nothing is lost unsaid."""

from __future__ import annotations

import os
import sys
from codecs import utf_8_decode, utf_16_decode
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from msgspec import Struct

from tagengine.document.formats import known
from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.errors import DocumentError, FileError, RecordError, TagEngineError, reason
from tagengine.inputs import records
from tagengine.inputs.project_readmes import SKIPPED_FOLDERS, readmes
from tagengine.inputs.records import RecordLine
from tagengine.system.opening import BLANK_LINES, LINE_LIMIT, Line, lines, opened

DEFAULT_LIMIT = 256 * 1024  # bytes of a document that are read; what it is stands at its head
STDIN = "-"
FAILURES_SAID = 20  # lines of a file that cannot be read; of more the number is said
_BINARY_WITHIN = 8192  # bytes in which a NUL byte means that this is not text
_RECORD_SUFFIXES = (".jsonl", ".ndjson")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Warn = Callable[[str], None]


class Failure(Struct, frozen=True):
    """An input that could not be read, and the message that says why."""

    message: str


def read_all(
    inputs: tuple[str, ...], limit: int, warn: Warn, form: Format | None = None
) -> Iterator[Record | Failure]:
    """Yield the records of all inputs in order; one that cannot be read becomes a `Failure`.

    An input is a document, '-' (standard input), a folder (its READMEs, sorted by path) or a
    JSON Lines file. `limit` is the number of bytes of a document that are read, `form` the format
    of documents, where their names are not to tell it. `warn` gets a message where a document is
    read, but not as it is (cut, empty, not UTF-8).
    """
    for name in inputs:
        try:
            yield from _read_input(name, limit, warn, form)
        except TagEngineError as error:
            yield Failure(str(error))


def _read_input(
    name: str, limit: int, warn: Warn, form: Format | None
) -> Iterator[Record | Failure]:
    path = Path(name)
    if not name:
        raise DocumentError("the file name is empty (name a file, or - for standard input)")
    if name == STDIN:
        yield Record(STDIN, readme=read_text(name, limit, warn), format=form or Format.MARKDOWN)
    elif path.is_dir():
        for readme in readmes(path):
            if is_link_out(readme, path):
                warn(f"{readme}: skipped: a link that leads out of the folder")
                continue
            try:
                yield read_document(readme, limit, warn, form)
            except TagEngineError as error:
                yield Failure(str(error))
    elif path.suffix.lower() in _RECORD_SUFFIXES:
        for read in read_records(path, warn, limit):
            yield read if isinstance(read, Failure) else read.record
    else:
        yield read_document(path, limit, warn, form)


def read_document(path: Path, limit: int, warn: Warn, form: Format | None = None) -> Record:
    """Return the record of one document; its id is the path as given.

    Its name tells the format, or the text where the name does not, if `form` does not say it.
    Raises `DocumentError` if it cannot be read, is not text or in none of the formats.
    """
    try:
        with open_document(path) as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1)
    except OSError as error:
        raise DocumentError(f"{path}: {reason(error)}") from None
    text = text_of(content, str(path), limit, size, warn)
    return Record(str(path), readme=text, format=form or format_of(path, text))


def open_document(path: Path) -> BinaryIO:
    """Open a file of documents or records to read it; raises `DocumentError` if it cannot be."""
    try:
        return opened(path)
    except FileError as error:
        raise DocumentError(str(error)) from None


def format_of(path: PurePath, text: str) -> Format:
    """Return the format of a document; raises `DocumentError` if it is in none that is read.

    Where the name does not tell it (`README`, `README.en`), the text does.
    """
    form = known.of_name(path.name)
    if form is None and (not path.suffix or path.stem.casefold() == "readme"):
        form = known.of_text(text)
    if form is None:
        read = "Markdown, reStructuredText, AsciiDoc, Org, HTML, notebooks, plain text …"
        raise DocumentError(
            f"{path}: not in a format that tagengine reads ({read}; "
            f"name its format with --input-format)"
        )
    return form


def read_text(name: str, limit: int, warn: Warn) -> str:
    """Return the text of a file, or of standard input for '-'; errors as for `read_document`."""
    if name == STDIN:
        return text_of(sys.stdin.buffer.read(limit + 1), "-", limit, None, warn)
    return read_document(Path(name), limit, warn).readme


def files_below(
    folder: Path, hidden: Callable[[Path], Collection[str]] = lambda folder: ()
) -> Iterator[Path]:
    """Yield what is not a folder in a folder and below, sorted within each folder.

    Hidden folders, but for those that `hidden` names for a folder, and those of installed packages
    are passed over; links to folders are not followed.
    """
    for parent, folders, files in os.walk(folder):
        wanted = hidden(Path(parent))
        folders[:] = sorted(
            name
            for name in folders
            if (name[0] != "." or name in wanted) and name not in SKIPPED_FOLDERS
        )
        yield from (Path(parent, name) for name in sorted(files))


def is_link_out(path: Path, folder: Path) -> bool:
    """Return whether a file found below a folder is a link to one that is not there."""
    if not path.is_symlink():
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def read_records(
    path: Path, warn: Warn, limit: int = DEFAULT_LIMIT
) -> Iterator[RecordLine | Failure]:
    """Yield the records of a JSON Lines file, each with its place and all of its fields.

    Of each text of a record the first `limit` characters are kept, which `warn` is told. A line
    that is not a record becomes a `Failure`; after many of them only their number is said. Raises
    `DocumentError` if there is no such file.
    """
    failed = last = 0
    with open_document(path) as file:
        for line in lines(file):
            if not line.content.strip():
                if line.number - last > BLANK_LINES:
                    raise DocumentError(
                        f"{path}:{line.number}: {BLANK_LINES:,} empty lines in a row (stopped "
                        "reading)"
                    )
                continue
            last = line.number
            try:
                yield _record(line, str(path), warn, limit)
            except RecordError as error:
                failed += 1
                if failed <= FAILURES_SAID:
                    yield Failure(str(error))
    if failed > FAILURES_SAID:
        more = failed - FAILURES_SAID
        yield Failure(f"{path}: … and {more:,} more line{'s' * (more > 1)} that cannot be read")


def _record(line: Line, path: str, warn: Warn, limit: int) -> RecordLine:
    if not line.is_whole:
        place = f"{path}:{line.number}"
        raise RecordError(
            f"{place}: longer than {LINE_LIMIT >> 20} MiB (write one record on each line)"
        )
    return record_of_line(line.content, path, line.number, warn, limit)


def record_of_line(
    line: bytes, path: str, number: int, warn: Warn, limit: int = DEFAULT_LIMIT
) -> RecordLine:
    """Return the record in a line of a JSON Lines file; errors as for `records.parse_line`.

    Of each of its texts the first `limit` characters are kept, which `warn` is told.
    """
    text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
    if "\ufffd" in text and "\ufffd".encode() not in line:
        warn(f"{path}:{number}: some bytes are not UTF-8 and were replaced")
    read = records.parse_line(text, path, number, warn)
    record = records.cut(read.record, limit)
    if record is not read.record:
        warn(f"{path}:{number}: only the first {limit:,} characters of a text were read")
    return read._replace(record=record)


def text_of(content: bytes, name: str, limit: int, size: int | None, warn: Warn) -> str:
    """Return the text of a document's first `limit` bytes; `content` is these and one more.

    `size` is the document's length in bytes, where it is known. Raises `DocumentError` if it is
    not text.
    """
    if len(content) > limit:
        # A device or a pipe has no size of its own.
        whole = "more" if size is None or size <= limit else f"{size:,} bytes"
        warn(f"{name}: only the first {limit:,} of {whole} were read (--max-bytes reads more)")
        content = beginning(content, limit)
    if content.startswith(_UTF16):
        text = content.decode("utf-16", "replace")
    else:
        nul = content.find(b"\0", 0, _BINARY_WITHIN)
        if nul >= 0:
            raise DocumentError(f"{name}: not a text file (a NUL byte at byte {nul})")
        text = _utf8(content, name, warn)
    if not text.strip():
        warn(f"{name}: the document is empty, so it gets no tag")
    return text


def beginning(content: bytes, limit: int) -> bytes:
    """Return the whole lines in the first `limit` bytes of a document.

    Where there is none, and of UTF-16, it is the whole characters. A document that is not longer is
    returned as it is.
    """
    if len(content) <= limit:
        return content
    cut = content[:limit]
    if cut.startswith(_UTF16):
        return cut[: utf_16_decode(cut, "replace", False)[1]]
    return cut[: cut.rfind(b"\n") + 1] or cut[: utf_8_decode(cut, "replace", False)[1]]


def _utf8(content: bytes, name: str, warn: Warn) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        warn(f"{name}:{line}: not UTF-8 from byte {error.start} on; those bytes were replaced")
        return content.decode("utf-8", "replace")
