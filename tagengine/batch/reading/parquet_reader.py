"""Documents from a Parquet file, one group of rows after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from tagengine.batch.reading import parquet_pages
from tagengine.batch.reading.documents import RawDocument
from tagengine.errors import DocumentError, UsageError, did_you_mean, reason
from tagengine.inputs import records
from tagengine.inputs.records import ENOUGH, FIELDS, TEXTS
from tagengine.system import extras

_ROWS = 256  # in memory at once, or fewer, by their bytes
_BYTES = 32 << 20
_BUFFER = 1 << 20  # bytes of a column that are read at once
_LARGEST_PAGE = 256 << 20  # bytes that are unpacked at once, whatever is read of them


class ParquetReader:
    """The records of a Parquet file; `columns` are the names of a record's fields, if others.

    A document's position is the number of its row; of a text `limit` characters are read, and one
    more. Raises `DocumentError` if the file cannot be read, has none of the fields, or would take
    more memory than is sensible; `UsageError` if a column that is asked for is not there or holds
    something else, or pyarrow is missing.
    """

    def __init__(self, name: str, columns: Mapping[str, str], limit: int) -> None:
        self._name = name
        self._arrow = extras.load("parquet", "Parquet", "pyarrow")
        self._limit = limit
        self._file = self._open(columns)
        self.size: int = self._file.metadata.num_rows
        self._columns = self._found(columns)
        self._check_pages()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __iter__(self) -> Iterator[RawDocument]:
        """Yield the documents; raises `DocumentError` where the file is damaged."""
        names = list(dict.fromkeys(self._columns.values()))
        number = 0
        try:
            for batch in self._batches(names):
                columns = [(field, batch.column(name)) for field, name in self._columns.items()]
                for row in range(batch.num_rows):
                    number += 1
                    yield self._document(
                        {field: one[row].as_py() for field, one in columns}, number
                    )
        except (self._arrow.ArrowException, OSError, UnicodeDecodeError) as error:
            raise DocumentError(
                f"{self._name}: {_first_line(error)} (after row {number})"
            ) from None

    def _batches(self, names: list[str]) -> Iterator[Any]:
        """Yield the rows of each group of them, as many at once as fit the bytes.

        Texts that occur again and again are held once (`read_dictionary`), so that a small file
        does not take much memory.
        """
        metadata = self._file.metadata
        for group in range(metadata.num_row_groups):
            one = metadata.row_group(group)
            columns = (one.column(number) for number in range(one.num_columns))
            size = sum(column.total_uncompressed_size for column in columns)
            rows = max(1, min(_ROWS, _BYTES * one.num_rows // max(size, 1)))
            yield from self._file.iter_batches(
                batch_size=rows, row_groups=[group], columns=names, use_threads=False
            )

    def _document(self, record: dict[str, Any], number: int) -> RawDocument:
        if record.get("id", 0) is None:
            del record["id"]
        for field in TEXTS:  # one character too many is cut where the limit is told of
            if field in record and record[field] is not None:
                record[field] = record[field][: self._limit + 1]
        content = json.dumps(records.of_columns(record)).encode()
        return RawDocument.of_record(content, f"{self._name}:{number}", number)

    def _open(self, columns: Mapping[str, str]) -> Any:
        parquet = extras.load("parquet", "Parquet", "pyarrow.parquet")
        try:
            paths = [column.path for column in parquet.read_metadata(self._name).schema]
            return parquet.ParquetFile(
                self._name,
                pre_buffer=False,
                buffer_size=_BUFFER,
                read_dictionary=[
                    name for field in TEXTS if (name := columns.get(field, field)) in paths
                ],
                page_checksum_verification=True,
            )
        except FileNotFoundError:
            raise DocumentError(f"{self._name}: no such file or folder") from None
        except OSError as error:
            raise DocumentError(f"{self._name}: {reason(error)}") from None
        except self._arrow.ArrowException as error:
            raise DocumentError(f"{self._name}: not a Parquet file: {_first_line(error)}") from None

    def _check_pages(self) -> None:
        """Raise `DocumentError` if a page of the columns that are read is too large to unpack."""
        metadata = self._file.metadata
        groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
        chunks = [group.column(number) for group in groups for number in range(group.num_columns)]
        with Path(self._name).open("rb") as file:
            for chunk in chunks:
                path = f"{chunk.path_in_schema}."
                is_read = any(path.startswith(f"{name}.") for name in self._columns.values())
                if is_read and chunk.total_uncompressed_size > _LARGEST_PAGE:
                    self._check_chunk(file, chunk)

    def _check_chunk(self, file: BinaryIO, chunk: Any) -> None:
        starts = (chunk.dictionary_page_offset, chunk.data_page_offset)
        start = min(one for one in starts if one is not None)
        column = f'{self._name}: the column "{chunk.path_in_schema}"'
        try:
            size = parquet_pages.largest_page(file, start, chunk.total_compressed_size)
        except parquet_pages.UnknownHeaderError:
            raise DocumentError(f"{column} is damaged: its pages cannot be separated") from None
        if size > _LARGEST_PAGE:
            raise DocumentError(
                f"{column} has a page of {_mebibytes(size)} when it is unpacked, more than "
                f"{_mebibytes(_LARGEST_PAGE)} (write smaller pages; pyarrow: write_batch_size=1)"
            )

    def _found(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return the columns of the fields that are there, checked."""
        schema = self._file.schema_arrow
        found = {}
        problems: list[str] = []
        for field in FIELDS:
            column = wanted.get(field, field)
            if schema.names.count(column) > 1:
                problems.append(f'several columns are called "{column}" (rename them)')
            elif column in schema.names:
                mismatch = list(self._mismatch(field, column, schema.field(column).type))
                if mismatch and field == "language" and field not in wanted:
                    continue  # something else that is called so
                problems.extend(mismatch)
                found[field] = column
            elif field in wanted:
                problems.append(f'no column "{column}" ({_known(column, schema.names)})')
        if problems:
            raise UsageError(*(f"{self._name}: {problem}" for problem in problems))
        if not any(field in found for field in ENOUGH):
            hint = f"--column readme=NAME says which; it has {', '.join(schema.names)}"
            raise DocumentError(f"{self._name}: no column {', '.join(ENOUGH)} ({hint})")
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


def _mebibytes(size: int) -> str:
    return f"{size >> 20:,} MiB"


def _known(column: str, names: Sequence[str]) -> str:
    return did_you_mean(column, names) or f"it has {', '.join(names)}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
