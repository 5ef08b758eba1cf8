"""Policies, limits, orders and overrides: what a record's tags should be."""

from __future__ import annotations

import re

import pytest

from tests.metadata.support import Repo

ALL = "A SQL server, a memo, a crate."

_CODE = re.compile(r"^[a-z]+(-[a-z]+)+ |^conflict ")


def expected(repo: Repo, settings: str, record: str) -> str:
    """Return what is said of a record, without its place and the evidence."""
    repo.configure(f"records: [{{files: ['*.yml']}}]\n{settings}")
    repo.write("a.yml", record)
    lines = repo.check()[1]
    return "; ".join(
        _CODE.sub("", line.split(": ", 1)[1]).split(" (why")[0].removeprefix("tags: ")
        for line in lines
        if line.startswith("a.yml:")
    )


@pytest.mark.parametrize(
    ("settings", "description", "tags", "said"),
    [
        ("", ALL, "[lib]", "have [lib], expected [lib, database, cache]"),
        ("order: best-first", ALL, "[lib]", "have [lib], expected [database, cache, lib]"),
        ("order: best-first", ALL, "[database, cache, lib]", ""),
        ("", ALL, "[cache, lib, database]", ""),
        ("max_tags: 1", ALL, "[]", "have [], expected [database]"),
        ("max_tags: 0", ALL, "[]", ""),
        ("", ALL, "[lib, lib, cache, database]",
         "have [lib, lib, cache, database], expected [lib, cache, database]"),
        ("", "nothing", "[lib]", "have [lib], expected []"),
        ("policy: suggest", ALL, "[]", "note: tags: have [], expected [database, cache, lib]"),
        ("policy: fill", ALL, "[]", "have [], expected [database, cache, lib]"),
        ("policy: fill", ALL, "[lib, unknown]", ""),
        ("policy: subset", ALL, "[lib]", ""),
        ("policy: subset", ALL, "[]", "have [], expected [database, cache, lib]"),
        ("policy: subset", "nothing", "[lib]", ""),
        ("policy: subset", "SQL.", "[databse, cache]",
         'no tag "databse" in the vocabulary '
         '(did you mean "database"?)'),
        ("policy: subset\nmax_tags: 1", "SQL.", "[cache, database]",
         "have [cache, database], expected [database]"),
    ],
)  # fmt: skip
def test_policies(repo: Repo, settings: str, description: str, tags: str, said: str) -> None:
    assert expected(repo, settings, f"description: {description}\ntags: {tags}\n") == said


def test_subset_takes_out_what_rules_speak_against(repo: Repo) -> None:
    repo.write(
        "rules/lib.yaml", "tag: lib\nrules:\n  - {keywords: [binary], weight: -10}\n"
        "  - {keywords: [crate], weight: 10}\n",
    )  # fmt: skip
    record = "description: A binary.\ntags: [lib, cache]\n"
    assert expected(repo, "policy: subset", record) == "have [lib, cache], expected [cache]"


def test_a_tag_that_no_rule_speaks_for_stays(repo: Repo) -> None:
    (repo.path / "rules/lib.yaml").unlink()
    record = f"description: {ALL}\ntags: [lib]\n"
    assert expected(repo, "", record) == "have [lib], expected [lib, database, cache]"
    assert expected(repo, "max_tags: 1", record) == ""


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("{pin: [lib], reason: it is one}",
         "have [], expected [lib, database, cache]; have [], expected [lib]"),
        ("{never: [database]}", "have [], expected [cache, lib]"),
        ("{never: [database, cache, lib]}", "note: the record has no tags (no rule fits)"),
        ("{pin: [cache], never: [database, lib]}", "have [], expected [cache]"),
        ("{pin: [lbi]}", 'no tag "lbi" in the vocabulary (did you mean "lib"?); '
         "have [], expected [database, cache, lib]"),
        ("{pin: [lib], never: [lib]}", '"lib" is in pin and in never (keep one of them); '
         "have [], expected [database, cache]"),
        ("{pins: [lib]}", 'unknown key "pins" (did you mean "pin"?); '
         "have [], expected [database, cache, lib]"),
        ("yes", "expected pin, never, ignore and reason, found true or false "
         "(write key: value lines); "
         "have [], expected [database, cache, lib]"),
    ],
)  # fmt: skip
def test_a_record_s_own_override(repo: Repo, override: str, said: str) -> None:
    record = f"tagengine: {override}\ndescription: {ALL}\ntags: []\n"
    assert expected(repo, "", record) == said


def test_the_reason_of_a_pin_is_said(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]")
    repo.write("a.yml", "description: SQL.\ntagengine: {pin: [lib], reason: it is one}\ntags: []\n")
    lines = repo.check()[1]
    assert '(why: +database: "SQL"' in lines[0]
    assert lines[1].endswith("expected [lib] (why: lib is pinned: it is one)")


def test_central_overrides_name_files_and_records(repo: Repo) -> None:
    repo.write(
        "settled.yaml",
        """\
        sub/a.yml: {pin: [lib], reason: settled}
        sub/list.yml#Tide: {never: [database]}
        """,
    )
    repo.write("sub/a.yml", "description: SQL.\n")
    records = ("- {name: Ember, description: SQL}", "- {name: Tide, description: SQL}")
    repo.write("sub/list.yml", "\n".join(records))
    repo.configure(
        "overrides: settled.yaml\nrecords: [{files: [list.yml], select: '[]'}, {files: ['*.yml']}]"
    )
    lines = repo.check()[1]
    assert [line.split(" (why")[0] for line in lines[:3]] == [
        "sub/a.yml:1:1: wrong-tags tags: have [], expected [lib, database]",
        "sub/a.yml:1:1: untidy-tags tags: have [], expected [lib]",
        "sub/list.yml:1:3: wrong-tags tags: have [], expected [database]",
    ]
    repo.write("tags/x.yml", "name: x\n")
    repo.configure(
        "overrides: settled.yaml\n"
        "records: [{files: [list.yml], select: '[]', vocabulary: tags/*.yml}, {files: ['a.yml']}]"
    )
    repo.write("settled.yaml", "sub/a.yml: {pin: [lib]}\nsub/list.yml#Tide: {pin: [x]}\n")
    lines = repo.check()[1]
    assert "sub/list.yml:2:3: untidy-tags tags: have [], expected [x] (why: x is pinned)" in lines
    repo.write("settled.yaml", "sub/a.yml: {pin: [lbi]}\nb: 3\n")
    assert repo.check() == (
        2,
        [],
        'settled.yaml:1:19: no tag "lbi" in the vocabulary (did you mean "lib"?)\n'
        "settled.yaml:2:4: expected pin, never, ignore and reason, found a whole number "
        "(write key: value lines)\n",
    )
