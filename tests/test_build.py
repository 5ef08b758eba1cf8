"""The wheel and the sdist: the same bytes wherever, whenever and by whomever they are built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
_EPOCH = "1700000000"
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "*.egg-info"
)


def build(source: Path, output: Path, umask: int) -> dict[str, str]:
    """Return the SHA-256 of the sdist, and of the wheel made from it, by file name."""
    before = os.umask(umask)
    try:
        subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", output, source],
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
        )
    finally:
        os.umask(before)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in output.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and a wheel, built in a copy of the checkout."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT, folder / "checkout", ignore=_LEFT_OUT)
    build(folder / "checkout", folder / "dist", 0o022)
    return folder / "dist"


def test_builds_are_reproducible(first: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        copy = Path(shutil.copytree(ROOT, tmp_path / "elsewhere" / "x", ignore=_LEFT_OUT))
    finally:
        os.umask(before)
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (time.time(), 1_600_000_000))
    expected = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in first.iterdir()
    }
    assert build(copy, tmp_path / "dist", 0o077) == expected
    assert len(expected) == 2


def test_the_wheel_holds_the_package_its_rules_and_its_licence_only(first: Path) -> None:
    (wheel,) = first.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        assert {name.partition("/")[0] for name in names} == {
            "tagengine",
            f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info",
        }
        assert "tagengine/shipped_rules/vocabulary.yaml" in names
        assert "tagengine/py.typed" in names
        assert any(name.endswith("/licenses/LICENSE") for name in names)
        stamps = {entry.date_time[:3] for entry in opened.infolist()}
    assert stamps == {time.gmtime(int(_EPOCH))[:3]}


def test_the_sdist_holds_what_its_tests_need_and_nothing_of_the_builder(first: Path) -> None:
    (sdist,) = first.glob("*.tar.gz")
    with tarfile.open(sdist) as opened:
        members = opened.getmembers()
    inside = {member.name.partition("/")[2] for member in members}
    assert {"pyproject.toml", "uv.lock", "SECURITY.md", "tests/test_build.py"} <= inside
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {
        (0, 0, "", "")
    }
