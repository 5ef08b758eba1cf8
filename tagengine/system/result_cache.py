"""Answers kept on disk, in SQLite, by the digest of all that they follow from.

Several processes may read and write at once. An answer counts only if its checksum (of its key
too) is right, and the file only if it belongs to the user and nobody else may write it; one that is
damaged is made again. Where that is not possible, everything is worked out again: nothing here is
needed. The file has a greatest size; when that is reached, the older half of the answers goes.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tagengine.system import cache_folder

_FILE = "results.sqlite"
_BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps beside its file
_PAGES = 16_384  # 64 MiB
_LONGEST = 256 * 1024  # bytes of an answer
_WRITTEN_AT_ONCE = 500  # answers
_READ_AT_ONCE = 500  # answers; SQLite takes 999 variables and more
_PATIENCE = 5.0  # seconds to wait for another process that writes
_CHECKSUM = 16  # bytes
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY NOT NULL, answer BLOB NOT NULL)"


class ResultCache:
    """Answers by key, in the folder of the cache; a context, at whose end all is written.

    The file takes at most this many `pages` of 4,096 bytes, an answer at most `longest` bytes.
    """

    def __init__(self, folder: Path | None, pages: int = _PAGES, longest: int = _LONGEST) -> None:
        self._path = None if folder is None else folder / _FILE
        self._pages = pages
        self._longest = longest
        self._connection: sqlite3.Connection | None = None
        self._waiting: dict[bytes, bytes] = {}
        self._was_rebuilt = False
        self._open()

    @classmethod
    def of_user(cls) -> ResultCache:
        """Return the user's cache, where compiled rules are too; an idle one if that is off."""
        return cls(cache_folder.folder())

    @property
    def is_on(self) -> bool:
        """Whether answers are kept."""
        return self._connection is not None

    def __enter__(self) -> ResultCache:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        self._close()

    def get(self, key: bytes) -> bytes | None:
        """Return the answer that is kept for a key, or None."""
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the answers that are kept for some keys, by key."""
        found = {key: self._waiting[key] for key in keys if key in self._waiting}
        missing = [key for key in keys if key not in found]
        for start in range(0, len(missing), _READ_AT_ONCE):
            found.update(self._read(missing[start : start + _READ_AT_ONCE]))
        return found

    def _read(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        if self._connection is None:
            return
        wanted = ",".join("?" * len(keys))
        query = f"SELECT key, answer FROM results WHERE key IN ({wanted})"  # noqa: S608
        try:
            rows = self._connection.execute(query, keys).fetchall()
        except sqlite3.Error as error:
            self._recover(error)
            return
        for key, kept in rows:
            if isinstance(kept, bytes) and kept[:_CHECKSUM] == _checksum(key, kept[_CHECKSUM:]):
                yield key, kept[_CHECKSUM:]

    def put(self, key: bytes, answer: bytes) -> None:
        """Keep an answer."""
        if self._connection is not None and len(answer) <= self._longest:
            self._waiting[key] = answer
            if len(self._waiting) >= _WRITTEN_AT_ONCE:
                self._write()

    def _write(self) -> None:
        rows = [(key, _checksum(key, answer) + answer) for key, answer in self._waiting.items()]
        self._waiting = {}
        if self._connection is None or not rows:
            return
        try:
            try:
                self._insert(self._connection, rows)
            except sqlite3.OperationalError as error:
                if "full" not in str(error):
                    raise
                self._forget_half(self._connection)
                self._insert(self._connection, rows)
        except sqlite3.Error as error:
            self._recover(error)

    @staticmethod
    def _insert(connection: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
        with connection:
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    @staticmethod
    def _forget_half(connection: sqlite3.Connection) -> None:
        """Remove the answers that were written before the median one; their space is used again."""
        with connection:
            connection.execute(
                "DELETE FROM results WHERE rowid <= (SELECT rowid FROM results ORDER BY rowid"
                " LIMIT 1 OFFSET (SELECT count(*) / 2 FROM results))"
            )

    def _recover(self, error: sqlite3.Error) -> None:
        """Go on after an error: wait for others no longer, make a damaged file again, once."""
        if "locked" in str(error):
            return
        self._close()
        if not self._was_rebuilt:
            self._was_rebuilt = True
            self._remove()
            self._open()

    def _open(self) -> None:
        if self._path is None:
            return
        try:
            if not cache_folder.made(self._path.parent):
                return
            if not all(map(_is_trusted, self._files())):
                self._remove()
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError:
            return
        connection = sqlite3.connect(self._path, timeout=_PATIENCE)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA max_page_count = {self._pages}")
            with connection:
                connection.execute(_TABLE)
            self._connection = connection
        except sqlite3.Error as error:
            connection.close()
            self._recover(error)

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _files(self) -> list[Path]:
        path = self._path
        return [] if path is None else [path.with_name(path.name + end) for end in _BESIDE]

    def _remove(self) -> None:
        for file in self._files():
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _checksum(key: bytes, answer: bytes) -> bytes:
    return hashlib.sha256(key + answer).digest()[:_CHECKSUM]


def _is_trusted(path: Path) -> bool:
    """Return whether there is no such file, or only the user can have written it."""
    try:
        return cache_folder.is_own(path.lstat())
    except FileNotFoundError:
        return True
