"""Extras: what is said where one is not installed, and that the table of them is right."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tagengine.errors import UsageError
from tagengine.system import extras
from tests.support import CommandLine


@pytest.fixture
def without_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python without the extra `learning`."""
    for module in extras.MODULES["learning"]:
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.parametrize(
    ("arguments", "purpose"),
    [
        (["rules", "learn", "--vocabulary=x", "--gold=x", "--output=x"], "rules learn"),
        (["rules", "suggest", "--gold", "none"], "rules suggest"),
        (["eval", "none", "--learning-curve"], "--learning-curve"),
    ],
)
@pytest.mark.usefixtures("without_learning")
def test_a_verb_says_what_to_install_before_it_reads_anything(
    arguments: list[str], purpose: str, cli: CommandLine
) -> None:
    packages = "numpy, scipy and snowballstemmer"
    needed = f"{purpose} needs {packages} ({extras.installing('learning')})"
    assert cli(*arguments) == (2, "", f"tagengine: {needed}\n")


def test_the_library_says_it_too() -> None:
    program = (
        "import sys; sys.modules['snowballstemmer'] = None;"
        "from tagengine.learning.terms import stem; stem('words')"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    needed = f"the English stemmer needs snowballstemmer ({extras.installing('learning')})"
    assert done.stderr.splitlines()[-1] == f"tagengine.errors.UsageError: {needed}"


def test_where_the_extra_is_installed_nothing_is_said(cli: CommandLine, tmp_path: Path) -> None:
    code, _, error = cli("rules", "suggest", "--gold", tmp_path / "none")
    assert code == 2
    assert "pip install" not in error


@pytest.mark.parametrize("extra", extras.MODULES)
def test_an_extra_brings_its_modules(extra: str) -> None:
    requirements = map(Requirement, metadata.requires("tagengine") or [])
    brought = {
        canonicalize_name(one.name)
        for one in requirements
        if one.marker and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate()
    }
    homes = metadata.packages_distributions()
    modules = [one for one in extras.MODULES[extra] if not one.startswith("compression.")]
    needed = {canonicalize_name(home) for one in modules for home in homes.get(one, [one])}
    assert needed <= brought


def test_a_module_of_a_package_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "MODULES", {"zstd": ("no_such_package.zstd",)})
    with pytest.raises(UsageError) as caught:
        extras.load("zstd", ".zst", "no_such_package.zstd")
    assert str(caught.value) == f".zst needs no_such_package.zstd ({extras.installing('zstd')})"


class _Installed:
    """An installation of tagengine that came from an address."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def read_text(self, name: str) -> str | None:
        """Return what pip wrote about where it came from."""
        assert name == "direct_url.json"
        return self._text


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        (None, "tagengine"),
        ('{"url": "https://example.org/tagengine.whl"}', "tagengine"),
        ('{"url": "file:///no/such/folder"}', "tagengine"),
        ("nonsense", "tagengine"),
        ('{"url": "file://FOLDER/it%27s%20here"}', "FOLDER/it's here"),
    ],
)
def test_an_extra_is_installed_from_where_tagengine_was(
    written: str | None, origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "it's here").mkdir()
    text = written and written.replace("FOLDER", tmp_path.as_posix())
    monkeypatch.setattr(metadata, "distribution", lambda name: _Installed(text))
    where = shlex.quote(f"{origin.replace('FOLDER', tmp_path.as_posix())}[server]")
    monkeypatch.setattr(sys, "executable", "/opt/x/bin/python")
    monkeypatch.setenv("PATH", "/usr/bin")
    assert extras.installing("server") == f"/opt/x/bin/python -m pip install {where}"
    monkeypatch.setenv("PATH", f"/usr/bin{os.pathsep}/opt/x/bin")
    assert extras.installing("server") == f"pip install {where}"
    monkeypatch.setattr(sys, "prefix", "/home/ann/.local/pipx/venvs/tagengine")
    assert extras.installing("server") == f"pipx install --force {where}"
