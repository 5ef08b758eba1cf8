"""Files opened to be read: no pipe that nobody writes to, no line without an end."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from tagengine.errors import FileError
from tagengine.system.opening import Line, lines, opened


def _message(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        opened(path)
    return str(caught.value).replace(str(path), path.name)


def test_a_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"text")
    with opened(path) as file:
        assert file.read() == b"text"


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert _message(tmp_path / "pipe") == ("pipe: a pipe, not a file (send it to standard input)")
    assert _message(tmp_path / "loop") == "loop: too many levels of symbolic links"
    assert _message(tmp_path / "none") == "none: no such file or folder"
    assert _message(tmp_path / "a\0b") == "a\0b: not a file's name"


def test_a_pipe_that_a_shell_gives_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"text")
    os.close(writer)
    with opened(Path(f"/dev/fd/{reader}")) as file:
        assert file.read() == b"text"
    os.close(reader)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"ab\ncd", [Line(1, b"ab\n", True), Line(2, b"cd", True)]),
        (b"abcdefgh\nij\n", [Line(1, b"abcd", False), Line(2, b"ij\n", True)]),
        (b"abcdefgh", [Line(1, b"abcd", False)]),
        (b"abcd", [Line(1, b"abcd", True)]),
        (b"abcd\n", [Line(1, b"abcd", False)]),
    ],
)
def test_lines(content: bytes, expected: list[Line]) -> None:
    assert list(lines(io.BytesIO(content), 4)) == expected


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_line_without_an_end_is_not_read_to_it() -> None:
    with opened(Path("/dev/zero")) as file:
        assert list(lines(file, 4)) == [Line(1, b"\0" * 4, False)]
