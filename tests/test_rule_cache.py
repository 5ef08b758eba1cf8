"""The cache of rule sets: used when sound, rebuilt when not, harmless when it cannot be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tagengine import rule_cache, rule_files
from tagengine.rules import RuleSet
from tests.support import Folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(rule_cache.VARIABLE, str(folder))
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
          - regex: 'SQL:\\d+'
            weight: -3
        """,
    )
    return rules


def _forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> RuleSet:
        raise AssertionError("the rules were read again")

    monkeypatch.setattr(rule_files, "parse", fail)


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


def test_a_change_of_any_file_is_seen(written: Folder, cache: Path) -> None:
    first = written.load()
    for name in ("database.yaml", "zones.yaml", "vocabulary.yaml"):
        text = (written.path / name).read_text("utf-8")
        written.write(name, text + "# changed\n")
        assert written.load().fingerprint != first.fingerprint
    assert len(list(cache.iterdir())) == 4


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other JSON", "too deep"])
def test_a_damaged_entry_is_not_used(damage: str, written: Folder, cache: Path) -> None:
    first = written.load()
    entry = next(cache.iterdir())
    content = entry.read_bytes()

    def signed(payload: bytes) -> bytes:
        return hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload

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


def test_the_cache_can_be_turned_off(
    written: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(rule_cache.VARIABLE, "off")
    assert rule_cache.folder() is None
    assert written.load().rules
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_does_no_harm(
    written: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(rule_cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert written.load().rules


def test_the_folder_follows_the_platform_s_custom(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(rule_cache.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert rule_cache.folder() == tmp_path / "tagengine"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert rule_cache.folder() == tmp_path / "home" / ".cache" / "tagengine"
