"""What docs/hook.md shows can be copied as it stands."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.hook.support import ROOT, HookedRepo

TEXT = (ROOT / "docs" / "hook.md").read_text("utf-8")
_MODE = re.MULTILINE | re.DOTALL
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def _block(name: str) -> str:
    found = re.search(rf"^<!-- recipe: {name} -->\n```\w+\n(.*?)^```$", TEXT, _MODE)
    assert found is not None
    return found[1]


def test_a_plain_git_hook_checks_what_is_staged(
    hooked: HookedRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = Path(sys.executable).parent
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    hook = hooked.repo.write(".git/hooks/pre-commit", _block("git"))
    hook.chmod(0o755)
    hooked.record("ember", "cache")
    hooked.repo.write("projects/ember.yml", "name: ember\ndescription: sql\ntags: [database]\n")
    passed, said = hooked.commit()
    assert not passed
    assert said.startswith("projects/ember.yml:3:1: wrong-tags tags: have [cache], expected")
    hooked.git("add", ".")
    hooked.repo.write("projects/ember.yml", "name: ember\n")
    passed, said = hooked.commit()
    assert passed, said
    assert hooked.repo.read("projects/ember.yml") == "name: ember\n"
    hooked.git("rm", "-q", "rules/cache.yaml")
    passed, said = hooked.commit()
    assert passed, said


def test_examples_of_configurations_are_well_formed() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", TEXT, _MODE)
    assert len(blocks) == 4
    for block in blocks:
        assert yaml.safe_load(block)
    assert {hook["id"] for hook in yaml.safe_load(blocks[0])["repos"][0]["hooks"]} <= set(HOOKS)


def test_no_name_of_a_file_is_an_option() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["args"][-1] for hook in hooks] == ["--"] * len(HOOKS)


def test_every_hook_is_documented() -> None:
    for name in HOOKS:
        assert f"| `{name}` | " in TEXT
