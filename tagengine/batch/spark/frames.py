"""Tags for the rows of a data frame, made in the partitions where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tagengine.batch.workers.worker import bug
from tagengine.batch.writing import rows
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import RecordError, TagEngineError, UsageError
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.inputs.records import ENOUGH, FIELDS
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system import extras, garbage_collection

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema
    from pyspark import Broadcast
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

_TEXT = ("string",)
_TYPES = {"id": ("string", "tinyint", "smallint", "int", "bigint"), "topics": ("array<string>",)}
ERROR = "error"
"""The column with the reason why a row has no tags."""


def tag(
    frame: DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    rules: str | Path | None = None,
    vocabulary: str | Path | Vocabulary | None = None,
    max_tags: int | None = None,
    min_confidence: int = 0,
    max_bytes: int = DEFAULT_LIMIT,
    evidence: str = rows.NONE,
    error_column: bool = False,
) -> DataFrame:
    """Return a row of tags for each row of `frame`, lazily, in the same partitions and order.

    A record's fields (`FIELDS`; `id` must be there) are read from the columns of the same names;
    `columns` names others by field (`{"readme": "content"}`). The columns in `keep` are handed on
    unchanged, before those of `tagengine.batch.writing.rows.arrow_schema`. `rules`, `vocabulary`,
    `min_confidence` and `max_tags` are as for `Engine.load` and `Engine.tag`; files are read here,
    not on the executors. Of each text the first `max_bytes` characters are read, as by
    `--max-bytes`; topics that are null are left out. `evidence` is one of
    `tagengine.batch.writing.rows.LEVELS`.

    A row that cannot be tagged (its id is null, or there is a bug of ours) fails the task, and so
    the job, with a message that names it; with `error_column` it gets no tags and the reason in a
    last column `error`, which is null elsewhere.

    Raises `UsageError` for columns that are missing or of another type, and what `Engine.load`
    raises.
    """
    if evidence not in rows.LEVELS:
        raise UsageError(f'evidence="{evidence}": must be one of {", ".join(rows.LEVELS)}')
    fields = _fields(frame.schema, columns or {}, keep)
    rule_set = rule_sources.load(rules, vocabulary).with_min_confidence(min_confidence)
    text_ids = rows.has_text_ids(rule_set.vocabulary)
    tagger = _Tagger(
        _sent(rule_set, frame),
        fields,
        tuple(keep),
        max_tags,
        max_bytes,
        evidence,
        text_ids,
        error_column,
    )
    needed = dict.fromkeys((*keep, *fields.values()))
    return frame.select(*needed).mapInArrow(tagger, tagger.spark_schema(frame.schema))


def _fields(schema: StructType, columns: Mapping[str, str], keep: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that there is; raises `UsageError` with all problems."""
    there = {field.name: field.dataType.simpleString() for field in schema}
    problems = [
        f"{name} is not a field of a record (one of {', '.join(FIELDS)})"
        for name in columns
        if name not in FIELDS
    ]
    found = {
        field: columns.get(field, field)
        for field in FIELDS
        if field in columns or field in there or field == "id"
    }
    if "language" not in columns and there.get("language") not in _TEXT:
        found.pop("language", None)  # something else that is called so
    problems += [
        f'there is no column "{name}"'
        for name in dict.fromkeys((*found.values(), *keep))
        if name not in there
    ]
    for field, name in found.items():
        allowed = _TYPES.get(field, _TEXT)
        if name in there and there[name] not in allowed:
            problems.append(
                f'the column "{name}" is {there[name]}; {field} must be {" or ".join(allowed)}'
            )
    problems += [
        f'the column "{name}" cannot be kept (the tags have one of this name)'
        for name in keep
        if name in (*rows.arrow_schema(rows.FULL).names, ERROR)
    ]
    if not problems and not any(field in found for field in ENOUGH):
        problems.append(f"there is no column to tag (any of {', '.join(ENOUGH)})")
    if problems:
        raise UsageError(f"{'; '.join(problems)} (columns: {', '.join(there)})")
    return found


@dataclass(frozen=True)
class _Tagger:
    """What runs on the executors: batches of columns in, batches of tags out.

    A worker process keeps its broadcast values from task to task, and with them its engine.
    """

    rules: Broadcast[RuleSet] | _Enclosed
    fields: dict[str, str]
    keep: tuple[str, ...]
    max_tags: int | None
    max_bytes: int
    evidence: str
    text_ids: bool
    error_column: bool

    def spark_schema(self, schema: StructType) -> StructType:
        """Return the schema of the rows that come out, where those that go in have `schema`."""
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 -- the extra
        from pyspark.sql.types import StructType  # noqa: PLC0415 -- the extra

        kept = [schema[name] for name in self.keep]
        return StructType([*kept, *from_arrow_schema(self._arrow_schema).fields])

    @cached_property
    def _arrow_schema(self) -> Schema:
        pa = extras.load("spark", "tagengine.batch.spark", "pyarrow")
        schema = rows.arrow_schema(self.evidence, text_ids=self.text_ids)
        return schema.append(pa.field(ERROR, pa.string())) if self.error_column else schema

    def __call__(self, batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
        pa = extras.load("spark", "tagengine.batch.spark", "pyarrow")
        engine = _engine(self.rules)
        for batch in batches:
            read = batch.select(list(self.fields.values())).rename_columns(list(self.fields))
            tags = pa.RecordBatch.from_pylist(
                [self._row(engine, data) for data in read.to_pylist()], self._arrow_schema
            )
            kept = [batch.column(name) for name in self.keep]
            yield pa.RecordBatch.from_arrays(
                [*kept, *tags.columns], names=[*self.keep, *tags.schema.names]
            )

    def _row(self, engine: Engine, data: dict[str, Any]) -> rows.Row:
        place = f"the row with the id {data['id']}"
        try:
            read = _record(data, place)
            record = records.cut(read, self.max_bytes)
            row = rows.tag(engine, record, self.evidence, self.max_tags)
        except Exception as error:  # noqa: BLE001 -- one row must not end the others
            message = str(error) if isinstance(error, TagEngineError) else f"{place}: {bug(error)}"
            if self.error_column:
                known = None if data["id"] is None else str(data["id"])
                return {"id": known, ERROR: message}
            raise TagEngineError(message) from None
        return rows.columns(row, text_ids=self.text_ids)


def _record(data: dict[str, Any], place: str) -> Record:
    """Return the record of a row, which has no line that could stand for an id that is null."""
    if data["id"] is None:
        raise RecordError(f'{place}: "id" is neither a text nor a whole number')
    return records.from_data(records.of_columns(data), place)


class _Enclosed:
    """Rules sent along with every task, in the place of a broadcast."""

    def __init__(self, value: RuleSet) -> None:
        self.value = value


def _sent(rule_set: RuleSet, frame: DataFrame) -> Broadcast[RuleSet] | _Enclosed:
    from pyspark.errors import PySparkAttributeError  # noqa: PLC0415 -- the extra

    try:
        return frame.sparkSession.sparkContext.broadcast(rule_set)
    except PySparkAttributeError:  # Spark Connect has no context and so no broadcasts
        return _Enclosed(rule_set)


@lru_cache(maxsize=1)
def _engine(rules: Broadcast[RuleSet] | _Enclosed) -> Engine:
    """Return a worker's engine: made once, since Spark hands out one object a broadcast."""
    with garbage_collection.frozen():
        return Engine(rules.value)
