"""`tagengine check`: what it finds and how it says so."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tagengine.metadata.editing import fixing
from tests.metadata.support import FIX, Repo
from tests.support import on_a_terminal

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
            "software/ember.yml:4:1: wrong-tags tags: have [database], expected [database, cache] "
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
            "software/ember.yml:3:1: wrong-tags tags: have [databse, lib], expected [database] "
            "(why: -lib: no rule matched)",
            'software/ember.yml:3:8: unknown-tag no tag "databse" in the vocabulary (did you mean '
            '"database"?)',
            "2 findings in 1 record of 1 file",
            "1 can be fixed with --fix",
        ],
        "",
    )


def test_what_is_right_is_fine(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: [Database]\n")
    code, lines, _ = repo.check()
    assert code == 1
    assert 'why: "Database" is spelled "database"' in lines[0]
    repo.write("software/ember.yml", "description: SQL.\ntags: [database]\n")
    assert repo.check() == (0, ["no findings in 1 record of 1 file"], "")


def test_a_preset_is_told_by_the_looks_of_a_file(repo: Repo) -> None:
    repo.write("software/ember.yml", AWESOME)
    for name in ("database", "cache", "lib"):
        repo.write(f"tags/{name}.yml", f"name: {name}\ndescription: x\n")
    code, lines, error = repo.check("--rules", "rules")
    assert code == 1
    assert lines[0].startswith("software/ember.yml:4:1: wrong-tags tags: have [database]")
    assert error == (
        "tagengine: no .tagengine.yaml found, so files are read with the preset "
        '"awesome-selfhosted" because they look like it (sure: they have its fields, and tags/ '
        "is beside "
        "them; use --preset awesome-selfhosted, or write a configuration with tagengine init)\n"
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


@pytest.mark.parametrize("form", ["jsonl", "github", "sarif", "junit"])
def test_other_formats_say_the_same(form: str, repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: []\n")
    code, lines, _ = repo.check("--format", form)
    assert code == 1
    assert "have [], expected [database]" in "\n".join(lines)
    repo.write("software/ember.yml", "description: SQL.\ntags: [database]\n")
    code, lines, _ = repo.check("--format", form)
    assert (code, "expected" in "\n".join(lines)) == (0, False)
    assert lines or form == "jsonl"


def test_tags_without_rules_are_named(repo: Repo) -> None:
    (repo.path / "rules/lib.yaml").unlink()
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: [database]\n")
    assert repo.check()[2] == (
        "tagengine: rules/vocabulary.yaml:3:17: 1 of 3 tags has no rules and cannot be checked: "
        "lib\n"
    )


def test_a_link_out_of_the_repository_is_passed_over(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("description: SQL.\ntags: []\n")
    repo.write("catalogue/.tagengine.yaml", "records: [{files: ['*.yml']}]")
    (repo.path / "catalogue/a.yml").symlink_to(outside)
    (repo.path / "catalogue/b.yml").symlink_to("c.txt")
    repo.write("catalogue/c.txt", "description: SQL.\ntags: []\n")
    code, lines, error = repo.check(*FIX, "--rules", "rules", "catalogue/a.yml", "catalogue/b.yml")
    assert (code, lines[-1]) == (0, "no findings in 1 record of 1 file, 1 record fixed")
    assert error == (
        "tagengine: catalogue/a.yml: skipped: a link that leads out of the repository\n"
    )
    assert outside.read_text() == "description: SQL.\ntags: []\n"
    assert repo.read("catalogue/c.txt") == "description: SQL.\ntags: [database]\n"
    assert (repo.path / "catalogue/b.yml").is_symlink()


def test_a_vocabulary_with_a_file_a_tag_and_no_rules_for_it(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", "description: SQL.\ntags: [x]\n")
    repo.write("tags/x.yml", "name: x\n")
    assert repo.check("--vocabulary", "tags/*.yml") == (
        0,
        ["no findings in 1 record of 1 file"],
        "tagengine: tags/x.yml:1:7: 1 of 1 tags has no rules and cannot be checked: x "
        "(tagengine init and tagengine rules learn make rules for them; --rules names others)\n",
    )
    repo.write("tags/x.yml", "nam: x\n")
    repo.write("tags/y.yml", "name: [y]\n")
    assert repo.check("--vocabulary", "tags/*.yml")[2] == (
        'tags/x.yml:1:1: no key "name" (as in: name: database)\n'
        "tags/y.yml:1:7: expected a tag's name, found a list (write a text)\n"
    )
    code, _, error = repo.check("--vocabulary", "none/*.yml")
    assert (code, error) == (
        2,
        "tagengine: none/*.yml: no file matches this pattern of vocabulary files\n",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_is_not_waited_for(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]")
    os.mkfifo(repo.path / "a.yml")
    assert repo.check(".")[0] == 2
    assert repo.check("a.yml") == (2, [], "tagengine: a.yml: not a file or a folder\n")
    assert repo.check("b.yml") == (2, [], "tagengine: b.yml: no such file or folder\n")


def test_files_that_no_entry_covers_are_passed_over(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("other.yml", "a: [")
    assert repo.check("other.yml") == (
        2,
        [],
        "tagengine: no record files here (say in .tagengine.yaml which files hold records, or "
        "run tagengine init)\n",
    )


def test_fix_writes_the_tags_and_says_so(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    path = repo.write("software/ember.yml", AWESOME)
    path.chmod(0o640)
    repo.write("software/bad.yml", "description: SQL.\ntags: &x [lib]\nmore: *x\n")
    assert repo.check(*FIX) == (
        1,
        [
            "software/bad.yml:2:1: wrong-tags tags: have [lib], expected [database] "
            '(why: +database: "SQL" in description, 80.00 points; -lib: no rule matched)',
            "software/bad.yml:2:7: not-fixable cannot be fixed here: the list has an anchor, an "
            "alias or a "
            "type tag; change it by hand",
            "software/ember.yml:4:1: fixed: tags are now [database, cache]",
            "2 findings in 2 records of 2 files, 1 record fixed",
        ],
        "",
    )
    assert repo.read("software/ember.yml") == AWESOME + '  - "cache "\n'
    assert path.stat().st_mode & 0o777 == 0o640
    assert repo.check(*FIX, "software/ember.yml") == (
        0, ["no findings in 1 record of 1 file"], ""
    )  # fmt: skip


def test_diff_shows_what_fix_would_change(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", AWESOME.removesuffix("\n"))
    code, lines, error = repo.check("--diff", *FIX[1:])
    assert (code, error) == (1, "")
    assert lines == [
        "--- a/software/ember.yml",
        "+++ b/software/ember.yml",
        "@@ -2,4 +2,5 @@",
        " website_url: https://ember.example",
        " description: A SQL server, also a memo.",
        " tags:",
        "-  - database",
        "\\ No newline at end of file",
        "+  - database",
        '+  - "cache "',
        "\\ No newline at end of file",
    ]
    assert repo.read("software/ember.yml") == AWESOME.removesuffix("\n")


def test_a_baseline_keeps_known_findings_quiet_until_the_tags_are_touched(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]\nbaseline: known.json")
    repo.write("software/ember.yml", AWESOME)
    code, lines, _ = repo.check("--write-baseline", "known.json")
    assert (code, lines) == (0, ["known.json: 1 finding is known now"])
    assert json.loads(repo.read("known.json")) == {
        "version": 1,
        "findings": {"software/ember.yml": ["wrong-tags: have [database]"]},
    }
    assert repo.check()[0] == 0
    assert repo.check(*FIX) == (0, ["no findings in 1 record of 1 file"], "")
    assert repo.read("software/ember.yml") == AWESOME
    repo.write("software/ember.yml", AWESOME.replace("database", "lib"))
    assert repo.check()[0] == 1
    repo.write("known.json", "{}")
    assert repo.check() == (
        2,
        [],
        f"tagengine: {repo.path}/known.json: not a baseline "
        "(make a new one with --write-baseline)\n",
    )


def test_statistics_count_by_tag(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/a.yml", AWESOME)
    repo.write("software/b.yml", "description: A crate.\ntags: [lib, databse, cache]\n")
    assert repo.check("--statistics") == (
        1,
        [
            "tag       right  missing  surplus",
            "cache         0        1        1",
            "databse       0        0        0  not in the vocabulary (1)",
            "database      1        0        0",
            "lib           1        0        0",
        ],
        "",
    )


def test_statistics_have_bars_on_a_terminal(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/a.yml", AWESOME)
    repo.write("software/b.yml", "description: A crate.\ntags: [lib, databse, cache]\n")
    command = (sys.executable, "-m", "tagengine", "check", "--statistics")
    assert on_a_terminal(*command, folder=repo.path).splitlines()[:5] == [
        "tag       right  missing  surplus  █ right ▒ missing ░ surplus",
        f"cache         0        1        1  {'▒' * 12}{'░' * 12}",
        f"databse       0        0        0  {'░' * 12}  not in the vocabulary (1)",
        f"database      1        0        0  {'█' * 12}",
        f"lib           1        0        0  {'█' * 12}",
    ]


def test_explain_shows_the_evidence(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    repo.write("software/ember.yml", AWESOME)
    _, lines, _ = repo.check("--explain")
    assert lines[1].startswith("software/ember.yml: database, cache")
    assert any("database/sql" in line for line in lines)


def test_a_suggestion_is_a_note_and_changes_nothing(repo: Repo) -> None:
    repo.configure("records: [{files: [software/*.yml]}]\npolicy: suggest")
    repo.write("software/ember.yml", AWESOME)
    code, lines, _ = repo.check(*FIX)
    assert code == 0
    assert lines[0].startswith("software/ember.yml:4:1: wrong-tags note: tags: have [database]")
    assert repo.read("software/ember.yml") == AWESOME


def test_a_file_changed_meanwhile_is_not_overwritten(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.configure("records: [{files: [software/*.yml]}]")
    path = repo.write("software/ember.yml", AWESOME)
    real_fix = fixing.fix

    def slow(*arguments: Any, **options: Any) -> Any:
        path.write_text("name: changed\n")
        return real_fix(*arguments, **options)

    monkeypatch.setattr(fixing, "fix", slow)
    code, lines, _ = repo.check(*FIX)
    assert code == 1
    assert (
        "software/ember.yml:1:1: not-written not written: someone else has changed it (run again)"
    ) in lines
    assert path.read_text() == "name: changed\n"


@pytest.mark.parametrize(
    ("name", "tags"), [("p/\udcff.yml", "[lib, x]"), ("p/a.yml", '["\\ud83d", lib]')]
)
def test_a_baseline_holds_what_is_no_utf_8(repo: Repo, name: str, tags: str) -> None:
    repo.configure("records: [{files: [p/*]}]\n")
    repo.write(name, f"name: Ember\ndescription: SQL.\ntags: {tags}\n")
    assert repo.check()[0] == 1
    assert repo.check("--write-baseline", "known.json")[0] == 0
    (repo.path / "known.json").read_bytes().decode()
    assert repo.check("--baseline", "known.json")[0] == 0


@pytest.mark.parametrize(
    "tags",
    [
        "tags: &x [databse]\nmore: *x\n",
        "more: &x [databse]\ntags: *x\n",
        "more: &x lib\ntags: [*x, databse]\n",
    ],
)
def test_what_a_fix_refuses_is_not_promised(repo: Repo, tags: str) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", f"description: SQL.\n{tags}")
    repo.write("b.yml", "description: SQL.\ntags: [databse]\n")
    assert repo.check()[1][-1] == "1 can be fixed with --fix"
    lines = repo.check(*FIX)[1]
    assert sum("not-fixable" in line for line in lines) == 1
    assert lines[-1].endswith("in 2 records of 2 files, 1 record fixed")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("overrides", "make it, or correct overrides in the configuration"),
        ("baseline", "tagengine check --write-baseline FILE makes one"),
    ],
)
def test_a_file_that_is_named_and_missing(repo: Repo, key: str, hint: str) -> None:
    repo.configure(f"{key}: gone\nrecords: [{{files: ['*.yml']}}]\n")
    repo.write("a.yml", "description: SQL.\ntags: [lib]\n")
    assert repo.check() == (2, [], f"tagengine: gone: no such file ({hint})\n")


def test_what_only_an_unsafe_fix_refuses_is_promised_for_a_safe_one(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "description: SQL.\ntags:\n  -\n    databse\n  - lib\n")
    assert repo.check("--min-confidence", "0")[1][-1] == "1 can be fixed with --fix"
    assert repo.check("--fix")[1][0] == "a.yml:2:1: fixed: tags are now [database, lib]"
    lines = repo.check(*FIX)[1]
    assert [line for line in lines if "not-fixable" in line] == [
        "a.yml:4:5: not-fixable cannot be fixed here: a tag is not on the line of its dash; "
        "change it by hand"
    ]


def test_a_byte_order_mark_is_in_no_column(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "\ufefftags: [databse]\ndescription: SQL.\n")
    assert repo.check()[1][0].startswith("a.yml:1:8: unknown-tag")
    assert repo.check("--fix")[1][0] == "a.yml:1:1: fixed: tags are now [database]"
