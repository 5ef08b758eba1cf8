"""A document's tags as a row, plain or with the evidence: the one form that every output has.

A row is JSON data, `{"id", "tags"}`. Each level of evidence adds to the one before it:

- `none`: a tag is `{"id", "name"}`, as `tagengine tag` prints it;
- `top`: a tag also has `points` (its score) and `evidence`, its strongest contributions;
- `full`: the row also has the `audit` of `tagengine explain --format json`.

In columns (Parquet, Arrow, Spark) the row's id is a text and the audit is JSON in a text.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evidence import audit_json
from tagengine.evidence.contributions import ContributionEvidence, Locator, tag_evidence
from tagengine.evidence.result import Result
from tagengine.reporting import as_json
from tagengine.rules.vocabulary import Tag, Vocabulary, tag_as
from tagengine.system import extras

NONE, TOP, FULL = "none", "top", "full"
LEVELS = (NONE, TOP, FULL)
STRONGEST = 3  # contributions of a tag that `top` shows
_INT64 = 1 << 63

Row = dict[str, Any]


class _NamedTag(msgspec.Struct):
    name: str


class _TaggedRow(msgspec.Struct):
    tags: list[_NamedTag]


def names_of_tags(line: bytes) -> list[str]:
    """Return the names of the tags in a row that was written as a line of JSON."""
    return [tag.name for tag in msgspec.json.decode(line, type=_TaggedRow).tags]


def tag(engine: Engine, record: Record, level: str = NONE, max_tags: int | None = None) -> Row:
    """Return the row of a record at one of the `LEVELS` of evidence.

    `max_tags` defaults to that of the rules. Points are hundredths of a point; lines and columns
    count from 1.
    """
    if level == FULL:
        explanation = engine.explain_record(record, max_tags=max_tags)
        return {**_top(explanation), "audit": audit_json.data(explanation.audit)}
    result = engine.tag_record(record, max_tags=max_tags)
    return as_json.tags(result, "object") if level == NONE else _top(result)


def _top(result: Result) -> Row:
    chosen = [step for step in result.steps if step.verdict.is_chosen]
    evidence = tag_evidence(chosen, Locator(result.document), result.rule_set)
    entries = {entry.tag.id: entry for entry in evidence}
    return {"id": result.id, "tags": [_top_tag(tag, entries) for tag in result.tags]}


def _top_tag(tag: Tag, entries: dict[Any, Any]) -> Row:
    entry = entries[tag.id]
    strongest = entry.contributions[:STRONGEST]
    return {
        **tag_as(tag),
        "points": entry.score,
        "evidence": [_contribution(one) for one in strongest],
    }


def _contribution(entry: ContributionEvidence) -> Row:
    return {
        "rule": entry.match.rule,
        "zone": entry.match.zone,
        "source": entry.match.place.source,
        "line": entry.match.place.line,
        "column": entry.match.place.column,
        "text": entry.match.text,
        "points": entry.points,
    }


def has_text_ids(vocabulary: Vocabulary) -> bool:
    """Return whether the ids of tags are texts in columns: where one is no 64-bit whole number."""
    return not all(isinstance(tag.id, int) and -_INT64 <= tag.id < _INT64 for tag in vocabulary)


def line(row: Row) -> bytes:
    """Return a row as one line of JSON in UTF-8, without the end of the line."""
    return as_json.line(row).encode("utf-8", "backslashreplace")


def columns(row: Row, *, text_ids: bool = False) -> Row:
    """Return a row as the values of the columns of `arrow_schema`.

    What UTF-8 cannot hold (half of a surrogate pair) becomes a question mark.
    """
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        row = json.loads(text.encode("utf-8", "replace"))
    found = {**row, "id": str(row["id"])}
    if text_ids:
        found["tags"] = [{**tag, "id": str(tag["id"])} for tag in row["tags"]]
    if "audit" in row:
        found["audit"] = as_json.line(row["audit"])
    return found


def arrow_schema(level: str = NONE, *, text_ids: bool = False) -> Any:
    """Return the `pyarrow.Schema` of rows; raises `UsageError` where pyarrow is missing.

    `text_ids` is for vocabularies of which `has_text_ids` is true.
    """
    pa = extras.load("parquet", "Parquet", "pyarrow")
    tag_fields = [("id", pa.string() if text_ids else pa.int64()), ("name", pa.string())]
    if level != NONE:
        contribution = pa.struct(
            [
                ("rule", pa.string()),
                ("zone", pa.string()),
                ("source", pa.string()),
                ("line", pa.int64()),
                ("column", pa.int64()),
                ("text", pa.string()),
                ("points", pa.int64()),
            ]
        )
        tag_fields += [("points", pa.int64()), ("evidence", pa.list_(contribution))]
    fields = [("id", pa.string()), ("tags", pa.list_(pa.struct(tag_fields)))]
    if level == FULL:
        fields.append(("audit", pa.string()))
    return pa.schema(fields)
