"""What rules were learned from, kept next to them: a digest for each record, and figures on others.

Whoever measures rules on the records that they were learned from praises himself; with this file it
is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tagengine.errors import FileError, RuleErrors
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning.margins import Margins
from tagengine.rules import sources as rule_sources

FILE = "learned-from.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """Digests of the records, and what was measured on records held out in `folds` folds.

    `curve` says how good rules of fewer records are; it is only written, for people.
    """

    digests: frozenset[str]
    folds: int
    micro_f1: float
    first_tag_precision: float
    mean_jaccard: float
    margins: Margins
    curve: tuple[CurvePoint, ...] = ()

    def has(self, one: Labelled) -> bool:
        """Return whether a record is one of them; its id and its tags do not matter."""
        return digest(one) in self.digests

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
            "records": sorted(self.digests),
        }
        return json.dumps(data, indent=1) + "\n"


def digest(one: Labelled) -> str:
    """Return the digest of a record's texts."""
    record = one.record
    texts = [
        record.name, record.description, list(record.topics), record.readme, record.language
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:32]


def digests(labelled: Iterable[Labelled]) -> frozenset[str]:
    """Return the digests of records."""
    return frozenset(map(digest, labelled))


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
        )
    except (ValueError, KeyError, TypeError, FileError, RuleErrors):
        return None
