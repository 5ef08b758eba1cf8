"""Results as JSON, one line each, in a form that is stable and documented (`docs/cli.md`).

What explains a result has its own module: `audit_json`.
"""

from __future__ import annotations

import json
from typing import Any

from tagengine.evidence.result import Result
from tagengine.rules.vocabulary import tag_as
from tagengine.text.printable import harmless_json


def line(data: object) -> str:
    """Return data as one line of JSON; what would control a terminal or turn text is escaped."""
    return harmless_json(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def tags(result: Result, form: str, with_confidence: bool = False) -> dict[str, Any]:
    """Return `{"id", "tags"}`; `form` says how a tag is written: object, id or name.

    Objects can have their `confidence`, in percent or null, too.
    """
    written = [tag_as(tag, form) for tag in result.tags]
    if with_confidence:
        found = result.confidences
        written = [
            {**one, "confidence": found.get(tag.name)}
            for one, tag in zip(written, result.tags, strict=True)
        ]
    return {"id": result.id, "tags": written}
