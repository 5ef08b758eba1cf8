"""Results as JSON, one line each, in a form that is stable and documented (`docs/cli.md`).

What explains a result has a module of its own: `audit_json`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tagengine.engine import Result
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
