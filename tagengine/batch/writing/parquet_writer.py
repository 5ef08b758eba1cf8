"""Rows to a Parquet file that can be taken up again: a stream of Arrow batches first.

A Parquet file is of no use before its end is written. So rows go to a file in the Arrow IPC
streaming format (https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format), which
can be cut after any batch; at the end that is written as Parquet, in groups of a fixed size,
with settings that are always the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tagengine.batch.writing import rows
from tagengine.batch.writing.writers import LineWriter, settle
from tagengine.system import extras

_BATCH_ROWS = 1000
_BATCH_BYTES = 4 << 20  # of JSON
_GROUP_ROWS = {rows.NONE: 20_000, rows.TOP: 20_000, rows.FULL: 500}
_SETTINGS = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 3,
    "write_page_checksum": True,
    "write_statistics": True,
    "use_dictionary": True,
    "store_schema": True,
}


class ParquetWriter(LineWriter):
    """Rows as Arrow batches in `file`, at its end; in the end as Parquet at `finished`."""

    def __init__(
        self, file: BinaryIO, size: int, finished: Path, level: str, *, text_ids: bool
    ) -> None:
        super().__init__(file)
        self._arrow = extras.load("parquet", "Parquet", "pyarrow")
        self._finished = finished
        self._level = level
        self._text_ids = text_ids
        self._schema = rows.arrow_schema(level, text_ids=text_ids)
        self._rows: list[rows.Row] = []
        self._waiting = 0
        self._size = size or file.write(self._schema.serialize())

    @property
    def size(self) -> int | None:
        """The length of the file, where no rows are waiting for a batch."""
        return None if self._rows else self._size

    def add(self, row: bytes, name: str | None) -> str | None:
        """Take a row."""
        self._rows.append(rows.columns(json.loads(row), text_ids=self._text_ids))
        self._waiting += len(row)
        if len(self._rows) >= _BATCH_ROWS or self._waiting >= _BATCH_BYTES:
            self._write_batch()
        return None

    def settle(self) -> None:
        """Put the rows onto the disk."""
        self._write_batch()
        super().settle()

    def finish(self) -> None:
        """Write the Parquet file."""
        self.settle()
        parquet = extras.load("parquet", "Parquet", "pyarrow.parquet")
        with self._finished.open("wb") as file:
            with parquet.ParquetWriter(file, self._schema, **_SETTINGS) as writer:
                for group in self._groups():
                    writer.write_table(group, row_group_size=len(group))
            settle(file)

    def _write_batch(self) -> None:
        if self._rows:
            batch = self._arrow.RecordBatch.from_pylist(self._rows, self._schema)
            self._size += self._file.write(batch.serialize())
            self._rows, self._waiting = [], 0

    def _groups(self) -> Iterator[Any]:
        """Yield all rows as tables of a fixed number of rows, whatever the batches."""
        size = _GROUP_ROWS[self._level]
        waiting: list[Any] = []
        count = 0
        with Path(self._file.name).open("rb") as file:
            for batch in self._arrow.ipc.open_stream(file):
                waiting.append(batch)
                count += len(batch)
                while count >= size:
                    table = self._arrow.Table.from_batches(waiting, self._schema)
                    yield table.slice(0, size).combine_chunks()
                    waiting = table.slice(size).to_batches()
                    count -= size
        if count:
            yield self._arrow.Table.from_batches(waiting, self._schema).combine_chunks()
