"""A clone of this project for pre-commit to install from, and a repository that uses its hooks."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.hook.support import ROOT, HookedRepo, git
from tests.metadata.support import Repo


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of tests share: what is installed is so once."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    folder = folder / "hook"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def project(own_git: None, shared: Path) -> Path:
    """A git clone of this project; outside git, a repository of its files."""
    clone = shared / "tagengine"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not clone.exists():
            _clone(clone)
    return clone


def _clone(clone: Path) -> None:
    if (ROOT / ".git").exists():
        git(clone.parent, "clone", "-q", str(ROOT), str(clone))
    else:
        shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
        git(clone, "init", "-q")
        git(clone, "add", ".")
        git(clone, "commit", "-q", "-m", "all")


@pytest.fixture(scope="session")
def pre_commit_home(shared: Path) -> Path:
    """The folder in which pre-commit keeps what it installs; it locks what it works on."""
    return shared / "pre-commit"


@pytest.fixture
def hooked(
    repo: Repo, project: Path, pre_commit_home: Path, monkeypatch: pytest.MonkeyPatch
) -> HookedRepo:
    """A metadata repository with one commit: rules, a configuration, no records yet."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(pre_commit_home))
    return HookedRepo(repo, project)
