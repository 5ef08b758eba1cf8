"""The folder that a configuration speaks for: files are read from it, and from nowhere else."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tagengine.errors import DocumentError, FileError, reason
from tagengine.inputs import files as inputs
from tagengine.rules import sources as rule_sources


class MissingFileError(DocumentError):
    """A file that a record speaks of, and that is not there."""


FILE_LIMIT = 32 * 1024 * 1024  # bytes of a record file


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder (a real path, no link in it)."""

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Repository:
        """Return the repository at a folder, its links resolved."""
        return cls(folder.resolve())

    def relative(self, path: Path) -> str | None:
        """Return a file's path relative to the root with forward slashes, None if it is outside."""
        try:
            return (path.parent.resolve() / path.name).relative_to(self.root).as_posix()
        except ValueError:
            return None

    def readme(self, beside: str, path: str) -> str:
        """Return the text of a README, named relative to the folder of the file `beside`.

        Raises `MissingFileError` if there is none, `DocumentError` if the path leads out of the
        repository or through a link, or the file cannot be read. The first 256 KiB are read.
        """
        pure = PurePosixPath(path.replace("\\", "/"))
        if pure.is_absolute() or ":" in path or "\0" in path:
            raise DocumentError(f'the path "{path}" is not relative to the record')
        place = posixpath.normpath(PurePosixPath(beside).parent / pure)
        parts = PurePosixPath(place).parts
        if parts[:1] == ("..",):
            raise DocumentError(f'the path "{path}" leads out of the repository')
        try:
            file = self._without_links(parts, path)
            if not file.exists():
                raise MissingFileError(f'cannot read "{path}": no such file')
            return inputs.read_document(file, inputs.DEFAULT_LIMIT, lambda said: None).readme
        except OSError as error:
            raise DocumentError(f'cannot read "{path}": {reason(error)}') from None
        except DocumentError as error:
            why = str(error).removeprefix(f"{self.root.joinpath(*parts)}: ")
            if why == str(error):
                raise
            raise DocumentError(f'cannot read "{path}": {why}') from None

    def _without_links(self, parts: tuple[str, ...], path: str) -> Path:
        current = self.root
        for part in parts:
            current /= part
            if current.is_symlink():
                raise DocumentError(f'the path "{path}" leads through a link ({part})')
        return current


def read_bytes(path: Path) -> bytes:
    """Return a record file's bytes; raises `FileError` if it cannot be read or is too big."""
    content = rule_sources.read_bytes(path, FILE_LIMIT)
    if len(content) > FILE_LIMIT:
        raise FileError(path, f"larger than {FILE_LIMIT >> 20} MiB (split the file)")
    return content
