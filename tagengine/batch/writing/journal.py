"""The folder next to an output in which it grows, with a journal of how far it is.

`OUTPUT.partial` holds `journal.json`, the `rows`, and `errors.jsonl`. The journal says of a point
at which all that is written belonged together: how many documents were done, a digest of them, and
the lengths of the files. Whatever was written since is cut off before a run goes on. When all
documents are done, the journal says so, the files move to their places, and the folder goes.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tagengine.errors import FileError, TagEngineError, UsageError, reason
from tagengine.system import atomic_files

_FORMAT = 1
_SUFFIX = ".partial"
_LOCK = "lock"
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """How far a run is.

    `digest` is one over all documents in order; `rows_size` and `errors_size` are lengths in
    bytes; `is_finished` means that only moving the files is left.
    """

    documents: int = 0
    digest: str = ""
    tags: int = 0
    errors: int = 0
    rows_size: int = 0
    errors_size: int = 0
    is_finished: bool = False


class Journal:
    """The folder of an unfinished output, held against other runs while this object is open.

    `rows` (a file, or a folder) and `errors` are where these are written; `finished` is where an
    output stands before it moves that is made of `rows` in the end, `new` where a file does before
    it moves into `rows`.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self._lock: BinaryIO | None = None
        target = Path(os.path.realpath(self.output))
        self.folder = target.with_name(target.name + _SUFFIX)
        self.rows, self.finished = self.folder / "rows", self.folder / "finished"
        self.errors, self.new = self.folder / "errors.jsonl", self.folder / "new"
        self._path = self.folder / "journal.json"

    @property
    def exists(self) -> bool:
        """Whether there is a run that did not end.

        What a crash left of the first or the last moment of a run is removed.
        """
        if self.folder.is_dir() and not any(path.exists() for path in (self._path, self.rows)):
            self._hold()
            self.remove()
        return self.folder.exists()

    def begin(self, facts: Facts) -> None:
        """Make the folder, without what another run left; raises `FileError` if that cannot be."""
        if self.exists:
            self._hold()  # nobody is at it
            self.remove()
        try:
            self.folder.mkdir()
        except OSError as error:
            raise FileError(self.output, f"cannot be written: {reason(error)}") from None
        self._hold()
        self.save(Point(), facts)

    def resume(self, facts: Facts) -> Point:
        """Return how far the last run came, the files cut back to there.

        Raises `UsageError` if that run was one of other `facts`, `TagEngineError` if there is no
        sound journal.
        """
        self._hold()
        changed = []
        try:
            data = json.loads((self._path).read_bytes())
            before, point = dict(data["run"]), _point(data["point"])
            if data["journal"] != _FORMAT:
                changed.append("the form of the journal")
        except (OSError, ValueError, TypeError, KeyError):
            raise TagEngineError(
                f"{self.folder}: it has no usable journal (--overwrite starts again)"
            ) from None
        changed += [name for name in (*before, *facts) if before.get(name) != facts.get(name)]
        if changed:
            raise UsageError(
                f"{self.output}: not resumed, because {_all_of(changed)} changed since then "
                "(undo this, or start again with --overwrite)"
            )
        if not point.is_finished:
            self._cut(self.rows, point.rows_size)
            self._cut(self.errors, point.errors_size)
        return point

    def save(self, point: Point, facts: Facts) -> None:
        """Write down how far the run is."""
        data = {"journal": _FORMAT, "run": facts, "point": asdict(point)}
        text = json.dumps(data, indent=1, ensure_ascii=True)
        atomic_files.write(self._path, text.encode() + b"\n")

    def move_to(self, errors: Path) -> None:
        """Give the files their places; what an interrupted move left is moved.

        Raises `FileError` if the errors cannot be put into their file.
        """
        target = self.folder.with_name(self.folder.name.removesuffix(_SUFFIX))
        if self.errors.exists():
            try:
                if self.errors.stat().st_size:
                    _move(self.errors, errors)
                elif errors.is_file():
                    errors.unlink()  # of a run before this one
            except OSError as error:
                raise FileError(errors, f"cannot be written: {reason(error)}") from None
        made = self.finished if self.finished.exists() else self.rows
        if made.exists():
            if target.is_dir():
                target.rmdir()  # it is empty, or it would not have been allowed
            elif target.exists():
                shutil.copymode(target, made)
            made.replace(target)
        self.remove()

    def remove(self) -> None:
        """Remove the folder, the journal last: without it nobody could go on.

        Only what a run makes is removed; raises `FileError` if there is something else.
        """
        made = [self.rows, self.finished, self.errors, self.new, self.folder / _LOCK]
        for path in [*made, *self.folder.glob(".journal.json.*.tmp"), self._path]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.close()
        try:
            self.folder.rmdir()
        except OSError as error:
            raise FileError(self.folder, f"not removed: {reason(error)}") from None

    def close(self) -> None:
        """Let go of the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _hold(self) -> None:
        """Keep other runs away until this process ends; raises `UsageError` if one is there."""
        if sys.platform == "win32" or self._lock is not None:
            return
        import fcntl  # noqa: PLC0415 -- not on Windows

        self._check_kinds()

        self._lock = (self.folder / _LOCK).open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise UsageError(
                f"{self.output}: another run is writing to it (wait until it ends)"
            ) from None

    def _check_kinds(self) -> None:
        """Raise `FileError` if a link or a pipe is where a run has files: neither is opened."""
        own = (self.rows, self.finished, self.errors, self.new, self._path, self.folder / _LOCK)
        for path in (self.folder, *own):
            with suppress(FileNotFoundError):
                kind = path.lstat().st_mode
                if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                    raise FileError(path, "no file of a run, but a link or a pipe (remove it)")

    @staticmethod
    def _cut(path: Path, size: int) -> None:
        if path.is_dir():
            return
        there = path.stat().st_size if path.exists() else 0
        if there < size:
            raise TagEngineError(f"{path}: shorter than it was (--overwrite starts again)")
        if there:
            os.truncate(path, size)


def _point(data: Any) -> Point:
    """Return the point in a journal; raises `ValueError` or `TypeError` if it is none."""
    point = Point(**data)
    counts = (point.documents, point.tags, point.errors, point.rows_size, point.errors_size)
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError("a count is not a whole number")
    bytes.fromhex(point.digest)
    return point


def _move(source: Path, target: Path) -> None:
    """Move a file, also onto another file system; into a device its content is written."""
    if target.exists() and not target.is_file():
        with source.open("rb") as content, target.open("wb", buffering=0) as device:
            shutil.copyfileobj(content, device)
        return
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.tmp")
        try:
            shutil.copyfile(source, near)
            near.replace(target)
        finally:
            near.unlink(missing_ok=True)
        source.unlink()


def _all_of(names: list[str]) -> str:
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last
