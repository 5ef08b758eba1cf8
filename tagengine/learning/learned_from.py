"""What rules were learned from, kept next to them: a digest for each record, and figures on others.

Whoever measures rules on the records that they were learned from praises himself; with this file it
is noticed. The scores of each record by rules that have not seen it are kept too, so that these
records can be judged as others are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tagengine.document.record import Record
from tagengine.errors import FileError, RuleErrors
from tagengine.evaluation.figures import Judged
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning.margins import Margins
from tagengine.rules import sources as rule_sources

FILE = "learned-from.json"
_VERSION = 1
_KEPT = 4  # tags of a record whose scores are kept

Scores = Mapping[str, int]
"""The best tags of a record with their scores, in hundredths of a point."""


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """Digests of the records, and what was measured on records held out in `folds` folds.

    `held_out` has by digest the scores of records by rules that were learned without them;
    `unclear_names` are tags that records name without having them (`TagNames.unclear`). `curve`
    says how good rules of fewer records are; it is only written, for people. `written` has by tag
    the keywords that were learned, with their weights in points, `struck` those that people struck.
    """

    digests: frozenset[str]
    folds: int
    micro_f1: float
    first_tag_precision: float
    mean_jaccard: float
    margins: Margins
    held_out: Mapping[str, Scores] = field(default_factory=dict)
    unclear_names: frozenset[str] = frozenset()
    curve: tuple[CurvePoint, ...] = ()
    written: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    struck: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def has(self, one: Labelled) -> bool:
        """Return whether a record is one of them; its id and its tags do not matter."""
        return digest(one.record) in self.digests

    def line(self) -> str:
        """Return the figures on records held out, in a line."""
        return (
            f"on records held out ({self.folds} folds): micro F1 {self.micro_f1:.3f}, "
            f"first tag right {self.first_tag_precision:.3f}, mean Jaccard {self.mean_jaccard:.3f}"
        )

    def text(self) -> str:
        """Return the text of the file."""
        data = {
            "version": _VERSION,
            "folds": self.folds,
            "micro_f1": round(self.micro_f1, 6),
            "first_tag_precision": round(self.first_tag_precision, 6),
            "mean_jaccard": round(self.mean_jaccard, 6),
            "confidence": [
                {"margin": margin, "percent": percent} for margin, percent in self.margins.steps
            ],
            "learning_curve": [
                {"records": one.records, "micro_f1": round(one.micro_f1, 6)} for one in self.curve
            ],
            "unclear_names": sorted(self.unclear_names),
        }
        head = json.dumps(data, indent=1, ensure_ascii=False).removesuffix("\n}")
        records = {one: dict(self.held_out.get(one, {})) for one in sorted(self.digests)}
        parts = (("written", self.written), ("struck", self.struck), ("records", records))
        return "".join([head, *(_lines(name, part) for name, part in parts), "\n}\n"])


def _lines(name: str, part: Mapping[str, object]) -> str:
    """Return a member of an object, which has a line for each of its own."""
    lines = ",\n".join(
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in part.items()
    )
    return f',\n "{name}": {{\n{lines}\n }}' if part else f',\n "{name}": {{}}'


def digest(record: Record) -> str:
    """Return the digest of a record's texts."""
    texts = [
        record.name, record.description, list(record.topics), record.readme, record.language
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:32]


def digests(labelled: Iterable[Labelled]) -> frozenset[str]:
    """Return the digests of records."""
    return frozenset(digest(one.record) for one in labelled)


def held_out(labelled: Iterable[Labelled], judged: Iterable[Judged]) -> dict[str, Scores]:
    """Return by digest the best scores of records, from answers by rules learned without them."""
    scores = {one.id: dict(one.scores[:_KEPT]) for one in judged}  # they are best first
    return {digest(one.record): scores.get(one.record.id, {}) for one in labelled}


def read(folder: Path) -> LearnedFrom | None:
    """Return what the rules of a folder were learned from; None if they were not, or none knows."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        data = json.loads(rule_sources.read_text(path))
        if data["version"] != _VERSION:
            return None
        return LearnedFrom(
            frozenset(map(str, data["records"])),
            int(data["folds"]),
            float(data["micro_f1"]),
            float(data["first_tag_precision"]),
            float(data["mean_jaccard"]),
            Margins(tuple((int(one["margin"]), int(one["percent"])) for one in data["confidence"])),
            _scores(data["records"]),
            frozenset(map(str, data.get("unclear_names", ()))),
            written=_scores(data.get("written", {})),
            struck={
                str(tag): tuple(map(str, found)) for tag, found in data.get("struck", {}).items()
            },
        )
    except (AttributeError, ValueError, KeyError, TypeError, FileError, RuleErrors):
        return None


def _scores(records: object) -> dict[str, Scores]:
    """Return numbers by name, by digest or tag; an earlier version kept digests only."""
    if not isinstance(records, dict):
        return {}
    return {
        str(one): {str(tag): int(points) for tag, points in scores.items()}
        for one, scores in records.items()
        if scores
    }
