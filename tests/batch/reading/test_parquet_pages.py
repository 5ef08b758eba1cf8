"""The pages of a Parquet file: how much each takes when it is unpacked, told by its header."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine.batch.reading import parquet_reader
from tagengine.batch.reading.parquet_pages import UnknownHeaderError, largest_page
from tagengine.batch.reading.parquet_reader import ParquetReader
from tagengine.errors import DocumentError

pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")
TEXT = "A SQL server. " * 20_000  # 280,000 bytes


def _largest(path: Path, column: int) -> int:
    chunk = parquet.read_metadata(path).row_group(0).column(column)
    starts = (chunk.dictionary_page_offset, chunk.data_page_offset)
    start = min(one for one in starts if one is not None)
    with path.open("rb") as file:
        return largest_page(file, start, chunk.total_compressed_size)


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "gzip"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_the_largest_page(compression: str, version: str, tmp_path: Path) -> None:
    table = pa.table({"id": list(range(20)), "readme": [TEXT] * 20, "topics": [["a", "b"]] * 20})
    options = {"compression": compression, "data_page_version": version}
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path, use_dictionary=False, **options)
    assert 20 * len(TEXT) <= _largest(path, 1) < 20 * len(TEXT) + 1000
    assert _largest(path, 0) < 1000
    parquet.write_table(table, path, use_dictionary=False, write_batch_size=1, **options)
    assert _largest(path, 1) < 5 * len(TEXT)  # a page ends after a megabyte
    parquet.write_table(table, path, use_dictionary=["readme"], **options)
    assert len(TEXT) <= _largest(path, 1) < len(TEXT) + 1000
    assert _largest(path, 2) < 1000


@pytest.mark.parametrize("column", ["readme", "text.of it"])
def test_a_page_that_takes_much_memory_is_refused(
    column: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_reader, "_LARGEST_PAGE", 3 << 20)
    table = pa.table({column: [TEXT] * 20, "other": [TEXT] * 20})
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path, use_dictionary=False)
    with pytest.raises(DocumentError) as caught:
        ParquetReader(str(path), {"readme": column}, 100)
    assert str(caught.value) == (
        f'{path}: the column "{column}" has a page of 5 MiB when it is unpacked, more than 3 MiB '
        "(write smaller pages; pyarrow: write_batch_size=1)"
    )
    parquet.write_table(table, path, use_dictionary=[column])
    with_large = [one.content for one in ParquetReader(str(path), {"readme": column}, 100)]
    parquet.write_table(table, path, use_dictionary=False, write_batch_size=1)
    assert [one.content for one in ParquetReader(str(path), {"readme": column}, 100)] == with_large


@given(st.binary(max_size=60))
@example(b"\x15\x00" + b"\xff" * 20)
@example(b"\x1c" * 30)
@example(b"\x19\xfc\xff\xff\xff\x7f")
def test_any_bytes_are_a_page_or_none(content: bytes) -> None:
    try:
        largest_page(io.BytesIO(content), 0, len(content))
    except UnknownHeaderError:
        return
