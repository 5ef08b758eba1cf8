"""Folders of rules: which files count, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tagengine import Tag, Vocabulary
from tagengine.errors import RuleErrors, TagEngineError
from tagengine.rules.sources import identity, load, load_whole, read, read_files
from tests.support import Folder


def message(folder: Path) -> str:
    """Return the error of a folder, without its path."""
    with pytest.raises(TagEngineError) as caught:
        load(folder)
    return str(caught.value).replace(f"{folder}", "rules")


def test_yaml_files_count_and_those_of_lists(rules: Folder) -> None:
    for name in (".pre-commit-config.yaml", "README.md", "cache.yaml~", ".#cache.yaml"):
        rules.write(name, "nothing: of: ours")
    (rules.path / "lists" / "deeper").mkdir(parents=True)
    for name in ("lists/a.yaml", "lists/b.yml", "lists/.c.yaml", "lists/deeper/d.yaml"):
        rules.write(name, "keywords: [x]\n")
    found = list(read_files(rules.path))
    assert found == ["lists/a.yaml", "lists/b.yml", "vocabulary.yaml", "zones.yaml"]


def test_a_folder_without_files_or_tags(tmp_path: Path, rules: Folder) -> None:
    assert message(tmp_path / "none") == (
        "rules: no such folder (correct --rules, or rules in .tagengine.yaml)"
    )
    (tmp_path / "empty").mkdir()
    assert message(tmp_path / "empty") == "rules: no rule files (*.yaml) in this folder"
    assert (
        message(rules.path / "zones.yaml") == "rules: not a folder (rules are read from a folder)"
    )
    (rules.path / "vocabulary.yaml").unlink()
    assert message(rules.path) == "rules: no vocabulary.yaml (add it, or give --vocabulary FILE)"
    with pytest.raises(
        TagEngineError, match=r"no vocabulary\.yaml \(add it, with the list of tags"
    ):
        read(rules.path)


def test_text_that_is_not_utf_8_is_named_in_all_files(rules: Folder) -> None:
    (rules.path / "cache.yaml").write_bytes(b"tag: cache\n# \xe9\n")
    (rules.path / "lib.yaml").write_bytes(b"\xff\xfet\0")
    with pytest.raises(RuleErrors) as caught:
        load(rules.path)
    assert str(caught.value).replace(f"{rules.path}/", "").splitlines() == [
        "cache.yaml:2:3: not UTF-8 text (save it as UTF-8)",
        "lib.yaml:1:1: not UTF-8 text (save it as UTF-8)",
    ]


def test_a_byte_order_mark_is_no_mistake(rules: Folder) -> None:
    text = "\ufefftag: cache\nrules: [{keywords: [memo], weight: 3}]\n"
    (rules.path / "cache.yaml").write_text(text, "utf-8")
    assert len(rules.load().rules) == 1


def test_a_byte_order_mark_moves_no_place(rules: Folder) -> None:
    (rules.path / "lib.yaml").write_bytes(b"\xef\xbb\xbftag: lib\n\xff")
    assert rules.problems() == ["lib.yaml:2:1: not UTF-8 text (save it as UTF-8)"]


def test_a_file_beyond_the_limit(rules: Folder) -> None:
    rules.write("cache.yaml", "# " + "x" * 2 * 1024 * 1024)
    assert message(rules.path) == "rules/cache.yaml: larger than 2048 KiB (split the file)"


def test_what_is_no_file(rules: Folder) -> None:
    (rules.path / "cache.yaml").mkdir()
    assert message(rules.path) == "rules/cache.yaml: not a file (remove or rename it)"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(rules: Folder) -> None:
    os.mkfifo(rules.path / "cache.yaml")
    assert message(rules.path) == "rules/cache.yaml: not a file (remove or rename it)"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_nowhere(rules: Folder) -> None:
    (rules.path / "cache.yaml").symlink_to("gone.yaml")
    assert message(rules.path) == "rules/cache.yaml: no such file or folder"


def test_the_identity_follows_all_that_decides(folder: Path, tmp_path: Path) -> None:
    tags = tmp_path / "tags.yaml"
    seen = [identity(folder), identity(folder, Vocabulary([Tag(1, "lib")]))]
    tags.write_text("[lib]")
    seen.append(identity(folder, tags))
    (folder / "lib.yaml").rename(folder / "library.yaml")
    seen.append(identity(folder))
    folder.rename(tmp_path / "moved")
    seen.append(identity(tmp_path / "moved"))
    assert len(set(seen)) == 4  # the same tags, whether of a file or not
    assert seen[1] == seen[2]
    with pytest.raises(TagEngineError):
        identity(tmp_path / "gone")


def test_rules_of_a_folder_may_be_for_tags_of_another_vocabulary(rules: Folder) -> None:
    other = Vocabulary([Tag(7, "shop")])
    rules.write_rules("shop", "- {keywords: [till], weight: 9}")
    with pytest.raises(RuleErrors):
        load(rules.path)
    assert load(rules.path, other).vocabulary.tags == other.tags
    whole = load_whole(rules.path, other)
    assert [tag.key for tag in whole.vocabulary][-1] == "shop"
    assert "shop/till" in {rule.id for rule in whole.rules}
