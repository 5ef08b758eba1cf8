"""The cache of rule sets: used when sound, rebuilt when not, harmless when it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tagengine.rules import cache as rule_cache
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import RuleSet
from tagengine.system import cache_folder
from tests.support import Folder, examples
from tests.waiting import PATIENCE


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache_folder.VARIABLE, str(folder))
    return folder


@pytest.fixture
def written(rules: Folder) -> Folder:
    """Rules that use every part of the language."""
    rules.write(
        "database.yaml",
        """\
        tag: database
        threshold: 5
        suppresses: [lib]
        implies: {cache: 20}
        rules:
          - keywords: [[sql, ansi sql]]
            weight: 8
            zones: {code_block: 100}
            requires: {any: [rows], in: section}
            unless: {any: [nosql]}
            case: exact
            hyphen: false
            cap: 2
          - regex: 'SQL:(?&digits)'
            weight: -3
          - keywords: [stores … rows]
            weight: 2
            gap: 4
            requires: {lists: [stores], in: sentence, within: 3}
          - lists: [stores]
            weight: 1
        """,
    )
    (rules.path / "lists").mkdir()
    rules.write("lists/stores.yaml", "keywords: [redis]\n")
    rules.write("fragments.yaml", "digits: '\\d+'\n")
    return rules


def _forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> RuleSet:
        raise AssertionError("the rules were read again")

    monkeypatch.setattr(rule_files, "read", fail)


def test_a_cached_rule_set_equals_the_one_read(
    written: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written.load()
    assert len(list(cache.iterdir())) == 1
    _forbid_parsing(monkeypatch)
    second = written.load()
    assert second.rules == first.rules
    assert second.settings == first.settings
    assert second.policies == first.policies
    assert second.vocabulary.tags == first.vocabulary.tags
    assert second.fingerprint == first.fingerprint


def test_a_condition_of_many_rules_is_kept_once(rules: Folder, cache: Path) -> None:
    rules.write_rules(
        "database",
        "- {keywords: [vault, salt], weight: 4, requires: {any: [server, api]}}\n"
        "- {keywords: [chef], weight: 4, unless: {any: [server, api]}}\n"
        "- {keywords: [puppet], weight: 4, requires: {any: [server]}, unless: {any: [toy]}}\n"
        "- {keywords: [sql], weight: 4}",
    )
    first, second = rules.load(), rules.load()
    assert len(list(cache.iterdir())) == 1
    assert second.rules == first.rules
    found = {rule.text: rule for rule in second.rules}
    assert found["vault"].requires is found["salt"].requires is found["chef"].unless
    assert found["vault"].requires is not None
    assert (found["vault"].unless, found["sql"].requires) == (None, None)


def test_a_change_of_any_file_is_seen(written: Folder, cache: Path) -> None:
    first = written.load()
    names = ("database.yaml", "zones.yaml", "vocabulary.yaml", "fragments.yaml")
    assert (written.path / "lists/stores.yaml").exists()
    for name in names:
        text = (written.path / name).read_text("utf-8")
        written.write(name, text + "# changed\n")
        assert written.load().fingerprint != first.fingerprint
    assert len(list(cache.iterdir())) == 5


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other JSON", "too deep"])
def test_a_damaged_entry_is_not_used(damage: str, written: Folder, cache: Path) -> None:
    first = written.load()
    entry = next(cache.iterdir())
    content = entry.read_bytes()

    def signed(payload: bytes) -> bytes:
        return b"%08x\n%b" % (zlib.crc32(entry.name.encode() + payload), payload)

    entry.write_bytes(
        {
            "cut": content[: len(content) // 2],
            "flipped": content[:-20] + bytes([content[-20] ^ 1]) + content[-19:],
            "empty": b"",
            "other JSON": signed(b'{"settings": [], "policies": 3}'),
            "too deep": signed(b"[" * 100_000),
        }[damage]
    )
    assert written.load().rules == first.rules
    assert entry.read_bytes() == content


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\0"])
def test_a_text_with_an_odd_character_is_cached_as_it_is(
    separator: str, rules: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules.write_rules("lib", f'- {{regex: "a{ascii(separator)[1:-1]}b", weight: 1}}')
    first = rules.load()
    assert first.rules[0].forms == (f"a{separator}b",)
    assert len(list(cache.iterdir())) == 1
    _forbid_parsing(monkeypatch)
    assert rules.load().rules == first.rules


def test_the_cache_can_be_turned_off(
    written: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache_folder.VARIABLE, "off")
    assert cache_folder.folder() is None
    assert written.load().rules
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_does_no_harm(
    written: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path / "file" / "cache"))
    assert written.load().rules


def test_the_folder_follows_the_platform_s_custom(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(cache_folder.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder.folder() == tmp_path / "tagengine"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder.folder() == tmp_path / "home" / ".cache" / "tagengine"


def test_another_version_or_another_reader_is_another_entry(
    written: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written.load()
    monkeypatch.setattr(rule_cache, "__version__", "9.9.9")
    written.load()
    monkeypatch.setattr(rule_cache, "_READERS", ("text",))
    written.load()
    assert len(list(cache.iterdir())) == 3


def test_all_that_reads_rules_is_in_the_name_of_an_entry() -> None:
    script = (
        "import sys, tagengine.rules.files.folder\n"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('tagengine.')})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) - {"errors", "system", "version"} == {"rules", "text"}


def test_an_entry_under_another_name_is_not_used(written: Folder, cache: Path) -> None:
    written.load()
    other = next(cache.iterdir()).read_bytes()
    text = (written.path / "database.yaml").read_text("utf-8")
    written.write("database.yaml", text.replace("weight: 8", "weight: 9"))
    expected = written.load().rules
    for entry in cache.iterdir():
        entry.write_bytes(other)
    assert written.load().rules == expected


@pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX permissions")
@pytest.mark.parametrize("what", ["writable by others", "somebody else's"])
def test_an_entry_that_others_may_have_written_is_not_used(
    what: str, written: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written.load()
    (entry,) = cache.iterdir()
    assert entry.stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0
    identity, origin = written.load().fingerprint, written.load().origin
    assert rule_cache.load(identity, origin) is not None
    if what == "writable by others":
        entry.chmod(0o666)
    else:
        monkeypatch.setattr(os, "getuid", lambda: entry.stat().st_uid + 1)
    assert rule_cache.load(identity, origin) is None
    assert written.load().rules


@examples(100, HealthCheck.function_scoped_fixture)
@given(data=st.data())
def test_no_entry_with_a_changed_byte_is_used(
    written: Folder, cache: Path, data: st.DataObject
) -> None:
    rule_set = written.load()
    (entry,) = cache.iterdir()
    content = bytearray(entry.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    old = content[position]
    content[position] = data.draw(st.integers(0, 255).filter(lambda byte: byte != old))
    entry.write_bytes(content)
    loaded = rule_cache.load(rule_set.fingerprint, rule_set.origin)
    entry.unlink()
    assert loaded is None or content[64] != ord("\n")  # the byte that only divides


def test_old_entries_make_room(written: Folder, cache: Path) -> None:
    for number in range(25):
        written.write("lists/stores.yaml", f"keywords: [redis, w{number}]\n")
        written.load()
        newest = max(cache.iterdir(), key=lambda entry: entry.stat().st_mtime_ns)
        os.utime(newest, ns=(number, number))
    assert len(list(cache.iterdir())) == 20
    left = f".{'0' * 40}.rules.x.tmp"
    (cache / left).write_bytes(b"half")
    os.utime(cache / left, ns=(0, 0))
    written.write("lists/stores.yaml", "keywords: [redis]\n")
    written.load()
    assert not (cache / left).exists()


def test_many_processes_at_once_make_one_sound_entry(written: Folder, cache: Path) -> None:
    program = "import sys; from tagengine.rules.sources import load; print(load(sys.argv[1]).rules)"
    command = [sys.executable, "-c", program, str(written.path)]
    environment = {**os.environ, cache_folder.VARIABLE: str(cache), "PYTHONHASHSEED": "0"}
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    outputs = [process.communicate(timeout=PATIENCE) for process in started]
    assert {error for _, error in outputs} == {b""}
    assert len({output for output, _ in outputs}) == 1
    (entry,) = cache.iterdir()
    assert entry.suffix == ".rules"
    assert rule_cache.load(written.load().fingerprint, str(written.path)) is not None


def test_a_reader_meets_whole_entries_while_others_write(written: Folder, cache: Path) -> None:
    rule_set = written.load()

    def write() -> None:
        for _ in range(100):
            rule_cache.store(rule_set)

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        found = [rule_cache.load(rule_set.fingerprint, rule_set.origin) for _ in range(100)]
        writing.result()
    assert all(one is not None and one.rules == rule_set.rules for one in found)
