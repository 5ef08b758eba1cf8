"""Results as JSON, one line each, in a form that is stable and documented (`docs/cli.md`).

Scores and points are whole numbers in hundredths of a point; offsets count characters and bytes
from 0, lines and columns from 1.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tagengine.engine import Result
from tagengine.evidence import ContributionEvidence, TagEvidence
from tagengine.vocabulary import Tag

if TYPE_CHECKING:
    from tagengine.evaluation import Figures


def line(data: object) -> str:
    """Return data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def tags(result: Result, form: str) -> dict[str, Any]:
    """Return `{"id", "tags"}`; `form` says how a tag is written: object, id or name."""
    return {"id": result.id, "tags": [tag_as(tag, form) for tag in result.tags]}


def tag_as(tag: Tag, form: str = "object") -> Any:
    """Return a tag as an object with id and name, or as one of them, verbatim."""
    if form == "id":
        return tag.id
    return tag.name if form == "name" else {"id": tag.id, "name": tag.name}


def explanation(result: Result, only: TagEvidence | None = None) -> dict[str, Any]:
    """Return a result with its evidence: every candidate, or one tag's only."""
    candidates = result.evidence.tags if only is None else (only,)
    return {
        "id": result.id,
        "tags": [tag_as(tag) for tag in result.tags],
        "unit": "hundredths of a point",
        "candidates": [candidate(entry) for entry in candidates],
    }


def candidate(entry: TagEvidence) -> dict[str, Any]:
    """Return one tag's evidence."""
    return {
        "tag": tag_as(entry.tag),
        "score": entry.score,
        "needed": entry.needed,
        "chosen": entry.chosen,
        "verdict": "no rule matched" if entry.verdict is None else entry.verdict.value,
        "suppressed_by": None if entry.suppressed_by is None else tag_as(entry.suppressed_by),
        "contributions": [_contribution(one) for one in entry.contributions],
    }


def _contribution(entry: ContributionEvidence) -> dict[str, Any]:
    return {**asdict(entry), "path": list(entry.path)}


def figures(result: Figures) -> dict[str, Any]:
    """Return the figures of an evaluation, ratios rounded to four places."""
    data = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(result).items()
        if name != "tags"
    }
    data["tags"] = [
        {
            "name": tag.name,
            "labelled": tag.labelled,
            "answered": tag.answered,
            "hits": tag.hits,
            "precision": round(tag.precision, 4),
            "recall": round(tag.recall, 4),
            "f1": round(tag.f1, 4),
        }
        for tag in result.tags
    ]
    return data
