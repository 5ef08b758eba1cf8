"""`tagengine check`: what it finds and how it says so."""

from __future__ import annotations

import json

from tests.metadata.support import Repo

AWESOME = """\
name: Ember
website_url: https://ember.example
description: A SQL server, also a memo.
tags:
  - database
"""


def test_a_missing_tag_is_said_with_its_evidence(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", AWESOME)
    repo.write("software/tide.yml", "name: Tide\ndescription: A memo.\ntags: ['cache ']\n")
    assert repo.check() == (
        1,
        [
            "software/ember.yml:4:1: tags: have [database], expected [database, cache] "
            '(why: +cache: "memo" in description, 76.00 points)',
            "1 finding in 2 records of 2 files",
        ],
        "",
    )


def test_a_tag_without_evidence_and_an_unknown_one(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "name: X\ndescription: SQL.\ntags: [databse, lib]\n")
    assert repo.check("software/ember.yml") == (
        1,
        [
            "software/ember.yml:3:1: tags: have [databse, lib], expected [database] "
            '(why: +database: "SQL" in description, 80.00 points; -lib: no rule matched)',
            'software/ember.yml:3:8: no tag "databse" in the vocabulary (did you mean "database"?)',
            "2 findings in 1 record of 1 file",
        ],
        "",
    )


def test_what_is_right_is_fine(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: [Database]\n")
    code, lines, _ = repo.check()
    assert code == 1
    assert 'why: "Database" is spelt "database"' in lines[0]
    repo.write("software/ember.yml", "description: SQL.\ntags: [database]\n")
    assert repo.check() == (0, ["no findings in 1 record of 1 file"], "")


def test_a_preset_is_told_by_the_looks_of_a_file(repo: Repo) -> None:
    repo.write("software/ember.yml", AWESOME)
    for name in ("database", "cache", "lib"):
        repo.write(f"tags/{name}.yml", f"name: {name}\ndescription: x\n")
    code, lines, error = repo.check("--rules", "rules")
    assert code == 1
    assert lines[0].startswith("software/ember.yml:4:1: tags: have [database], expected [")
    assert error == (
        "tagengine: no .tagengine.yaml found, so files are read by the preset "
        '"awesome-selfhosted" that they look like (say --preset awesome-selfhosted, or write '
        "one)\n"
    )
    assert repo.check("--rules", "rules", "--preset", "awesome-selfhosted") == (1, lines, "")


def test_findings_for_machines(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: []\n")
    code, lines, _ = repo.check("--format", "json")
    found = json.loads(lines[0])
    assert code == 1
    assert found["findings"][0]["code"] == "wrong-tags"
    assert found["findings"][0]["line"] == 2


def test_files_that_no_entry_covers_are_passed_over(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("other.yml", "a: [")
    assert repo.check("other.yml") == (
        0,
        ["no findings in 0 records of 0 files"],
        "tagengine: no record files here (.tagengine.yaml says which files hold records)\n",
    )
