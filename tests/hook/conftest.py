"""A clone of this project for pre-commit to install from, and a repository that uses its hooks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.hook.support import ROOT, HookedRepo, git
from tests.metadata.support import Repo


@pytest.fixture(scope="session")
def project(own_git: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git clone of this project; outside git, a repository of its files."""
    clone = tmp_path_factory.mktemp("project") / "tagengine"
    if (ROOT / ".git").exists():
        git(clone.parent, "clone", "-q", str(ROOT), str(clone))
    else:
        shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
        git(clone, "init", "-q")
        git(clone, "add", ".")
        git(clone, "commit", "-q", "-m", "all")
    return clone


@pytest.fixture(scope="session")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which pre-commit keeps what it installs, once for all tests."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def hooked(
    repo: Repo, project: Path, pre_commit_home: Path, monkeypatch: pytest.MonkeyPatch
) -> HookedRepo:
    """A metadata repository with one commit: rules, a configuration, no records yet."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(pre_commit_home))
    return HookedRepo(repo, project)
