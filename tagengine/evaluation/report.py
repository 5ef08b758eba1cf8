"""All that an evaluation found, as the printers take it."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.evaluation.figures import Confusion, Figures
from tagengine.evaluation.judging import DocumentMistakes
from tagengine.evaluation.ranking import Ranking
from tagengine.evaluation.reliability import AtConfidence, Reliability
from tagengine.evaluation.resampling import Comparison, Interval


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Figures on records held out, of rules learned from this number of `records`."""

    records: int
    micro_f1: float
    first_tag_precision: float


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation; what was not asked for is empty.

    `intervals` are 95 % bootstrap intervals by the names of the figures.
    """

    figures: Figures
    ranking: Ranking
    confusions: tuple[Confusion, ...]
    intervals: dict[str, Interval]
    mistakes: tuple[DocumentMistakes, ...] = ()
    comparison: Comparison | None = None
    curve: tuple[CurvePoint, ...] = ()
    reliability: Reliability | None = None
    tradeoff: tuple[AtConfidence, ...] = ()
