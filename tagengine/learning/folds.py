"""Folds: labelled records divided so that what is learned on some is measured on the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from tagengine.evaluation.gold import Labelled

DEFAULT_FOLDS = 5


def fold_of(record_id: str | int, folds: int) -> int:
    """Return the fold of a record, from 0: its id's SHA-256 modulo their number.

    So a record stays in its fold whatever other records there are.
    """
    return _digest(record_id) % folds


def ordered(labelled: Sequence[Labelled]) -> list[Labelled]:
    """Return records by the SHA-256 of their ids: an order that has nothing to do with them."""
    return sorted(labelled, key=lambda one: (_digest(one.record.id, "order "), str(one.record.id)))


def splits(
    labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    """Yield, fold by fold, the records to learn from and those held out; empty ones are left out.

    Each record is held out exactly once, unless all are in one fold.
    """
    numbers = [fold_of(one.record.id, folds) for one in labelled]
    for fold in range(folds):
        held_out = [one for one, number in zip(labelled, numbers, strict=True) if number == fold]
        others = [one for one, number in zip(labelled, numbers, strict=True) if number != fold]
        if held_out and others:
            yield others, held_out


def _digest(record_id: str | int, salt: str = "") -> int:
    digest = hashlib.sha256(f"{salt}{record_id}".encode("utf-8", "surrogatepass")).hexdigest()
    return int(digest, 16)
