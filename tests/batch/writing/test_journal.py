"""What a run finds where its own files should be."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.support import lines, record
from tests.support import CommandLine

if sys.platform == "win32":
    pytest.skip("no named pipes, and no lock", allow_module_level=True)


@pytest.mark.parametrize(
    "name", ["journal.json", "rows", "errors.jsonl", "lock", "finished", "new"]
)
@pytest.mark.parametrize("plant", [os.mkfifo, lambda path: Path(path).symlink_to("../victim")])
def test_neither_links_nor_pipes_are_followed(
    plant: Callable[[Path], None], name: str, folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    (tmp_path / "victim").write_text("mine\n")
    (tmp_path / "in.jsonl").write_bytes(lines([record(1)]))
    output = tmp_path / "out.jsonl"
    partial = Path(f"{output}.partial")
    partial.mkdir()
    for one in ("journal.json", "rows"):
        (partial / one).write_text("{}")
    (partial / name).unlink(missing_ok=True)
    plant(partial / name)
    said = f"tagengine: {partial / name}: no file of a run, but a link or a pipe (remove it)\n"
    for mode in ("--resume", "--overwrite"):
        command = ("batch", tmp_path / "in.jsonl", output, "--rules", folder, mode)
        assert cli(*command) == (2, "", said)
    assert (tmp_path / "victim").read_text() == "mine\n"


def test_a_link_in_place_of_the_folder_is_not_followed(
    folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines([record(1)]))
    (tmp_path / "theirs").mkdir()
    partial = tmp_path / "out.jsonl.partial"
    partial.symlink_to("theirs")
    command = ("batch", tmp_path / "in.jsonl", tmp_path / "out.jsonl", "--rules", folder)
    said = f"tagengine: {partial}: no file of a run, but a link or a pipe (remove it)\n"
    assert cli(*command) == (2, "", said)
    assert partial.is_symlink()
    assert list((tmp_path / "theirs").iterdir()) == []
