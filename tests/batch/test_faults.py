"""Batches that were seen to fail: errors in odd places, damaged journals, inputs of nothing."""

from __future__ import annotations

import errno
import gzip
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tagengine.system.opening import BLANK_LINES
from tests.support import CommandLine

_OK = '{"id": 1, "readme": "# sql"}\n'
_BAD = "{\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an input of a record and an error, which is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text(_OK + _BAD)
    return tmp_path


@pytest.mark.parametrize(
    ("errors", "why"),
    [
        ("none/e.jsonl", "the folder none does not exist (make it first)"),
        ("folder", "is a folder (--errors names a file)"),
        ("-", "errors cannot go there (--errors names a file)"),
        ("o.jsonl.partial", "this file belongs to the run itself (name another file)"),
        ("o.jsonl.partial/rows", "this file belongs to the run itself (name another file)"),
    ],
)
def test_errors_where_they_cannot_be(
    here: Path, cli: CommandLine, folder: Path, errors: str, why: str
) -> None:
    (here / "folder").mkdir(exist_ok=True)
    for _ in range(2):  # nothing is left that a second run would stumble over
        assert cli("batch", "in.jsonl", "o.jsonl", "--errors", errors, "--rules", folder) == (
            2, "", f"tagengine: {errors}: {why}\n"
        )  # fmt: skip
    assert not list(here.glob("o.jsonl*"))


def test_errors_on_another_file_system(
    here: Path, cli: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def elsewhere(path: Path, target: Path) -> Path:
        if path.name == "errors.jsonl":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", elsewhere)
    assert cli("batch", "in.jsonl", "o.jsonl", "--errors", "e.jsonl", "--rules", folder)[0] == 1
    assert len((here / "e.jsonl").read_text().splitlines()) == 1
    assert sorted(path.name for path in here.glob("*.jsonl*")) == ["e.jsonl", "in.jsonl", "o.jsonl"]


def test_rows_stay_where_the_errors_cannot_be_moved(
    here: Path, cli: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if path.name == "errors.jsonl":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    command = ("batch", "in.jsonl", "o.jsonl", "--errors", "e.jsonl", "--rules", folder)
    code, _, error = cli(*command)
    assert code == 2
    assert error.startswith("tagengine: e.jsonl: cannot be written: no space left on device")
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert cli(*command, "--resume")[0] == 1
    assert len((here / "o.jsonl").read_text().splitlines()) == 1
    assert len((here / "e.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("content", [_OK, _OK + _BAD])
def test_a_foreign_file_is_not_replaced_by_a_resumed_run(
    here: Path, cli: CommandLine, folder: Path, content: str
) -> None:
    (here / "in.jsonl").write_text(content)
    (here / "mine.txt").write_text("precious")
    command = ("batch", "in.jsonl", "o.jsonl", "--errors", "mine.txt", "--rules", folder)
    assert cli(*command, "--resume")[0] == 2
    assert (here / "mine.txt").read_text() == "precious"
    assert cli(*command, "--overwrite")[0] == (content != _OK)


@pytest.mark.parametrize(
    "point",
    [{"digest": "xyz"}, {"documents": "1"}, {"rows_size": -1}, {"documents": True}, {"more": 1}],
)
def test_a_journal_with_what_is_no_point(
    here: Path, cli: CommandLine, folder: Path, point: dict[str, object]
) -> None:
    partial = here / "o.jsonl.partial"
    partial.mkdir()
    (partial / "rows").write_bytes(b"")
    (partial / "journal.json").write_text(json.dumps({"journal": 1, "run": {}, "point": point}))
    code, _, error = cli("batch", "in.jsonl", "o.jsonl", "--resume", "--rules", folder)
    assert code == 2
    assert "it has no usable journal (--overwrite starts again)" in error


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in2.jsonl"])
def test_an_input_of_empty_lines_is_given_up(
    here: Path, cli: CommandLine, folder: Path, name: str
) -> None:
    content = _OK.encode() + b"\n" * (BLANK_LINES + 5)
    (here / name).write_bytes(gzip.compress(content, 1) if name.endswith("gz") else content)
    code, _, error = cli("batch", name, "o.jsonl", "--rules", folder)
    assert code == 2
    assert f"{name}:1000002: 1,000,000 empty lines in a row (stopped reading)" in error


def test_tag_gives_up_an_input_of_empty_lines_too(
    here: Path, cli: CommandLine, folder: Path
) -> None:
    (here / "in.jsonl").write_bytes(_OK.encode() + b"\n" * (BLANK_LINES + 5))
    code, output, error = cli("tag", "in.jsonl", "--rules", folder)
    assert (code, len(output.splitlines())) == (2, 1)
    assert (
        error == "tagengine: in.jsonl:1000002: 1,000,000 empty lines in a row (stopped reading)\n"
    )


def test_columns_of_one_name(here: Path, cli: CommandLine, folder: Path) -> None:
    table = pa.table([pa.array(["a"]), pa.array(["b"])], names=["readme", "readme"])
    pq.write_table(table, here / "in.parquet")
    assert cli("batch", "in.parquet", "o.jsonl", "--rules", folder) == (
        2, "", 'tagengine: in.parquet: several columns are called "readme" (rename them)\n'
    )  # fmt: skip


@pytest.mark.slow
def test_long_texts_that_occur_again_are_held_once(
    here: Path, cli: CommandLine, folder: Path
) -> None:
    text = "sql " * 500_000
    pq.write_table(pa.table({"readme": [text] * 300}), here / "in.parquet", compression="zstd")
    before = _peak()
    assert cli("batch", "in.parquet", "o.jsonl", "--rules", folder, "--max-bytes", "100")[0] == 0
    assert len((here / "o.jsonl").read_text().splitlines()) == 300
    assert _peak() - before < 1_000  # MB; all of them take more than three times as much


def _peak() -> float:
    resource = pytest.importorskip("resource")
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def test_more_bytes_than_memory_has(here: Path, cli: CommandLine) -> None:
    code, _, error = cli("tag", "in.jsonl", "--max-bytes", "9223372036854775807")
    assert code == 2
    assert "is not in the range 1<=x<=1073741824" in error


def test_a_pipe_as_a_cache_is_replaced(here: Path, cli: CommandLine, folder: Path) -> None:
    (here / "cache").mkdir(mode=0o700)
    os.mkfifo(here / "cache" / "results.sqlite")
    command = ("batch", "in.jsonl", "o.jsonl", "--cache", "cache", "--rules", folder)
    assert cli(*command)[0] == 1
    assert (here / "cache" / "results.sqlite").is_file()


def test_a_cache_that_others_can_write_to_is_refused(
    here: Path, cli: CommandLine, folder: Path
) -> None:
    (here / "cache").mkdir()
    (here / "cache").chmod(0o777)
    code, _, error = cli("batch", "in.jsonl", "o.jsonl", "--cache", "cache", "--rules", folder)
    assert code == 2
    assert error == (
        "tagengine: cache: cannot keep a cache there "
        "(--cache needs a folder that only you can write to)\n"
    )
