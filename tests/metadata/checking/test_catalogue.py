"""What of a file is a record, and what is said where it is none."""

from __future__ import annotations

import pytest

from tests.metadata.support import Repo
from tests.support import CommandLine


def test_a_list_of_records_says_how_to_read_it(repo: Repo, cli: CommandLine) -> None:
    text = "- description: A SQL server.\n  tags: []\n"
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", text)
    code, output, _ = cli("check")
    assert code == 1
    assert output.splitlines()[0] == (
        "a.yml:1:1: bad-record a record is a mapping of fields, found a list (if its items are "
        'the records, set select to "[]")'
    )
    repo.configure("records: [{files: ['*.yml'], select: '[]'}]\n")
    assert "in 1 record of 1 file" in cli("check")[1]


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        (
            "a.yml",
            "projects:\n- description: A SQL server.\n",
            'if the records are in "projects", set select to "projects[]"',
        ),
        (
            "a.toml",
            '[project]\nname = "a"\n[tool.x]\ny = 1\n',
            'if the records are in "project", set select to "project"',
        ),
        (
            "a.yml",
            "a: {description: A SQL server.}\nb: {description: A router.}\n",
            "write records that have keys of their own as a list",
        ),
    ],
)
def test_what_holds_records_is_no_record(
    repo: Repo, cli: CommandLine, name: str, text: str, hint: str
) -> None:
    repo.configure("records: [{files: ['a.*']}]\n")
    repo.write(name, text)
    code, output, _ = cli("check")
    assert code == 1
    assert output.splitlines()[0] == (
        f"{name}:1:1: bad-record a record has at least a name, a description or tags ({hint})"
    )


def test_a_record_with_lists_of_mappings_is_one(repo: Repo, cli: CommandLine) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "name: a\nlinks: [{name: b}]\n")
    repo.write("b.yml", "links: [{url: b}]\n")
    code, _, _ = cli("check")
    assert code == 0
