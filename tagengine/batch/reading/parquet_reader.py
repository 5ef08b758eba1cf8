"""Documents from a Parquet file, one group of rows after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tagengine.batch.reading.documents import RawDocument
from tagengine.errors import DocumentError, UsageError, did_you_mean, reason
from tagengine.inputs import records
from tagengine.inputs.records import FIELDS
from tagengine.system import extras

_ROWS = 256  # in memory at once
_BUFFER = 1 << 20  # bytes of a column that are read at once


class ParquetReader:
    """The records of a Parquet file; `columns` are the names of a record's fields, if others.

    A document's position is the number of its row. Raises `DocumentError` if the file cannot be
    read or has none of the fields, `UsageError` if a column that is asked for is not there or
    holds something else, or pyarrow is missing.
    """

    def __init__(self, name: str, columns: Mapping[str, str]) -> None:
        self._name = name
        self._arrow = extras.load("parquet", "Parquet", "pyarrow")
        self._file = self._open()
        self.size: int = self._file.metadata.num_rows
        self._columns = self._found(columns)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __iter__(self) -> Iterator[RawDocument]:
        """Yield the documents; raises `DocumentError` where the file is damaged."""
        names = list(dict.fromkeys(self._columns.values()))
        number = 0
        try:
            batches = self._file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False)
            for batch in batches:
                columns = {
                    field: batch.column(column).to_pylist()
                    for field, column in self._columns.items()
                }
                for values in zip(*columns.values(), strict=True):
                    number += 1
                    yield self._document(dict(zip(columns, values, strict=True)), number)
        except (self._arrow.ArrowException, OSError, UnicodeDecodeError) as error:
            raise DocumentError(
                f"{self._name}: {_first_line(error)} (after row {number})"
            ) from None

    def _document(self, record: dict[str, Any], number: int) -> RawDocument:
        if record.get("id", 0) is None:
            del record["id"]
        content = json.dumps(records.of_columns(record)).encode()
        return RawDocument.of_record(content, f"{self._name}:{number}", number)

    def _open(self) -> Any:
        parquet = extras.load("parquet", "Parquet", "pyarrow.parquet")
        try:
            return parquet.ParquetFile(
                self._name,
                pre_buffer=False,
                buffer_size=_BUFFER,
                page_checksum_verification=True,
            )
        except FileNotFoundError:
            raise DocumentError(f"{self._name}: no such file or folder") from None
        except OSError as error:
            raise DocumentError(f"{self._name}: {reason(error)}") from None
        except self._arrow.ArrowException as error:
            raise DocumentError(f"{self._name}: not a Parquet file: {_first_line(error)}") from None

    def _found(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return the columns of the fields that are there, checked."""
        schema = self._file.schema_arrow
        found = {}
        problems: list[str] = []
        for field in FIELDS:
            column = wanted.get(field, field)
            if column in schema.names:
                problems.extend(self._mismatch(field, column, schema.field(column).type))
                found[field] = column
            elif field in wanted:
                problems.append(f'no column "{column}" ({_known(column, schema.names)})')
        if problems:
            raise UsageError(*(f"{self._name}: {problem}" for problem in problems))
        if not any(field in found for field in FIELDS[1:]):
            hint = f"--column readme=NAME says which; it has {', '.join(schema.names)}"
            raise DocumentError(f"{self._name}: no column {', '.join(FIELDS[1:])} ({hint})")
        return found

    def _mismatch(self, field: str, column: str, kind: Any) -> Iterator[str]:
        """Yield what is wrong with the type of a column."""
        types = self._arrow.types
        if types.is_dictionary(kind):
            kind = kind.value_type

        def is_text(one: Any) -> bool:
            return bool(types.is_string(one) or types.is_large_string(one) or types.is_null(one))

        if field == "topics":
            is_list = types.is_list(kind) or types.is_large_list(kind)
            is_right = types.is_null(kind) or (is_list and is_text(kind.value_type))
            wanted = "a list of texts"
        elif field == "id":
            is_right, wanted = is_text(kind) or types.is_integer(kind), "texts or whole numbers"
        else:
            is_right, wanted = is_text(kind), "texts"
        if not is_right:
            yield f'the column "{column}" holds {kind}, not {wanted} (--column {field}=NAME)'


def _known(column: str, names: Sequence[str]) -> str:
    return did_you_mean(column, names) or f"it has {', '.join(names)}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
