"""Rules of git revisions: the right files, the work tree untouched, every complaint clear."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tagengine.authoring import revisions
from tagengine.errors import RuleErrors, TagEngineError
from tests.rules.files.test_learned import folder as learned_words
from tests.support import Folder

RULES = "- {{keywords: [{}], weight: 3}}"


def _git(*arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(rules: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A repository whose first commit finds `first`, whose second `second`, and now `third`."""
    monkeypatch.chdir(rules.path.parent)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    _git("init", "-q")
    for word in ("first", "second"):
        rules.write_rules("cache", RULES.format(word))
        _git("add", ".")
        _git("commit", "-q", "-m", word)
    rules.write_rules("cache", RULES.format("third"))
    return rules


def _keywords(source: str, folder: str = "rules") -> list[str]:
    return [rule.text for rule in revisions.load(source, folder).rules]


def test_a_revision_a_folder_and_the_work_tree(repository: Folder) -> None:
    assert _keywords("HEAD~1") == ["first"]
    assert _keywords("HEAD") == ["second"]
    assert _keywords("WORKTREE") == ["third"]
    assert _keywords(str(repository.path)) == ["third"]
    assert (repository.path / "cache.yaml").read_text().endswith("third], weight: 3}\n")


def test_the_folder_is_seen_from_the_current_one(
    repository: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _keywords("HEAD", "./rules/") == ["second"]
    Path("inner").mkdir()
    monkeypatch.chdir("inner")
    assert _keywords("HEAD", "../rules") == ["second"]
    monkeypatch.chdir("../rules")
    assert _keywords("HEAD", ".") == ["second"]


def test_learned_words_are_read(repository: Folder) -> None:
    learned_words(repository)
    _git("add", ".")
    _git("commit", "-q", "-m", "learned")
    assert _keywords("HEAD") == _keywords("WORKTREE") == ["sqlite", "tutorial", "third"]


def test_lists_are_read_and_other_files_are_not(repository: Folder) -> None:
    (repository.path / "lists").mkdir()
    (repository.path / "deep" / "er").mkdir(parents=True)
    repository.write("lists/words.yaml", "keywords: [listed]\n")
    repository.write("deep/er/x.yaml", "[")
    repository.write("README.md", "[")
    repository.write(".settings.yaml", "[")
    repository.write("lists/.settings.yaml", "[")
    (repository.path / "link.yaml").symlink_to("cache.yaml")
    repository.write_rules("cache", "- {lists: [words], weight: 3}")
    _git("add", ".")
    _git("commit", "-q", "-m", "lists")
    assert _keywords("HEAD") == ["listed"]


def test_what_cannot_be_read(repository: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def message(source: str, folder: str = "rules") -> str:
        with pytest.raises(TagEngineError) as caught:
            revisions.load(source, folder)
        return str(caught.value)

    hint = "name a folder of rules, WORKTREE, or a revision such as HEAD~1"
    assert message("HEAD~9") == f"HEAD~9: no such folder or git revision ({hint})"
    assert message("--help") == f"--help: no such folder or git revision ({hint})"
    assert message("HEAD", "no") == (
        "HEAD: no rule files in no/ (--path says where they are in the repository)"
    )
    repository.write_rules("cache", "- {keywords: [x], wieght: 3}")
    _git("commit", "-q", "-a", "-m", "broken")
    with pytest.raises(RuleErrors) as caught:
        revisions.load("HEAD")
    assert str(caught.value).splitlines()[-1] == (
        'HEAD:rules/cache.yaml:3:21: unknown key "wieght" (did you mean "weight"?)'
    )
    _git("rm", "-q", "--cached", "rules/vocabulary.yaml")
    _git("commit", "-q", "-m", "none")
    assert message("HEAD") == "HEAD:rules: no vocabulary.yaml"
    monkeypatch.chdir("/")
    assert message("HEAD").startswith("HEAD: no such folder or git revision (fatal: not a git")
    monkeypatch.setenv("PATH", "")
    assert message("HEAD") == "git is not installed (it reads revisions and what is staged)"


def test_a_file_that_is_too_large(repository: Folder) -> None:
    repository.write("cache.yaml", "#" * (2 * 1024 * 1024 + 1))
    _git("commit", "-q", "-a", "-m", "large")
    with pytest.raises(TagEngineError, match="larger than 2048 KiB"):
        revisions.load("HEAD")
