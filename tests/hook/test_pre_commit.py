"""The real pre-commit runs the hooks: what it blocks, what it fixes, and what it sees."""

from __future__ import annotations

import os
import re

import pytest

from tests.hook.support import ROOT, HookedRepo

pytestmark = pytest.mark.slow

DOCUMENTATION = (ROOT / "docs" / "hook.md").read_text("utf-8")
CHECK, FIX, RULES = "id: tagengine-check", "id: tagengine-fix", "id: tagengine-rules"
WRONG = 'wrong-tags tags: have [cache], expected [database] (why: +database: "sql" in description'


def test_a_wrong_commit_is_blocked_mended_and_let_through(hooked: HookedRepo) -> None:
    hooked.use(CHECK, f"{FIX}, args: [--unsafe-fixes, --min-confidence, '0', --]")
    hooked.record("ember", "cache")
    passed, said = hooked.commit()
    assert not passed
    assert f"projects/ember.yml:3:1: {WRONG}" in said
    shown = re.search(r"^\$ git commit.*\n((?:.*\n)*?)```", DOCUMENTATION, re.MULTILINE)
    assert shown is not None
    assert shown[1] in said
    assert "projects/ember.yml:3:1: fixed: tags are now [database]" in said
    assert "files were modified by this hook" in said
    assert hooked.repo.read("projects/ember.yml").endswith("tags: [database]\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert passed, said
    assert re.search(r"check the tags of records\.+Passed", said)
    assert "tags: [database]" in hooked.git("show", "HEAD:projects/ember.yml")


def test_what_is_staged_counts_not_what_is_there(hooked: HookedRepo) -> None:
    hooked.use(CHECK)
    hooked.record("ember", "database")
    hooked.repo.write("projects/ember.yml", "name: ember\ntags: [cache, lib]\n")
    passed, said = hooked.commit()
    assert passed, said
    assert hooked.repo.read("projects/ember.yml") == "name: ember\ntags: [cache, lib]\n"
    hooked.record("ember", "cache")
    hooked.repo.write("projects/ember.yml", "name: ember\ndescription: sql\ntags: [database]\n")
    passed, said = hooked.commit()
    assert not passed
    assert WRONG in said


def test_renamed_and_deleted_records(hooked: HookedRepo) -> None:
    for name in ("ember", "tide"):
        hooked.record(name, "cache")
    hooked.commit()
    hooked.use(CHECK)
    hooked.git("mv", "projects/ember.yml", "projects/coal.yml")
    passed, said = hooked.commit()
    assert not passed
    assert f"projects/coal.yml:3:1: {WRONG}" in said
    assert "projects/tide.yml" not in said
    hooked.git("reset", "-q", "--hard")
    hooked.use(CHECK)
    hooked.git("rm", "-q", "projects/ember.yml")
    passed, said = hooked.commit()
    assert passed, said
    hooked.git("mv", "projects/tide.yml", "tide.yml")
    passed, said = hooked.commit()
    assert passed, said


def test_a_change_that_concerns_all_records_has_all_checked(hooked: HookedRepo) -> None:
    hooked.use(CHECK)
    for name in ("ember", "tide"):
        hooked.record(name, "database")
    hooked.repo.write("notes.md", "# Notes\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert passed, said
    hooked.repo.write("rules/cache.yaml", "tag: cache\nrules:\n  - {keywords: [sql], weight: 50}\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    assert "2 findings in 2 records of 2 files" in said
    found = "projects/ember.yml:3:1: wrong-tags tags: have [database], expected [database, cache]"
    assert found in said
    hooked.git("reset", "-q", "--hard")
    hooked.git("rm", "-q", "rules/database.yaml")
    passed, said = hooked.commit()
    assert passed, said  # no rule speaks for the tag any more, so nothing speaks against it
    assert "1 of 3 tags has no rules" not in said  # pre-commit shows nothing of what passes
    hooked.repo.configure("max_tags: 0\nrecords: [{files: [projects/*.yml]}]\n")
    hooked.record("ember", "lib")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    assert "2 records of 2 files" in said


def test_a_deleted_list_of_keywords_has_all_checked(hooked: HookedRepo) -> None:
    stores = "tag: database\nrules:\n  - {lists: [stores], weight: 20}\n"
    hooked.repo.write("rules/lists/stores.yaml", "keywords: [sql]\n")
    hooked.repo.write("rules/database.yaml", stores)
    hooked.record("ember", "database")
    hooked.git("add", ".")
    hooked.commit()
    hooked.use(CHECK)
    hooked.git("rm", "-q", "rules/lists/stores.yaml")
    passed, said = hooked.commit()
    assert not passed
    assert "rules/database.yaml" in said


def test_a_changed_readme_has_the_records_checked(hooked: HookedRepo) -> None:
    hooked.repo.configure("records: [{files: [projects/*.yml], readme_file: ../README.md}]\n")
    hooked.repo.write("README.md", "# Ember\n\nA sql store.\n")
    hooked.record("ember", "database", description="Ember.")
    hooked.git("add", ".")
    hooked.use(CHECK)
    passed, said = hooked.commit()
    assert passed, said
    hooked.repo.write("README.md", "# Ember\n\nA memo store.\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    assert "projects/ember.yml:3:1: wrong-tags tags: have [database], expected [cache]" in said


def test_two_thousand_files_in_parallel_batches(hooked: HookedRepo) -> None:
    hooked.use(f"{CHECK}, require_serial: false")
    folder = hooked.repo.path / "projects"
    folder.mkdir()
    for number in range(2000):
        tag = "cache" if number % 500 == 7 else "database"
        text = f"name: p{number}\ndescription: A sql store.\ntags: [{tag}]\n"
        (folder / f"p{number}.yml").write_text(text)
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    wrong = r"^projects/(p\d+)\.yml:3:1: wrong-tags tags: have \[cache\]"
    found = re.findall(wrong, said, re.MULTILINE)
    assert sorted(found) == ["p1007", "p1507", "p507", "p7"]
    records = [int(number) for number in re.findall(r"in (\d+) records", said.replace(",", ""))]
    assert sum(records) == 2000
    assert len(records) > 1 or os.cpu_count() == 1  # a process for each core


def test_rules_are_checked_and_tried(hooked: HookedRepo) -> None:
    hooked.use(RULES)
    hooked.record("ember", "cache")  # records are another hook's matter
    passed, said = hooked.commit()
    assert passed, said
    hooked.repo.write("rules/cache.yaml", "tag: cache\nrules:\n  - {keyword: [memo], weight: 19}\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    assert 'rules/cache.yaml:3:6: unknown-key unknown key "keyword"' in said
    example = "examples: {match: [A sql store.]}\n"
    hooked.repo.write(
        "rules/cache.yaml",
        f"tag: cache\n{example}rules:\n  - {{keywords: [memo], weight: 19}}\n",
    )
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert not passed
    assert "1 example, 1 failed" in said
    hooked.repo.write("rules/cache.yaml", "tag: cache\nrules:\n  - {keywords: [memo], weight: 9}\n")
    hooked.git("add", ".")
    passed, said = hooked.commit()
    assert passed, said
    hooked.git("rm", "-q", "rules/zones.yaml")
    passed, said = hooked.commit()
    assert not passed
