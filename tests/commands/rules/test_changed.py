"""`tagengine rules changed`: which folders of rules files belong to, and what is said of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.metadata.support import Repo

BROKEN = "tag: cache\nrules:\n  - {keyword: [memo], weight: 19}\n"
SAID = 'rules/cache.yaml:3:6: unknown-key unknown key "keyword" (did you mean "keywords"?)'


def _changed(repo: Repo, *arguments: str) -> tuple[int, list[str]]:
    code, output, error = repo.cli("rules", "changed", *arguments)
    assert error == ""
    return code, output.splitlines()


@pytest.mark.parametrize(
    "path", ["rules/cache.yaml", "rules/lists/x.yml", "rules/learned/x.yaml", "rules/gone.yaml"]
)
def test_a_folder_is_found_by_its_files(repo: Repo, path: str) -> None:
    code, lines = _changed(repo, path)
    assert code == 0
    repo.write("rules/cache.yaml", BROKEN)
    code, lines = _changed(repo, path, "rules/lib.yaml")
    assert code == 1
    assert lines == [SAID, "1 error"]


def test_what_is_no_rule_is_passed_over(repo: Repo) -> None:
    repo.write("rules/cache.yaml", BROKEN)
    repo.write("notes.yaml", "{}\n")
    assert _changed(repo) == (0, [])
    assert _changed(repo, "notes.yaml", "rules/notes.md", "gone/x.yaml") == (0, [])


def test_folders_that_a_configuration_names(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.configure("vocabulary: tags.yml\nrecords: [{files: [projects/*.yml]}]\n")
    (repo.path / "rules" / "vocabulary.yaml").rename(repo.path / "tags.yml")
    for path in ("rules/cache.yaml", "tags.yml", ".tagengine.yaml"):
        assert _changed(repo, path)[0] == 0
    repo.write("rules/cache.yaml", BROKEN)
    for path in ("rules/cache.yaml", "tags.yml", ".tagengine.yaml"):
        assert _changed(repo, path) == (1, [SAID, "1 error"])
    assert _changed(repo, "projects/ember.yml") == (0, [])
    monkeypatch.chdir(repo.path / "rules")
    assert _changed(repo, "lib.yaml")[0] == 1
    shutil.rmtree(repo.path / "rules")
    monkeypatch.chdir(repo.path)
    code, _, error = repo.cli("rules", "changed", "tags.yml")
    assert (code, error) == (
        2,
        "tagengine: rules: no such folder (correct --rules, or rules in .tagengine.yaml)\n",
    )


def test_examples_and_warnings(repo: Repo) -> None:
    text = "tag: cache\nexamples: {match: [A sql store.]}\nrules: [{keywords: [memo], weight: 9}]\n"
    repo.write("rules/cache.yaml", text)
    code, lines = _changed(repo, "rules/cache.yaml")
    assert code == 1
    assert lines[-1] == "1 example, 1 failed"
    repo.write("rules/cache.yaml", text.replace("{match:", "{no_match:"))
    code, lines = _changed(repo, "rules/cache.yaml")
    assert (code, lines[-1]) == (0, "1 example, none failed")
    repo.write("rules/cache.yaml", "tag: cache\nrules: [{keywords: [a b, a b c], weight: 9}]\n")
    assert _changed(repo, str(Path("rules") / "cache.yaml"))[0] == 0
    (repo.path / "rules" / "lib.yaml").unlink()
    assert _changed(repo, "rules/cache.yaml")[0] == 0
    assert _changed(repo, "rules/cache.yaml", "--strict")[0] == 1
