"""Writers: the same bytes wherever they were settled; names of files that lead nowhere else."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.batch.reading.formats import Compression
from tagengine.batch.writing import parquet_writer, rows, writers
from tagengine.batch.writing.parquet_writer import ParquetWriter
from tagengine.batch.writing.writers import BlockWriter, FolderWriter, Writer, safe_path
from tests.batch.support import read
from tests.support import examples

ROWS = [
    {"id": f"ember/{number}", "tags": [{"id": number % 3, "name": "x" * (number % 9)}]}
    for number in range(50)
]
LINES = [rows.line(row) for row in ROWS]
NAMES = st.text(st.sampled_from("ab/.%\\:~ \x00\n\ud800éA日"), max_size=8)


@given(st.lists(NAMES, min_size=2, max_size=2, unique=True))
def test_paths_stay_inside_and_different_names_differ(names: list[str]) -> None:
    first, second = (safe_path(name) for name in names)
    assert first != second
    for path in (first, second):
        assert not path.is_absolute()
        assert not any(part.startswith(".") or part == "" for part in path.parts)
        assert str(path).isprintable()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ember/store", "ember/store.json"),
        ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.json"),
        ("/etc/passwd", "%/etc/passwd.json"),
        ("a//b", "a/%/b.json"),
        ("in.jsonl:7", "in.jsonl%3A7.json"),
        ("C:\\x", "C%3A%5Cx.json"),
        ("con.md", "%63on.md.json"),
        ("100%", "100%25.json"),
        ("x. ", "x.%20.json"),
        ("日本語", "日本語.json"),
        ("a\n\ud800", "a%0A%ED%A0%80.json"),
        ("", "%.json"),
    ],
)
def test_paths(name: str, path: str) -> None:
    assert safe_path(name) == Path(path)


def test_long_names_are_cut_and_stay_different() -> None:
    first, second = safe_path("é" * 300), safe_path("é" * 301)
    assert first != second
    assert first.name.startswith("é" * 75 + "~")
    assert len(first.name.encode()) < 200


def test_names_with_very_many_slashes_are_files_too(tmp_path: Path) -> None:
    writer = FolderWriter(tmp_path / "rows", tmp_path / "new")
    for number in range(2):
        row = rows.line({"id": "a/" * 1500 + str(number), "tags": []})
        assert writer.add(row, None) is None
    found = [path for path in (tmp_path / "rows").rglob("*") if path.is_file()]
    assert len(found) == 2
    assert len(found[0].relative_to(tmp_path / "rows").parts) == 33


def _write(writer: Writer, path: Path, settled: set[int]) -> bytes:
    for number, row in enumerate(LINES):
        assert writer.add(row, None) is None
        if number in settled:
            writer.settle()
    writer.finish()
    writer.close()
    return path.read_bytes()


@examples(20)
@given(st.sets(st.integers(0, 49)))
def test_where_they_settle_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, settled: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writers, "BLOCK_ROWS", 7)
        patch.setitem(parquet_writer._GROUP_ROWS, rows.NONE, 11)
        patch.setattr(parquet_writer, "_BATCH_ROWS", 4)
        written = []
        for points in (set[int](), settled):
            folder = tmp_path_factory.mktemp("settled")
            with (folder / "gz").open("wb") as file:
                packed = _write(BlockWriter(file, 0, Compression.GZIP), folder / "gz", points)
            finished = folder / "x.parquet"
            with (folder / "rows").open("wb") as file:
                writer = ParquetWriter(file, 0, finished, rows.NONE, text_ids=False)
                written.append((packed, _write(writer, finished, points)))
            assert read(finished) == ROWS
        assert written[0] == written[1]
        assert gzip.decompress(packed) == b"".join(line + b"\n" for line in LINES)


def test_a_block_ends_by_its_size_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "BLOCK_BYTES", 100)
    with (tmp_path / "gz").open("wb") as file:
        writer = BlockWriter(file, 0, Compression.GZIP)
        writer.add(b"x" * 99, None)
        assert writer.size is None
        writer.add(b"y", None)
        writer.settle()
        assert writer.size == (tmp_path / "gz").stat().st_size > 0


@pytest.mark.parametrize("packed", [Compression.GZIP, Compression.ZSTD])
def test_no_rows_at_all(packed: Compression, tmp_path: Path) -> None:
    path = tmp_path / f"out.jsonl{packed.value}"
    with path.open("wb") as file:
        BlockWriter(file, 0, packed).finish()
    assert read(path) == []
    finished = tmp_path / "out.parquet"
    with (tmp_path / "rows").open("wb") as file:
        ParquetWriter(file, 0, finished, rows.FULL, text_ids=True).finish()
    assert read(finished) == []


def test_a_folder(tmp_path: Path) -> None:
    writer = FolderWriter(tmp_path / "out", tmp_path / "new")
    row = rows.line({"id": "a/b", "tags": []})
    other = rows.line({"id": "a/b", "tags": [{"id": 1, "name": "x"}]})
    assert writer.add(row, None) is None
    assert writer.add(row, "docs/README.md") is None
    assert writer.add(row, None) is None  # as when a run is taken up again
    assert writer.add(other, None) == (
        "another document already has the name a/b.json (ids must differ)"
    )
    assert (tmp_path / "out" / "a" / "b.json").read_bytes() == row + b"\n"
    (tmp_path / "out" / "a" / "b.json").write_bytes(b"")  # of a computer that lost its power
    assert writer.add(row, None) is None
    assert json.loads((tmp_path / "out" / "docs" / "README.md.json").read_bytes())["id"] == "a/b"
    under = rows.line({"id": "a/b.json/c", "tags": []})
    assert writer.add(under, None) == ("a file cannot be called a/b.json/c.json: Not a directory")
