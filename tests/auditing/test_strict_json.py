"""JSON that two readers could take for two things is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine import RecordError
from tagengine.auditing.strict_json import Entry, read_entries, read_file


def test_one_value_or_one_a_line() -> None:
    assert list(read_entries(b'{\n"a": 1}\n', "x")) == [Entry({"a": 1}, "x:1")]
    assert list(read_entries(b'{"a": 1}\n\n[2]\n', "x")) == [
        Entry({"a": 1}, "x:1"), Entry([2], "x:3"),
    ]  # fmt: skip


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n[2]\n{')
    entries = read_file(str(path))
    assert next(entries) == Entry({"a": 1}, f"{path}:1")
    assert next(entries) == Entry([2], f"{path}:3")
    with pytest.raises(RecordError, match=r"x\.jsonl:4:2: not valid JSON: Expecting property name"):
        next(entries)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x: the file is empty (it should have one object, or one on each line)"),
        (b'{"a": 1, "a": 2}',
         'x:1: cannot read this JSON: the key "a" occurs twice in one object (keep one)'),
        (b'{"a": 1}\n{"b": [{"a": 1, "c": 0, "a": 1}]}',
         'x:2: cannot read this JSON: the key "a" occurs twice in one object (keep one)'),
        (b"[NaN]", "x:1: cannot read this JSON: NaN is not a JSON number"),
        (b'{"a": 1}\n{"a" 1}', "x:2:6: not valid JSON: Expecting ':' delimiter "
         "(one object, or one on each line)"),
        (b"[" * 100_000, "x:1: cannot read this JSON: nested too deeply"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(content: bytes, message: str) -> None:
    with pytest.raises(RecordError) as caught:
        list(read_entries(content, "x"))
    assert str(caught.value) == message
