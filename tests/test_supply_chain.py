"""What tagengine is delivered with: public packages, locked and accounted for; safe workflows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_EXTRAS = set(_PROJECT["optional-dependencies"]) - {"dev", "docs", "test"}
_HOSTS = {"pypi.org", "files.pythonhosted.org"}


@pytest.fixture(scope="module")
def locked() -> list[dict[str, Any]]:
    """The packages of `uv.lock`; there may be two of a name, for different Pythons."""
    packages: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return packages


def test_the_lock_names_public_addresses_and_hashes_only(locked: list[dict[str, Any]]) -> None:
    for package in locked:
        if package["source"] == {"editable": "."}:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        assert files
        assert {urlsplit(file["url"]).hostname for file in files} <= _HOSTS
        assert all(file["hash"].startswith("sha256:") for file in files)


def test_the_lock_is_of_what_the_project_asks_for(locked: list[dict[str, Any]]) -> None:
    """`uv lock --check` tells more, but needs the network; it runs in CI."""
    (own,) = (package for package in locked if package["name"] == "tagengine")
    asked = [*_PROJECT["dependencies"]]
    for requirements in _PROJECT["optional-dependencies"].values():
        asked += requirements
    names = {canonicalize_name(Requirement(text).name) for text in asked} - {"tagengine"}
    recorded = {entry["name"] for entry in own["metadata"]["requires-dist"]} - {"tagengine"}
    assert names == recorded, "run 'uv lock' and commit uv.lock"


def for_users(locked: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """Return the names of what is installed always, and of all that extras for users bring."""
    needs: dict[str, set[str]] = {}
    for package in locked:
        entries = package.get("dependencies", [])
        needs.setdefault(package["name"], set()).update(entry["name"] for entry in entries)
    (own,) = (package for package in locked if package["name"] == "tagengine")
    extras = {
        entry["name"] for name in _EXTRAS for entry in own["optional-dependencies"].get(name, [])
    }

    def closed(names: set[str]) -> set[str]:
        more = names.union(*(needs[name] for name in names))
        return names if more == names else closed(more)

    always = closed(needs["tagengine"])
    return always, closed(extras) - always


def test_every_dependency_is_accounted_for(locked: list[dict[str, Any]]) -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    always, _, extras = text.partition("## Extras")
    documented = tuple(
        {canonicalize_name(name) for name in re.findall(r"(?m)^\| ([\w.-]+) \|", part)}
        - {"package"}
        for part in (always, extras)
    )
    assert documented == for_users(locked)


@pytest.mark.slow
def test_workflows_are_safe() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--persona=regular", ".github", "action.yml"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_commits() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for used in re.findall(r"uses: (.*)", path.read_text("utf-8")):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), path.name
