"""Atomic writing: all or nothing, with mode, owner and links as they were."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.errors import TagEngineError
from tagengine.system import atomic_files

posix_only = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX's")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _message(path: Path, content: bytes = b"new", expected: bytes | None = None) -> str:
    with pytest.raises(TagEngineError) as caught:
        atomic_files.write(path, content, expected)
    return str(caught.value).replace(str(path), path.name)


@given(content=st.binary(max_size=2000), earlier=st.none() | st.binary(max_size=2000))
def test_what_is_written_is_read(
    content: bytes, earlier: bytes | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("files") / "file"
    if earlier is not None:
        path.write_bytes(earlier)
    atomic_files.write(path, content, earlier)
    assert path.read_bytes() == content
    assert _names(path.parent) == ["file"]


def test_a_name_of_the_greatest_length(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    atomic_files.write(str(path), b"new")
    assert path.read_bytes() == b"new"


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_the_mode_is_kept(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    atomic_files.write(path, b"new")
    assert path.stat().st_mode & 0o7777 == mode


@posix_only
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        atomic_files.write(tmp_path / "file", b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


@posix_only
@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_stays_one(exists: bool, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "file"
    if exists:
        target.write_bytes(b"old")
    (tmp_path / "near").symlink_to(Path("real", "file"))
    (tmp_path / "far").symlink_to("near")
    atomic_files.write(tmp_path / "far", b"new")
    assert (tmp_path / "far").readlink() == Path("near")
    assert (tmp_path / "near").readlink() == Path("real", "file")
    assert target.read_bytes() == b"new"
    assert not target.is_symlink()
    assert _names(tmp_path) == ["far", "near", "real"]


@posix_only
def test_what_cannot_be_replaced_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    before = _names(tmp_path)
    assert _message(tmp_path / "folder") == "folder: not written: not a regular file"
    assert _message(tmp_path / "pipe") == "pipe: not written: not a regular file"
    assert _message(tmp_path / "loop").startswith("loop: not written: too many levels of symbolic")
    missing = tmp_path / "no" / "file"
    folder = missing.parent.as_posix()
    assert _message(missing) == f"file: not written: no folder {folder} (make it first)"
    assert _names(tmp_path) == before


@posix_only
def test_a_read_only_file_is_not_overwritten() -> None:
    script = (
        "import os, sys; from tagengine.system import atomic_files\n"
        "if os.geteuid() == 0: os.setuid(65_534)\n"  # root may write anywhere
        "try: atomic_files.write(sys.argv[1], b'new')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(b"old")
        path.chmod(0o444)
        path.parent.chmod(0o777)
        command = [sys.executable, "-c", script, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == f"FileError {path}: not written: the file is read-only\n"
        assert path.read_bytes() == b"old"


def test_someone_else_s_change_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"theirs")
    message = "file: not written: someone else has changed it (run again)"
    assert _message(path, expected=b"old") == message
    assert path.read_bytes() == b"theirs"
    path.unlink()
    assert _message(path, expected=b"old") == message
    assert _names(tmp_path) == []


@posix_only
def test_a_full_disk_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    script = (
        "import resource, sys; from tagengine.system import atomic_files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: atomic_files.write(sys.argv[1], bytes(5000))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"FileError {path}: not written: file too large\n"
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = (b"a" * 300_000, b"b" * 200_000)
    path.write_bytes(contents[0])
    done = threading.Event()

    def write_often() -> None:
        for turn in range(60):
            atomic_files.write(path, contents[turn % 2])
        done.set()

    writers = [threading.Thread(target=write_often) for _ in range(2)]
    for writer in writers:
        writer.start()
    reads = 0
    while not done.is_set() or reads < 10:
        assert path.read_bytes() in contents
        reads += 1
    for writer in writers:
        writer.join()
    assert _names(tmp_path) == ["file"]
