"""What the tests of metadata repositories need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metadata.support import Repo
from tests.support import CommandLine


@pytest.fixture
def repo(tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository of records, the current folder."""
    monkeypatch.chdir(tmp_path)
    return Repo(tmp_path, cli)
