"""The steps of the action, run as GitHub's runner runs them."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hook.support import ROOT
from tests.metadata.support import Repo

pytestmark = pytest.mark.slow

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
_INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")


@dataclass
class Runner:
    """Runs the action's steps in a folder, with files of its own for what a runner provides."""

    project: Path
    temporary: Path
    added: list[str] = field(default_factory=list)

    def install(self) -> None:
        """Run the first step."""
        code, said = self._run(ACTION["runs"]["steps"][0], {}, self.temporary)
        assert code == 0, said

    def check(self, folder: Path, **given: str) -> tuple[int, str]:
        """Run the other steps; return the code of the first that fails, and all output."""
        inputs = {name: about["default"] for name, about in ACTION["inputs"].items()} | given
        said = ""
        for step in ACTION["runs"]["steps"][1:]:
            condition = re.fullmatch(r"inputs\.(\w+) != ''", step.get("if", "inputs.paths != ''"))
            assert condition is not None
            if inputs[condition[1]]:
                code, output = self._run(step, inputs, folder)
                said += output
                if code:
                    return code, said
        return 0, said

    def _run(self, step: dict[str, Any], inputs: dict[str, str], folder: Path) -> tuple[int, str]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        paths = self.temporary / "github-path"
        environment = {
            **os.environ,
            "GITHUB_ACTION_PATH": str(self.project),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_PATH": str(paths),
            "PATH": os.pathsep.join([*self.added, os.environ["PATH"]]),
        }
        for name, value in step.get("env", {}).items():
            environment[name] = _INPUT.sub(lambda found: inputs[found[1]], value)
        script = self.temporary / "step.sh"
        script.write_text(step["run"])
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        self.added = paths.read_text().split("\n")[-2::-1] if paths.exists() else []
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def runner(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(project, tmp_path_factory.mktemp("runner"))
    runner.install()
    return runner


def test_wrong_tags_become_annotations(runner: Runner, repo: Repo) -> None:
    repo.configure("records: [{files: [projects/*.yml, more/*.yml]}]\n")
    repo.write("projects/a b.yml", "name: ember\ndescription: A sql store.\ntags: [cache]\n")
    repo.write("more/tide.yml", "name: tide\ndescription: A sql store.\ntags: [database]\n")
    code, said = runner.check(repo.path)
    assert code == 1
    assert said.startswith(
        "::error title=tagengine (wrong-tags),file=projects/a b.yml,line=3,col=1::"
        "projects/a b.yml:3:1: tags: have [cache], expected [database] (why: "
    )
    assert runner.check(repo.path, policy="suggest")[0] == 0
    assert runner.check(repo.path, paths="more\n")[0] == 0
    assert runner.check(repo.path, paths="projects/a b.yml\nmore\n")[0] == 1
    assert runner.check(repo.path, paths="$(touch oops); --fix")[0] == 2
    assert not (repo.path / "oops").exists()


def test_rules_are_checked_and_tested_where_asked(runner: Runner, repo: Repo) -> None:
    repo.configure("records: [{files: [projects/*.yml]}]\n")
    repo.write("projects/a.yml", "name: ember\ndescription: A sql store.\ntags: [database]\n")
    assert runner.check(repo.path, rules="rules")[0] == 0
    repo.write("rules/cache.yaml", "tag: cache\nrules:\n  - {keyword: [memo], weight: 19}\n")
    code, said = runner.check(repo.path, rules="rules")
    assert code == 1
    assert said.startswith(
        "::error title=tagengine (unknown-key),file=rules/cache.yaml,line=3,col=6::"
    )


def test_every_input_is_used_and_documented() -> None:
    used = set(_INPUT.findall(str(ACTION["runs"])))
    documented = (ROOT / "docs" / "hook.md").read_text("utf-8")
    for name, about in ACTION["inputs"].items():
        assert name in used
        assert f"| `{name}` | {about['description'].rstrip('.')} |" in documented
