"""Readers: every document with its place, whatever it is stored in; damage is told, not passed."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tagengine import TagEngineError
from tagengine.batch.reading.documents import RawDocument
from tagengine.batch.reading.folder_reader import FolderReader
from tagengine.batch.reading.formats import Compression
from tagengine.batch.reading.line_reader import LineReader
from tagengine.batch.reading.parquet_reader import ParquetReader
from tagengine.document.formats.known import Format
from tagengine.system import opening
from tests.batch.support import lines, record, write

pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")
RECORDS = [record(number) for number in range(50)]
PACKED = {".jsonl": Compression.NONE, ".jsonl.gz": Compression.GZIP, ".jsonl.zst": Compression.ZSTD}


def _places(found: list[RawDocument]) -> list[str]:
    return [document.place.rpartition("/")[2] for document in found]


def _error(reader: Any) -> str:
    with pytest.raises(TagEngineError) as caught:
        list(reader)
    return str(caught.value)


@pytest.mark.parametrize("end", PACKED)
def test_lines(end: str, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + lines(RECORDS[:2]) + b"\n  \n" + lines(RECORDS[2:])[:-1]
    path = write(tmp_path / f"in{end}", content)
    reader = LineReader(str(path), PACKED[end])
    found = list(reader)
    reader.close()
    assert _places(found) == [f"in{end}:{number}" for number in (1, 2, *range(5, 53))]
    read = [document.record(1000, pytest.fail) for document in found]
    assert [one.id for one in read] == [one["id"] for one in RECORDS]
    assert reader.size == path.stat().st_size == found[-1].position


@pytest.mark.parametrize("end", [".jsonl.gz", ".jsonl.zst"])
def test_compressed_lines_that_end_too_early(end: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"in{end}", lines(record(number * 997) for number in range(5000)))
    path.write_bytes(path.read_bytes()[:-40])
    reader = LineReader(str(path), PACKED[end])
    found: list[RawDocument] = []
    with pytest.raises(TagEngineError) as caught:
        found.extend(reader)
    reader.close()
    assert len(found) > 100
    assert str(caught.value) == (
        f"{path}: the compressed data ends too early (after line {len(found)})"
    )


@pytest.mark.parametrize("end", [".jsonl.gz", ".jsonl.zst"])
def test_what_is_not_compressed(end: str, tmp_path: Path) -> None:
    path = tmp_path / f"in{end}"
    path.write_bytes(lines(RECORDS))
    reader = LineReader(str(path), PACKED[end])
    message = _error(reader)
    reader.close()
    assert message.startswith(f"{path}: the compressed data is damaged: ")
    assert message.endswith(" (after line 0)")


def test_a_line_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LINE_LIMIT", 1 << 20)
    path = tmp_path / "in.jsonl"
    content = lines(RECORDS[:1]) + b"x" * (7 << 20) + b"\n" + lines(RECORDS[1:2]) + b"y" * (2 << 20)
    path.write_bytes(content)
    reader = LineReader(str(path), Compression.NONE)
    found = list(reader)
    reader.close()
    assert _places(found) == [f"in.jsonl:{number}" for number in (1, 2, 3, 4)]
    assert [document.problem for document in found] == [
        None,
        f"{path}:2: longer than 1 MiB (write one record on each line)",
        None,
        f"{path}:4: longer than 1 MiB (write one record on each line)",
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for make in (
        lambda name: LineReader(name, Compression.NONE), lambda name: ParquetReader(name, {}, 1000)
    ):  # fmt: skip
        with pytest.raises(TagEngineError) as caught:
            make(str(tmp_path / "none"))
        assert str(caught.value) == f"{tmp_path}/none: no such file or folder"


def test_a_folder(tmp_path: Path) -> None:
    for name in (
        "b/README.md",
        "a/readme",
        "README.rst",
        "README.md",
        "a/docs/x.md",
        "out/README.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    reader = FolderReader(tmp_path, None, 100, [tmp_path / "out"])
    found = list(reader)
    assert [one.name for one in found] == ["README.md", "README.rst", "a/readme", "b/README.md"]
    assert found[2] == RawDocument.of_file(
        b"# a/readme\n", f"{tmp_path}/a/readme", 11, "a/readme", 3
    )
    assert found[2].record(100, pytest.fail).readme == "# a/readme\n"
    assert found[1].record(100, pytest.fail).format is Format.RST
    assert found[1].digest != RawDocument.of_file(b"# README.rst\n", "x", 13, "x.md", 1).digest
    assert reader.size == 4
    only = FolderReader(tmp_path, "docs/*.md", 100, [])
    assert [one.name for one in only] == ["a/docs/x.md"]
    for pattern, why in (("*.txt", 'no file matches "*.txt" in this folder or below'),):
        with pytest.raises(TagEngineError) as caught:
            FolderReader(tmp_path, pattern, 100, [])
        assert str(caught.value) == f"{tmp_path}: {why}"


def test_a_folder_without_readmes(tmp_path: Path) -> None:
    with pytest.raises(TagEngineError) as caught:
        FolderReader(tmp_path, None, 100, [])
    assert str(caught.value) == (
        f"{tmp_path}: no README in this folder or below (--glob selects other files)"
    )


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "README.md").write_text("secret")
    (tmp_path / "in" / "a").mkdir()
    (tmp_path / "in" / "a" / "README.md").symlink_to("../../README.md")
    (tmp_path / "in" / "docs.md").write_text("# Docs\n")
    (tmp_path / "in" / "README.md").symlink_to("docs.md")
    within, out = FolderReader(tmp_path / "in", None, 100, [])
    assert within.content == b"# Docs\n"
    assert (out.content, out.problem) == (
        b"",
        f"{tmp_path}/in/a/README.md: a link that leads out of the folder (not read)",
    )


def test_what_cannot_be_read_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to("gone")
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "README")
    found = list(FolderReader(tmp_path, None, 100, []))
    assert [one.problem for one in found] == [
        f"{tmp_path}/README.md: no such file or folder",
        f"{tmp_path}/a/README: not a file",
    ]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    table = pa.table(
        {
            "id": [1, None, 3],
            "content": pa.array(["# A\n", None, "# C\n"], pa.large_string()),
            "topics": [["a", None], [], None],
            "name": pa.array(["x", "y", "x"]).dictionary_encode(),
            "stars": [1, 2, 3],
        }
    )
    parquet.write_table(table, path, row_group_size=2)
    reader = ParquetReader(str(path), {"readme": "content"}, 1000)
    found = list(reader)
    reader.close()
    assert reader.size == 3
    assert [json.loads(one.content) for one in found] == [
        {"id": 1, "name": "x", "topics": ["a"], "readme": "# A\n"},
        {"name": "y", "topics": [], "readme": None},
        {"id": 3, "name": "x", "topics": None, "readme": "# C\n"},
    ]
    assert _places(found) == ["in.parquet:1", "in.parquet:2", "in.parquet:3"]
    assert found[1].record(100, pytest.fail).id == f"{path}:2"


@pytest.mark.parametrize(
    ("values", "wanted", "expected"),
    [
        (["Rust"], {}, {"name": "x", "language": "Rust"}),
        ([["en", "de"]], {}, {"name": "x"}),
    ],
)
def test_a_column_called_language_may_hold_something_else(
    values: list[Any], wanted: dict[str, str], expected: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"name": ["x"], "language": values}), path)
    (found,) = ParquetReader(str(path), wanted, 1000)
    assert json.loads(found.content) == expected


@pytest.mark.parametrize(
    ("columns", "wanted", "message"),
    [
        ({"x": ["a"]}, {}, "no column name, description, topics, readme"
         " (--column readme=NAME says which; it has x)"),
        ({"text": ["a"]}, {"readme": "txt"}, 'no column "txt" (did you mean "text"?)'),
        ({"text": ["a"]}, {"readme": "other"}, 'no column "other" (it has text)'),
        ({"readme": [1]}, {},
         'the column "readme" holds int64, not texts (--column readme=NAME)'),
        ({"readme": ["a"], "topics": ["a"], "id": [1.5]}, {},
         'the column "id" holds double, not texts or whole numbers (--column id=NAME)\n'
         'the column "topics" holds string, not a list of texts (--column topics=NAME)'),
        ({"readme": ["a"], "tongue": [7]}, {"language": "tongue"},
         'the column "tongue" holds int64, not texts (--column language=NAME)'),
    ],
)  # fmt: skip
def test_columns_that_do_not_fit(
    columns: dict[str, list[Any]], wanted: dict[str, str], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "in.parquet"
    parquet.write_table(pa.table(columns), path)
    with pytest.raises(TagEngineError) as caught:
        ParquetReader(str(path), wanted, 1000)
    assert str(caught.value).replace(f"{path}: ", "") == message


def test_what_is_no_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(lines(RECORDS))
    with pytest.raises(TagEngineError) as caught:
        ParquetReader(str(path), {}, 1000)
    assert str(caught.value).startswith(f"{path}: not a Parquet file: ")


def test_a_parquet_file_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    table = pa.table({"readme": [f"# {number}\n" * 50 for number in range(2000)]})
    parquet.write_table(table, path, row_group_size=500, write_page_checksum=True)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = b"\xff" * 200
    path.write_bytes(content)
    reader = ParquetReader(str(path), {}, 1000)
    message = _error(reader)
    reader.close()
    assert message.startswith(f"{path}: ")
    assert "(after row " in message
