"""Tags that a record lacks: one that its text names, or any at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tagengine.cli import main
from tests.metadata.support import Repo
from tests.support import CommandLine

RECORDS = {
    "Media - Photo Galleries": "Albums of pictures with a slideshow, number",
    "Task Lists (TODO)": "Chores to tick off, number",
    "Museums": "Exhibits behind glass, number",
}


@pytest.fixture(scope="module")
def learned_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A catalogue of 30 records with rules that were learned from it."""
    folder = tmp_path_factory.mktemp("catalogue")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        names = "".join(f"- name: {name}\n  id: {at}\n" for at, name in enumerate(RECORDS, 1))
        Path("tags.yaml").write_text(names)
        Path(".tagengine.yaml").write_text(
            "records: [{files: ['r/*.yml']}]\nvocabulary: tags.yaml\nrules: tag-rules\n"
        )
        Path("r").mkdir()
        for name, text in RECORDS.items():
            for number in range(10):
                at = f"{name.split()[0].lower()}-{number}"
                record = f"name: {at}\ndescription: {text} {number}.\ntags: [{name}]\n"
                Path(f"r/{at}.yml").write_text(record)
        assert main(["rules", "learn", "--no-borrow"]) == 0
        yield folder


@pytest.fixture
def repo(
    learned_once: Path, tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> Repo:
    """A copy of it, the current folder."""
    copy = tmp_path / "copy"
    shutil.copytree(learned_once, copy)
    monkeypatch.chdir(copy)
    return Repo(copy, cli)


def findings(repo: Repo, *options: str) -> list[str]:
    """Return the findings about new records."""
    return [line for line in repo.check("--no-cache", *options)[1] if line.startswith("r/new")]


NAMED = (
    'r/new.yml:2:1: named-tag warning: the text says "photo gallery", but the tag '
    '"Media - Photo Galleries" is missing (add it, or say with never that the record must not '
    "have it)"
)


def test_a_tag_that_the_text_names_is_missing(repo: Repo) -> None:
    repo.write("r/new.yml", "description: A photo gallery behind glass.\ntags: [Museums]\n")
    assert findings(repo) == [NAMED]
    assert repo.check()[0] == 0
    assert repo.check("--strict")[0] == 1


def test_a_tag_that_the_text_names_is_told_once(repo: Repo) -> None:
    repo.write("r/new.yml", "description: Pictures in a photo gallery.\ntags: [Museums]\n")
    assert findings(repo, "--unsure", "--min-confidence", "100") == [NAMED]


@pytest.mark.parametrize(
    "record",
    [
        "tags: [Museums]\ntagengine: {never: [Media - Photo Galleries], reason: only looks}\n",
        "tags: [Museums]\ntagengine: {ignore: [named-tag], reason: we know}\n",
        "tags: [Museums, Media - Photo Galleries]\n",
    ],
)
def test_what_people_settled_is_not_said_again(repo: Repo, record: str) -> None:
    repo.write("r/new.yml", f"description: A photo gallery behind glass.\n{record}")
    assert findings(repo) == []


def test_a_record_that_is_full_lacks_nothing(repo: Repo) -> None:
    repo.write("r/new.yml", "description: A photo gallery behind glass.\ntags: [Museums]\n")
    path = repo.path / ".tagengine.yaml"
    path.write_text(path.read_text() + "max_tags: 1\n")
    assert findings(repo) == []


def test_a_record_without_tags_gets_suggestions(repo: Repo) -> None:
    repo.write("r/new-1.yml", "name: n\ndescription: Exhibits behind glass.\ntags: []\n")
    repo.write("r/new-2.yml", "name: n\ndescription: Zzz.\n")
    first, second = findings(repo, "--min-confidence", "100")
    assert first == (
        "r/new-1.yml:3:1: no-tags note: the record has no tags "
        "(perhaps Museums (less than 10 % sure))"
    )
    assert second == "r/new-2.yml:1:1: no-tags note: the record has no tags (no rule fits)"


def test_a_record_is_judged_as_if_the_rules_had_not_seen_it(repo: Repo) -> None:
    """The only record with a word for a tag says nothing about itself."""
    told = json.loads((repo.path / "tag-rules/learned-from.json").read_text())
    assert all(1 <= len(scores) <= 4 or scores == {} for scores in told["records"].values())
    digest = next(iter(told["records"]))
    path = repo.path / "tag-rules/learned-from.json"
    for one in told["records"]:
        told["records"][one] = {"Task Lists (TODO)": 9000, "Museums": 10}
    path.write_text(json.dumps(told))
    assert digest in path.read_text()
    lines = repo.check("--no-cache", "--min-confidence", "100")[1]
    assert lines[0] == (
        "of the 30 tags that 30 records have, the rules give 10 and 20 others (F1 0.33)"
    )
    assert lines[-1] == (
        "20 records for which the rules give other tags but are not sure enough "
        "(--unsure shows them)"
    )
    rule = "rules:\n  - {keywords: [exhibit], weight: 99}\n"
    tag_file = repo.path / "tag-rules/museums.yaml"
    tag_file.write_text(tag_file.read_text().replace("rules:\n", rule, 1))
    lines = repo.check("--no-cache", "--min-confidence", "100")[1]
    assert lines[0].endswith("the rules give 20 and 10 others (F1 0.67)")  # a person's rule counts


def test_the_likeliest_mistakes_come_first(repo: Repo) -> None:
    path = repo.path / "tag-rules/learned-from.json"
    told = json.loads(path.read_text())
    for number, one in enumerate(told["records"]):
        told["records"][one] = {"Task Lists (TODO)": 5000 + 100 * number, "Museums": 10}
    path.write_text(json.dumps(told))
    options = ("--no-cache", "--min-confidence", "100")
    everything = [line for line in repo.check(*options, "--unsure")[1] if "unsure-tags" in line]
    assert len(everything) == 20
    few = repo.check(*options, "--likeliest", "3")[1]
    assert [line for line in few if "unsure-tags" in line] == everything[:3]
    assert few[-1].startswith("20 records for which the rules give other tags")
    assert repo.check(*options, "--unsure")[1][-1] == "no findings in 30 records of 30 files"
    as_json = json.loads("".join(repo.check(*options, "--likeliest", "3", "--format", "json")[1]))
    assert len(as_json["findings"]) == 3
