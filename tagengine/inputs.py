"""The files, folders and streams that a user names, read as records; nothing is lost unsaid."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tagengine import records
from tagengine.document import Record
from tagengine.errors import DocumentError, RecordError, TagEngineError, reason
from tagengine.records import RecordLine

DEFAULT_LIMIT = 256 * 1024  # bytes of a document that are read; what it is stands at its head
STDIN = "-"
_BINARY_WITHIN = 8192  # bytes in which a NUL byte means that this is no text
_RECORD_SUFFIXES = (".jsonl", ".ndjson")
_README_SUFFIXES = ("", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt")
_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "site-packages", "venv"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and the message that says why."""

    message: str


def read_all(inputs: tuple[str, ...], limit: int, warn: Warn) -> Iterator[Record | Failure]:
    """Yield the records of all inputs in order; one that cannot be read becomes a `Failure`.

    An input is a Markdown file, '-' (standard input), a folder (its READMEs, sorted by path) or a
    JSON Lines file. `limit` is the number of bytes of a document that are read. `warn` gets a
    message where a document is read, but not as it stands (cut, empty, not UTF-8).
    """
    for name in inputs:
        try:
            yield from _read_input(name, limit, warn)
        except TagEngineError as error:
            yield Failure(str(error))


def _read_input(name: str, limit: int, warn: Warn) -> Iterator[Record | Failure]:
    path = Path(name)
    if name == STDIN:
        yield Record(
            STDIN, readme=text_of(sys.stdin.buffer.read(limit + 1), "-", limit, None, warn)
        )
    elif path.is_dir():
        for readme in readmes(path):
            try:
                yield read_document(readme, limit, warn)
            except TagEngineError as error:
                yield Failure(str(error))
    elif path.suffix.lower() in _RECORD_SUFFIXES:
        for read in read_records(path, warn):
            yield read if isinstance(read, Failure) else read.record
    else:
        yield read_document(path, limit, warn)


def read_document(path: Path, limit: int, warn: Warn) -> Record:
    """Return the record of one Markdown file; its id is the path as given.

    Raises `DocumentError` if it cannot be read or is not text.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1)
    except OSError as error:
        raise DocumentError(f"{path}: {reason(error)}") from None
    return Record(str(path), readme=text_of(content, str(path), limit, size, warn))


def read_text(name: str, limit: int, warn: Warn) -> str:
    """Return the text of a file, or of standard input for '-'; errors as for `read_document`."""
    if name == STDIN:
        return text_of(sys.stdin.buffer.read(limit + 1), "-", limit, None, warn)
    return read_document(Path(name), limit, warn).readme


def readmes(folder: Path) -> list[Path]:
    """Return the READMEs below a folder, sorted by path; raises `DocumentError` if there is none.

    The folder is walked as `files_below` does.
    """
    found = [path for path in files_below(folder) if is_readme(path)]
    if not found:
        raise DocumentError(f"{folder}: no README in this folder or below (README.md, README, …)")
    return sorted(found, key=lambda path: path.as_posix())


def is_readme(path: Path) -> bool:
    """Tell a README by its name."""
    return path.stem.casefold() == "readme" and path.suffix.casefold() in _README_SUFFIXES


def files_below(folder: Path) -> Iterator[Path]:
    """Yield what is no folder in a folder and below, sorted within each folder.

    Hidden folders and those of installed packages are passed over; links to folders are not
    followed.
    """
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name[0] != "." and name not in _SKIPPED_FOLDERS
        )
        yield from (Path(parent, name) for name in sorted(files))


def read_records(path: Path, warn: Warn) -> Iterator[RecordLine | Failure]:
    """Yield the records of a JSON Lines file, each with its place and all of its fields.

    A line that is no record becomes a `Failure`. Raises `DocumentError` if there is no such file.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise DocumentError(f"{path}: {reason(error)}") from None
    with file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield record_of_line(line, str(path), number, warn)
            except RecordError as error:
                yield Failure(str(error))


def record_of_line(line: bytes, path: str, number: int, warn: Warn) -> RecordLine:
    """Return the record in a line of a JSON Lines file; errors as for `records.parse_line`."""
    text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
    if "\ufffd" in text and "\ufffd".encode() not in line:
        warn(f"{path}:{number}: some bytes are not UTF-8 and were replaced")
    return records.parse_line(text, path, number)


def text_of(content: bytes, name: str, limit: int, size: int | None, warn: Warn) -> str:
    """Return the text of a document's first `limit` bytes; `content` is these and one more.

    `size` is the document's length in bytes, where it is known. Raises `DocumentError` if it is
    not text.
    """
    if len(content) > limit:
        # A device or a pipe has no size of its own.
        whole = "more" if size is None or size <= limit else f"{size:,} bytes"
        warn(f"{name}: only the first {limit:,} of {whole} were read (--max-bytes reads more)")
        cut = content[:limit]
        content = cut[: cut.rfind(b"\n") + 1] or cut
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


def _utf8(content: bytes, name: str, warn: Warn) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        warn(f"{name}:{line}: not UTF-8 from byte {error.start} on; such bytes were replaced")
        return content.decode("utf-8", "replace")
