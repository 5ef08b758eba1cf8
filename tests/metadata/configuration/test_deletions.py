"""What a commit deletes counts as changed."""

from __future__ import annotations

import pytest

from tagengine.metadata.configuration.deletions import deleted
from tests.hook.support import git
from tests.metadata.support import Repo


@pytest.fixture
def committed(repo: Repo, own_git: None) -> Repo:
    """Two records and rules, committed."""
    repo.configure("records: [{files: [projects/*.yml]}]\n")
    for name in ("ember", "tïde"):
        record = "name: Ember\ndescription: A sql store.\ntags: [cache]\n"
        repo.write(f"projects/{name}.yml", record)
    git(repo.path, "init", "-q")
    git(repo.path, "add", ".")
    git(repo.path, "commit", "-q", "-m", "all")
    return repo


def test_staged_deletions_and_old_names(committed: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    (committed.path / "rules" / "lib.yaml").unlink()
    assert deleted() == []
    git(committed.path, "rm", "-q", "projects/tïde.yml")
    git(committed.path, "mv", "rules/cache.yaml", "rules/memo.yaml")
    assert deleted() == ["projects/tïde.yml", "rules/cache.yaml"]
    monkeypatch.chdir(committed.path / "rules")
    assert deleted() == ["cache.yaml"]


def test_a_range_of_commits(committed: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    git(committed.path, "rm", "-q", "rules/cache.yaml")
    git(committed.path, "commit", "-q", "-m", "less")
    git(committed.path, "rm", "-q", "rules/lib.yaml")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert deleted() == ["rules/cache.yaml"]
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "nothing")
    assert deleted() == []


def test_without_a_repository_or_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.path.parent))
    assert deleted() == []
    monkeypatch.setenv("PATH", "")
    assert deleted() == []


def test_only_what_changes_is_checked(committed: Repo) -> None:
    assert committed.check("--changed") == (0, [], "")
    assert committed.check("--changed", "--format", "json")[2] == ""
    git(committed.path, "rm", "-q", "projects/tïde.yml")
    assert committed.check("--changed") == (0, [], "")
    code, lines, _ = committed.check("--changed", "projects/ember.yml")
    assert (code, lines[-1]) == (1, "1 finding in 1 record of 1 file")
    committed.write("projects/coal.yml", "name: Coal\n")
    git(committed.path, "rm", "-q", "rules/lib.yaml")
    code, lines, error = committed.check("--changed")
    assert (code, lines[-1]) == (1, "2 findings in 2 records of 2 files")
    assert error == (
        "tagengine: rules/vocabulary.yaml:3:17: 1 of 3 tags has no rules and cannot be checked: "
        "lib\n"
    )
