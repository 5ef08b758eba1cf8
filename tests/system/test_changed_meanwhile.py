"""What others write while a file is replaced is not lost as long as that can be seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tagengine.errors import FileError
from tagengine.system import atomic_files

_WHY = "not written: someone else has changed it (run again)"


@pytest.mark.parametrize("change", ["append", "replace", "remove"])
def test_a_change_while_the_new_content_goes_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    sync = os.fsync

    def synced(handle: int) -> None:
        sync(handle)
        if change == "append":
            with path.open("ab") as file:
                file.write(b" more")
        elif change == "replace":
            (tmp_path / "b").write_bytes(b"theirs")
            (tmp_path / "b").replace(path)
        else:
            path.unlink()

    monkeypatch.setattr(os, "fsync", synced)
    with pytest.raises(FileError, match="someone else has changed it") as caught:
        atomic_files.write(path, b"new", expected=b"old")
    assert caught.value.why == _WHY
    there = {"append": b"old more", "replace": b"theirs"}
    assert [one.read_bytes() for one in tmp_path.iterdir()] == (
        [there[change]] if change in there else []
    )


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", b"x")
    except OSError:
        pytest.skip("no extended attributes on this file system")
    atomic_files.write(path, b"new", expected=b"old")
    assert os.getxattr(path, "user.note") == b"x"
