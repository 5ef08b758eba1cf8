"""Rows of documents that were tagged before, by what they follow from: content, rules, version."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tagengine.batch.reading.documents import Outcome, RawDocument
from tagengine.errors import FileError
from tagengine.system.result_cache import ResultCache

_PAGES = 4 * 1024 * 1024  # 16 GiB
_LONGEST = 16 * 1024 * 1024  # bytes of a row
_ELSEWHERE = b"place"  # the answer is kept under the document's place too


@dataclass(frozen=True, slots=True)
class Remembered:
    """Rows in a cache; `context` identifies all but the document that they follow from.

    Only rows without an error or a warning are kept, so what is said of a document is said each
    time.
    """

    results: ResultCache
    context: bytes

    def find(self, documents: Sequence[RawDocument]) -> list[Outcome | None]:
        """Return the outcome of each document, or None."""
        keys = [self._key(document, document.is_file) for document in documents]
        found = self.results.get_all(keys)
        elsewhere = [
            self._key(document, True)
            for document, key in zip(documents, keys, strict=True)
            if found.get(key) == _ELSEWHERE
        ]
        if elsewhere:
            found = {**found, **self.results.get_all(elsewhere)}
            keys = [
                self._key(document, True) if found.get(key) == _ELSEWHERE else key
                for document, key in zip(documents, keys, strict=True)
            ]
        return [_outcome(found.get(key)) for key in keys]

    def keep(self, document: RawDocument, outcome: Outcome) -> None:
        """Keep the row of a document."""
        if outcome.row is None or outcome.warnings or outcome.was_kept:
            return
        if outcome.names_place and not document.is_file:
            self.results.put(self._key(document, False), _ELSEWHERE)
        key = self._key(document, outcome.names_place)
        self.results.put(key, b"%d %s" % (outcome.tags, outcome.row))

    def _key(self, document: RawDocument, with_place: bool) -> bytes:
        place = document.place.encode("utf-8", "surrogatepass") if with_place else b""
        facts = self.context + bytes((document.is_file, with_place)) + document.digest + place
        return hashlib.sha256(facts).digest()


def cache_in(folder: Path) -> ResultCache:
    """Return the cache in a folder; raises `FileError` if the folder cannot be one."""
    results = ResultCache(folder, pages=_PAGES, longest=_LONGEST)
    if not results.is_on:
        why = "cannot keep a cache there (--cache needs a folder that only you can write to)"
        raise FileError(folder, why)
    return results


def _outcome(answer: bytes | None) -> Outcome | None:
    if answer is None:
        return None
    tags, _, row = answer.partition(b" ")
    return Outcome(row, int(tags), was_kept=True)
