"""A metadata repository whose commits run the project's hooks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.metadata.support import Repo

ROOT = Path(__file__).resolve().parent.parent.parent


def git(folder: Path, *arguments: str) -> str:
    """Return what a git command prints; it must succeed."""
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class HookedRepo:
    """A repository of records below `projects/` that runs hooks when something is committed."""

    repo: Repo
    project: Path

    def __post_init__(self) -> None:
        self.repo.configure("records: [{files: [projects/*.yml]}]\n")
        git(self.repo.path, "init", "-q")
        git(self.repo.path, "add", ".")
        git(self.repo.path, "commit", "-q", "-m", "rules")

    def use(self, *hooks: str) -> None:
        """Install these hooks, each an entry of pre-commit's configuration: `id: …, key: …`."""
        revision = git(self.project, "rev-parse", "HEAD").strip()
        lines = [f"repos:\n- repo: {self.project.as_posix()}\n  rev: {revision}\n  hooks:\n"]
        lines += [f"  - {{{hook}}}\n" for hook in hooks]
        self.repo.write(".pre-commit-config.yaml", "".join(lines))
        git(self.repo.path, "add", ".pre-commit-config.yaml")
        self._pre_commit("install")

    def git(self, *arguments: str) -> str:
        """Return what a git command prints; it must succeed."""
        return git(self.repo.path, *arguments)

    def record(self, name: str, *tags: str, description: str = "A sql store.") -> None:
        """Write and stage a record with tags."""
        text = f"name: {name}\ndescription: {description}\ntags: [{', '.join(tags)}]\n"
        self.repo.write(f"projects/{name}.yml", text)
        self.git("add", f"projects/{name}.yml")

    def commit(self) -> tuple[bool, str]:
        """Commit what is staged; return whether it was let through, and what the hooks said."""
        command = ["git", "commit", "-q", "-m", "change"]
        done = subprocess.run(
            command, cwd=self.repo.path, capture_output=True, text=True, check=False
        )
        return done.returncode == 0, done.stdout + done.stderr

    def run(self, *arguments: str) -> tuple[bool, str]:
        """Run pre-commit; return whether all passed, and what it said."""
        done = self._pre_commit("run", "--color=never", *arguments)
        return done.returncode == 0, done.stdout + done.stderr

    def _pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return subprocess.run(
            command, cwd=self.repo.path, capture_output=True, text=True, check=False
        )
