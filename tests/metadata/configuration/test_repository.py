"""READMEs beside records: read from the repository, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.errors import DocumentError
from tagengine.metadata.configuration.repository import MissingFileError, Repository
from tests.metadata.support import Repo


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    root = tmp_path / "repo"
    (root / "sub").mkdir(parents=True)
    (root / "README.md").write_text("# root")
    (root / "sub" / "README.md").write_text("# sub")
    (tmp_path / "secret.md").write_text("# secret")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "folder").symlink_to(tmp_path)
    return Repository.at(root)


@pytest.mark.parametrize(
    ("path", "text"),
    [("README.md", "# sub"), ("./README.md", "# sub"), ("../README.md", "# root"),
     ("../sub/../README.md", "# root"), ("..\\README.md", "# root")],
)  # fmt: skip
def test_paths_are_relative_to_the_record(repository: Repository, path: str, text: str) -> None:
    assert repository.readme("sub/record.yml", path) == text


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("../../secret.md", 'the path "../../secret.md" leads out of the repository'),
        ("../sub/../../secret.md", 'the path "../sub/../../secret.md" leads out of the repository'),
        ("/etc/passwd", 'the path "/etc/passwd" is not relative to the record'),
        ("C:\\x", 'the path "C:\\x" is not relative to the record'),
        ("a\0b", 'the path "a\0b" is not relative to the record'),
        ("../link.md", 'the path "../link.md" leads through a link (link.md)'),
        ("../folder/secret.md", 'the path "../folder/secret.md" leads through a link (folder)'),
        ("..", 'cannot read "..": is a directory'),
        ("x" * 300, f'cannot read "{"x" * 300}": file name too long'),
    ],
)
def test_other_paths_are_refused(repository: Repository, path: str, problem: str) -> None:
    with pytest.raises(DocumentError) as caught:
        repository.readme("sub/record.yml", path)
    assert str(caught.value) == problem


def test_a_missing_file_is_told_apart(repository: Repository) -> None:
    with pytest.raises(MissingFileError, match=r'^cannot read "no\.md": no such file$'):
        repository.readme("sub/record.yml", "no.md")


def test_a_record_names_its_readme(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml'], fields: {readme: about}}]")
    repo.write("docs/x.md", "# Ember\n\nEmber is a SQL server.\n")
    repo.write("a.yml", "about: docs/x.md\ntags: [database]\n")
    assert repo.check()[0] == 0
    repo.write("a.yml", "about: ../x.md\ntags: [database]\n")
    assert repo.check()[1][0] == (
        'a.yml:1:1: unread-readme the path "../x.md" leads out of the repository'
    )
    repo.write("a.yml", "about: no.md\ntags: [database]\n")
    assert repo.check()[1][0] == ('a.yml:1:1: unread-readme cannot read "no.md": no such file')
