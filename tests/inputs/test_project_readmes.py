"""Which files of a folder of projects are READMEs: those that a host would show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.errors import DocumentError
from tagengine.inputs.project_readmes import language_of, readmes


def tree(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Ember\n\nEmber is a database.\n", "utf-8")
    return folder


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in readmes(folder)]


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (["a/.github/README.md", "b/README.md"], ["a/.github/README.md", "b/README.md"]),
        (["a/.github/README.md", "a/README.md"], ["a/.github/README.md"]),
        (["a/.github/CONTRIBUTING.md", "a/README.md"], ["a/README.md"]),
        (["a/.github/workflows/README.md", "a/README.md"], ["a/README.md"]),
        (["a/.gitlab/README.md", "a/README.md"], ["a/README.md"]),
        (["a/docs/README.md"], ["a/docs/README.md"]),
        ([".github/readme.rst", "b/README"], [".github/readme.rst", "b/README"]),
        (["README.md", "README.zh-CN.md"], ["README.md"]),
        (["README.zh-CN.md"], ["README.zh-CN.md"]),
        (["README_zh.md", "README-ja.md", "README.en.md"], ["README.en.md"]),
        (["README_zh.md", "README-ja.md"], ["README-ja.md"]),
        (["a/README.md", "b/README_CN.md"], ["a/README.md", "b/README_CN.md"]),
        (["README.de", "notes.md"], ["README.de"]),
        (["a/.github/README.fr.md", "a/README.md"], ["a/.github/README.fr.md"]),
    ],
)
def test_the_readmes_of_a_folder(names: list[str], read: list[str], tmp_path: Path) -> None:
    assert found(tree(tmp_path, *names)) == read


@pytest.mark.parametrize(
    "name",
    ["README.py", "README.pl", "README.dev.md", "README-docker.md", "README.old", "READMEs.md"],
)
def test_a_name_that_tells_no_language(name: str, tmp_path: Path) -> None:
    assert language_of(Path(name)) is None
    with pytest.raises(DocumentError, match="no README in this folder"):
        readmes(tree(tmp_path, name))


def test_a_link_to_a_hidden_folder_is_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "elsewhere/README.md", "a/README.rst")
    (tmp_path / "a" / ".github").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path / "a") == ["README.rst"]
