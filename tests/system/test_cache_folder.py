"""Files of a cache: only those that nobody else can have written are read or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tagengine.rules import cache
from tagengine.rules import sources as rule_sources
from tagengine.system import cache_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX's")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the cache."""
    place = tmp_path / "cache"
    place.mkdir(mode=0o700)
    monkeypatch.setenv(cache_folder.VARIABLE, str(place))
    return place


def entry(place: Path, folder: Path) -> Path:
    rule_sources.load(str(folder))
    (found,) = place.glob("*.rules")
    return found


def test_a_link_is_neither_read_nor_written_through(place: Path, folder: Path) -> None:
    path = entry(place, folder)
    victim = place.parent / "victim"
    victim.write_text("mine")
    path.unlink()
    path.symlink_to(victim)
    rule_sources.load(str(folder))
    assert victim.read_text() == "mine"
    assert not path.is_symlink()


def test_a_folder_of_all_is_not_used(place: Path, folder: Path) -> None:
    victim = place.parent / "victim"
    victim.write_text("mine")
    path = entry(place, folder)
    path.unlink()
    path.symlink_to(victim)
    place.chmod(0o777)
    rule_sources.load(str(folder))
    assert victim.read_text() == "mine"
    assert path.is_symlink()


def test_a_pipe_does_not_make_anyone_wait(place: Path, folder: Path) -> None:
    path = entry(place, folder)
    path.unlink()
    os.mkfifo(path)
    loaded = rule_sources.load(str(folder))
    assert loaded.rules
    assert path.is_file()
    assert cache.load(loaded.fingerprint, loaded.origin) is not None


def test_what_can_be_opened(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_bytes(b"x")
    own.chmod(0o600)
    tmp_path.chmod(0o700)
    file = cache_folder.opened(own)
    assert file is not None
    with file:
        assert file.read() == b"x"
    own.chmod(0o620)
    assert cache_folder.opened(own) is None
    (tmp_path / "link").symlink_to(own)
    with pytest.raises(OSError, match="link"):
        cache_folder.opened(tmp_path / "link")
