"""Lists in brackets with comments beside their rows: the comments and the layout stay."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.metadata.support import FIX, Repo

CASES = [
    ('[\n  "lib", # one\n  "x",\n]', '[\n  # one\n  "database",\n]'),
    ('[\n  "database", # one\n  "x", # two\n]', '[\n  "database", # one\n  # two\n]'),
    ('[\n  # all\n  "x",\n  "database"\n]', '[\n  # all\n  "database"\n]'),
    ('[ # all\n  "database",\n  "x" # two\n]', '[ # all\n  "database"\n  # two\n]'),
    ('[\n  "x", # one\n\n  # rest\n  "y",\n  ]', '[\n  # one\n\n  # rest\n  "database",\n  ]'),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_comments_keep_their_rows(repo: Repo, before: str, after: str) -> None:
    repo.configure("records: [{files: ['*.toml']}]\n")
    head = 'name = "E"\ndescription = "A sql store"\n'
    (repo.path / "a.toml").write_text(f"{head}tags = {before}\n")
    assert repo.check(*FIX)[0] == 0
    assert repo.read("a.toml") == f"{head}tags = {after}\n"


def test_yaml_and_its_line_ends(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    text = "name: E\r\ndescription: A sql store\r\ntags: [\r\n  lib, # one\r\n  x\r\n]\r\n"
    (repo.path / "a.yml").write_bytes(text.encode())
    assert repo.check(*FIX)[0] == 0
    assert repo.read("a.yml") == text.replace("lib, # one\r\n  x", "# one\r\n  database")


def test_fixes_are_said_at_their_places_in_the_new_text(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml'], select: '[]'}]\n")
    record = "- name: E\n  description: A sql store\n"
    repo.write(
        "a.yml",
        f"{record}  tags: [lib]\n{record}{record}  tags:\n    - x\n    - y\n{record}  tags: [x]\n",
    )
    _, lines, _ = repo.check(*FIX)
    assert [line.split(" ")[0] for line in lines[:-1]] == [
        "a.yml:3:3:", "a.yml:4:3:", "a.yml:9:3:", "a.yml:13:3:"
    ]  # fmt: skip
    text = repo.read("a.yml").splitlines()
    assert [text[line - 1].strip()[:5] for line in (3, 9, 13)] == ["tags:"] * 3


def test_the_second_document_and_the_second_line(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml', '*.jsonl']}]\n")
    repo.write(
        "a.yml",
        dedent("""\
        description: A sql store
        tags: [x]
        ---
        description: A sql store
        tags: [x]
        """),
    )
    repo.write("b.jsonl", '{"description":"sql","tags":["x"]}\n' * 2)
    places = [line.split(" ")[0] for line in repo.check(*FIX)[1][:-1]]
    assert places == ["a.yml:2:1:", "a.yml:5:1:", "b.jsonl:1:22:", "b.jsonl:2:22:"]
