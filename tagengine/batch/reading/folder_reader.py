"""Documents from a folder: its READMEs, or the files of a pattern, at any depth, in order."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from tagengine.batch.reading.documents import RawDocument
from tagengine.document.formats.known import Format
from tagengine.errors import DocumentError, reason
from tagengine.inputs import files as inputs
from tagengine.inputs import project_readmes


@dataclass(slots=True)
class FolderReader:
    """The documents in a folder, in the order of `files_below`.

    `pattern` is one for names (`*.md`) or the ends of paths (`docs/*.md`); without it a folder's
    READMEs are its documents. What stands at `without`, or below, is passed over. `form` is the
    format of all documents; without it their names tell. A document's position is its number.
    Raises `DocumentError` if there is none.
    """

    folder: Path
    pattern: str | None
    max_bytes: int
    without: Collection[Path]
    form: Format | None = None

    def __post_init__(self) -> None:
        self.without = {Path(os.path.realpath(path)) for path in self.without}
        if next(self._paths(), None) is None:
            raise DocumentError(
                f"{self.folder}: no README in this folder or below (--glob selects other files)"
                if self.pattern is None
                else f'{self.folder}: no file matches "{self.pattern}" in this folder or below'
            )

    @property
    def size(self) -> int:
        """How many documents there are."""
        return sum(1 for _ in self._paths())

    def close(self) -> None:
        """There is nothing open."""

    def __iter__(self) -> Iterator[RawDocument]:
        """Yield the documents; one that cannot be read too, with the reason."""
        for number, path in enumerate(self._paths(), start=1):
            name, place = path.relative_to(self.folder).as_posix(), str(path)
            try:
                if problem := self._problem(path):
                    yield RawDocument.unreadable(f"{place}: {problem}", place, number, name)
                    continue
                with path.open("rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    content = file.read(self.max_bytes + 1)
            except OSError as error:
                yield RawDocument.unreadable(f"{place}: {reason(error)}", place, number, name)
                continue
            yield RawDocument.of_file(content, place, size, name, number, self.form)

    def _problem(self, path: Path) -> str | None:
        if inputs.is_link_out(path, self.folder):
            return "a link that leads out of the folder (not read)"
        if not path.is_file():  # reading a pipe would not end
            return "not a file" if path.exists() else "no such file or folder"
        return None

    def _paths(self) -> Iterator[Path]:
        if self.pattern is None:
            paths = project_readmes.readmes_below(self.folder)
        else:
            paths = (
                path
                for path in inputs.files_below(self.folder)
                if path.relative_to(self.folder).match(self.pattern)
            )
        for path in paths:
            if not self._is_ours(path):
                yield path

    def _is_ours(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))
        return real in self.without or any(parent in self.without for parent in real.parents)
