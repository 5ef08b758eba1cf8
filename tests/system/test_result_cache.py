"""Answers kept in SQLite: shared by processes, bounded, never wrong, never needed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.system import result_cache
from tagengine.system.result_cache import ResultCache
from tests.support import examples

KEYS = [number.to_bytes(32, "big") for number in range(1500)]


def _fill(folder: Path, keys: list[bytes]) -> None:
    with ResultCache(folder) as results:
        for key in keys:
            results.put(key, b"answer " + key)


def _kept(folder: Path, keys: list[bytes]) -> list[bytes]:
    """Return the keys with answers, all of which must be right."""
    with ResultCache(folder) as results:
        found = {key: results.get(key) for key in keys}
    assert all(answer in (None, b"answer " + key) for key, answer in found.items())
    return [key for key, answer in found.items() if answer is not None]


def test_answers_are_kept(tmp_path: Path) -> None:
    _fill(tmp_path / "new" / "folder", KEYS)
    assert _kept(tmp_path / "new" / "folder", KEYS) == KEYS
    with ResultCache(tmp_path / "new" / "folder") as results:
        results.put(KEYS[0], b"other")
        assert results.get(KEYS[0]) == b"other"
        results.put(KEYS[1], b"x" * 300_000)  # too long to keep
        assert results.get(KEYS[1]) == b"answer " + KEYS[1]
    with ResultCache(tmp_path / "new" / "folder") as results:
        assert results.get(KEYS[0]) == b"other"


def test_many_answers_at_once(tmp_path: Path) -> None:
    _fill(tmp_path, KEYS[:1200])
    with ResultCache(tmp_path, longest=300_000) as results:
        results.put(KEYS[1300], b"x" * 300_000)
        results.put(KEYS[1301], b"x" * 300_001)
        found = results.get_all([*KEYS, KEYS[0]])
    expected = {key: b"answer " + key for key in KEYS[:1200]}
    assert found == {**expected, KEYS[1300]: b"x" * 300_000}


def test_a_cache_that_is_off() -> None:
    with ResultCache(None) as results:
        assert not results.is_on
        results.put(KEYS[0], b"answer")
        assert results.get(KEYS[0]) is None


def test_an_answer_of_another_key_does_not_count(tmp_path: Path) -> None:
    _fill(tmp_path, KEYS[:3])
    connection = sqlite3.connect(tmp_path / "results.sqlite")
    with connection:
        connection.execute("UPDATE results SET answer = x'00' WHERE key = ?", (KEYS[0],))
        connection.execute(
            "UPDATE results SET answer = (SELECT answer FROM results WHERE key = ?) WHERE key = ?",
            (KEYS[2], KEYS[1]),
        )
    connection.close()
    assert _kept(tmp_path, KEYS[:3]) == [KEYS[2]]


@examples(40)
@given(st.data())
def test_a_damaged_file_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    _fill(folder, KEYS[:40])
    path = folder / "results.sqlite"
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        content[start : start + 64] = data.draw(st.binary(max_size=64))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    _kept(folder, KEYS[:40])
    _fill(folder, KEYS[:40])
    _kept(folder, KEYS[:40])  # whatever is there is right


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "results.sqlite").write_bytes(content)
    (tmp_path / "results.sqlite").chmod(0o600)
    _fill(tmp_path, KEYS[:10])
    assert _kept(tmp_path, KEYS[:10]) == KEYS[:10]


def test_a_table_of_another_shape_is_replaced(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "results.sqlite")
    with connection:
        connection.execute("CREATE TABLE results (x)")
    connection.close()
    _fill(tmp_path, KEYS[:10])
    _fill(tmp_path, KEYS[:10])
    assert _kept(tmp_path, KEYS[:10]) == KEYS[:10]


def test_a_file_that_others_may_write_does_not_count(tmp_path: Path) -> None:
    _fill(tmp_path, KEYS[:10])
    path = tmp_path / "results.sqlite"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o666)
    assert _kept(tmp_path, KEYS[:10]) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _fill(tmp_path / "file" / "folder", KEYS[:10])
    (tmp_path / "results.sqlite").mkdir()
    _fill(tmp_path, KEYS[:10])
    assert _kept(tmp_path, KEYS[:10]) == []


def test_the_size_is_bounded_and_the_newest_stay(tmp_path: Path) -> None:
    for start in range(0, 1500, 100):
        with ResultCache(tmp_path, pages=40) as results:
            for key in KEYS[start : start + 100]:
                results.put(key, b"answer " + key + b"." * 200)
        assert (tmp_path / "results.sqlite").stat().st_size <= 40 * 4096
    with ResultCache(tmp_path) as results:
        kept = [number for number, key in enumerate(KEYS) if results.get(key) is not None]
    assert kept == list(range(kept[0], 1500))
    assert len(kept) >= 150


def test_another_process_that_writes_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_cache, "_PATIENCE", 0.05)
    _fill(tmp_path, KEYS[:10])
    other = sqlite3.connect(tmp_path / "results.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert _kept(tmp_path, KEYS[:10]) == KEYS[:10]
    _fill(tmp_path, KEYS[10:20])  # not kept, and no error
    other.execute("COMMIT")
    other.close()
    assert _kept(tmp_path, KEYS[:20]) == KEYS[:10]


_PROGRAM = """\
import sys
from pathlib import Path
from tagengine.system.result_cache import ResultCache

first = int(sys.argv[2])
for start in range(0, 300, 30):
    with ResultCache(Path(sys.argv[1])) as results:
        for number in range(first + start, first + start + 30):
            key = number.to_bytes(32, "big")
            assert results.get(key) in (None, b"answer " + key)
            results.put(key, b"answer " + key)
"""


def test_processes_at_the_same_time(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(tmp_path), str(first)], stderr=subprocess.PIPE
        )
        for first in (0, 0, 300, 600, 900)
    ]
    for process in running:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    assert _kept(tmp_path, KEYS[:1200]) == KEYS[:1200]
    assert [path.name for path in tmp_path.iterdir()] == ["results.sqlite"]
