"""Which tag was given instead of which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.evaluation.figures import Judged


@dataclass(frozen=True, slots=True)
class Confusion:
    """In `documents`, the label `missed` was not given but `given`, which is not a label, was.

    `missed` is None where a tag was given beyond labels that were all found, `given` where nothing
    wrong was given instead of a label.
    """

    missed: str | None
    given: str | None
    documents: tuple[str | int, ...]


def confusions(judged: Iterable[Judged], names: Sequence[str]) -> list[Confusion]:
    """Return every pair of a missed label and a wrong tag, most frequent first.

    Pairs as frequent come in the order of `names`, the vocabulary's tags.
    """
    documents: dict[tuple[str | None, str | None], list[str | int]] = {}
    for one in judged:
        labels, answer = set(one.labels), set(one.answer)
        missed: Sequence[str | None] = sorted(labels - answer) or [None]
        wrong: Sequence[str | None] = sorted(answer - labels) or [None]
        for pair in ((label, given) for label in missed for given in wrong if label or given):
            documents.setdefault(pair, []).append(one.id)
    order: dict[str | None, int] = {name: index for index, name in enumerate(names)}
    pairs = sorted(
        documents,
        key=lambda pair: (-len(documents[pair]), order.get(pair[0], -1), order.get(pair[1], -1)),
    )
    return [Confusion(*pair, tuple(documents[pair])) for pair in pairs]
