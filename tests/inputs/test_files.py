"""What is read of a document that is too long ends where a character or a line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.inputs.files import Failure, beginning, read_all, text_of
from tagengine.inputs.project_readmes import readmes


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"one\ntwo\n", "one\n"),
        ("ééé".encode(), "éé"),
        ("aaéé\n".encode(), "aaé"),
        ("\ufeffaé\n".encode("utf-16-le"), "aé"),
        ("\ufeffa😀".encode("utf-16-be"), "a"),
    ],
)
def test_no_character_is_cut(content: bytes, expected: str) -> None:
    limit = 6 if content[0] in (0xFE, 0xFF) else 5
    told: list[str] = []
    assert text_of(content, "a.md", limit, len(content), told.append) == expected
    assert len(told) == 1  # that it was cut, and nothing of what UTF-8 is


@given(st.text(), st.integers(0, 50))
def test_the_beginning_is_one(text: str, limit: int) -> None:
    content = text.encode()
    cut = beginning(content, limit)
    assert content.startswith(cut)
    assert len(cut) <= limit
    assert text.startswith(cut.decode())


def test_a_file_in_no_format_that_is_read_is_refused(tmp_path: Path) -> None:
    for name, text in (("main.py", "x = 1"), ("a.yaml", "a: 1"), ("data", '{"a": 1}')):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        (found,) = read_all((str(file),), 100, lambda message: None)
        assert found == Failure(
            f"{file}: not in a format that tagengine reads (Markdown, reStructuredText, AsciiDoc, "
            "Org, HTML, notebooks, plain text …; name its format with --input-format)"
        )
        (read,) = read_all((str(file),), 100, lambda message: None, Format.TEXT)
        assert isinstance(read, Record)
        assert read.format is Format.TEXT


def test_readmes_of_all_formats_are_found_in_a_folder(tmp_path: Path) -> None:
    names = ["README", "README.adoc", "README.ipynb", "README.md", "README.rst", "readme.TXT"]
    for name in (*names, "README.py", "other.md"):
        (tmp_path / name).write_text("Ember", "utf-8")
    assert [path.name for path in readmes(tmp_path)] == names
