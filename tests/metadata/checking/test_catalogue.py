"""What of a file is a record, and what is said where it is none."""

from __future__ import annotations

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
