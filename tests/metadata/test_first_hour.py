"""A catalogue's first hour: from records that nobody configured to rules that are checked."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
import yaml

from tagengine.cli import main
from tests.hook.support import ROOT, git
from tests.support import CommandLine

DOCUMENT = ROOT / "docs" / "metadata.md"
WORDS = {
    "Wikis": ("wiki", "pages that everybody edits", "edit"),
    "Feed Readers": ("feed reader", "news feeds", "subscribe"),
    "Photo Galleries": ("photo gallery", "albums of pictures", "picture"),
}


def write(folder: Path, *, with_tags: bool = True) -> None:
    """Write a catalogue of 36 records as awesome-selfhosted lays them out."""
    (folder / "software").mkdir()
    (folder / "tags").mkdir()
    for name, (thing, what, verb) in WORDS.items():
        slug = name.lower().replace(" ", "-")
        scope = f"Software for {what}."
        (folder / f"tags/{slug}.yml").write_text(f"name: {name}\ndescription: {scope}\n")
        for number in range(12):
            project = f"{slug}-{number}"
            text = f"{project} is a {thing} with {what}, to {verb} anywhere."
            tags = f"tags:\n  - {name}\n" if with_tags else ""
            (folder / f"software/{project}.yml").write_text(
                f"name: {project}\nwebsite_url: https://{project}.example\n"
                f"description: {text}\n{tags}"
            )


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue, the current folder."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def learned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a configuration and rules that were learned from it."""
    folder = tmp_path_factory.mktemp("learned") / "catalogue"
    folder.mkdir()
    write(folder)
    with chdir(folder):
        assert main(["init"]) == 0
        assert main(["rules", "learn"]) == 0
    return folder


@pytest.fixture
def learned(learned_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, the current folder."""
    copy = tmp_path / "catalogue"
    shutil.copytree(learned_once, copy)
    monkeypatch.chdir(copy)
    return copy


def test_init_takes_a_catalogue_over(catalogue: Path, cli: CommandLine) -> None:
    code, output, error = cli("init")
    assert (code, error) == (0, "")
    assert output.splitlines() == [
        "36 records in 36 files: files that look like the preset awesome-selfhosted (sure: they "
        "have its fields, and tags/ is beside them)",
        "3 tags from tags/*.yml; 36 records have tags",
        "made .tagengine.yaml",
        "",
        "Next:",
        "  tagengine rules learn     learns rules from the records' tags (minutes)",
        "  tagengine check           compares the tags of the records",
    ]
    configured = yaml.safe_load((catalogue / ".tagengine.yaml").read_text())
    assert configured == {"records": [{"preset": "awesome-selfhosted"}], "rules": "tag-rules"}
    assert cli("check")[2] == (
        "tagengine: tag-rules: this folder of rules does not exist "
        "(tagengine rules learn makes one from records)\n"
    )
    assert cli("init")[2].startswith("tagengine: .tagengine.yaml: already exists")


def test_init_takes_the_tags_of_records_where_there_is_no_list(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    records = [
        {"full_name": f"a/{number}", "description": "x", "tags": [tag]}
        for number, tag in enumerate(["wiki", "Wiki", "wiki", "cli"] * 6)
    ]
    (tmp_path / "repos.json").write_text(json.dumps(records))
    output = cli("init")[1]
    assert "24 records in 1 file: files that look like the preset repos-json" in output
    assert "2 tags from the records; 24 records have tags" in output
    assert yaml.safe_load((tmp_path / "tag-vocabulary.yaml").read_text()) == [
        {"id": 1, "name": "cli"},
        {"id": 2, "name": "wiki"},
    ]
    assert yaml.safe_load((tmp_path / ".tagengine.yaml").read_text()) == {
        "records": [{"preset": "repos-json"}],
        "vocabulary": "tag-vocabulary.yaml",
        "rules": "tag-rules",
    }


def test_init_says_where_nothing_can_be_learned(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, with_tags=False)
    output = cli("init")[1]
    assert "3 tags from tags/*.yml; 0 records have tags" in output
    assert "rules learn" not in output
    assert "rules" not in yaml.safe_load((tmp_path / ".tagengine.yaml").read_text())


def test_learn_reads_the_records_through_the_configuration(learned: Path, cli: CommandLine) -> None:
    told = json.loads((learned / "tag-rules/learned-from.json").read_text())
    assert len(told["records"]) == 36
    assert told["confidence"]
    code, output, _ = cli("rules", "test")
    assert code == 0
    assert output.splitlines()[-1] == "6 examples, none failed"


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by path."""
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_learning_again_without_a_change_changes_nothing(learned: Path, cli: CommandLine) -> None:
    before = contents(learned / "tag-rules")
    code, output, _ = cli("rules", "learn")
    assert code == 0
    assert "kept your changes" not in output
    assert contents(learned / "tag-rules") == before


def test_learning_again_keeps_what_people_did(learned: Path, cli: CommandLine) -> None:
    rules = learned / "tag-rules"
    wikis = rules / "wikis.yaml"
    text = wikis.read_text().replace("edit, everybody, page", "edit, page")  # struck
    text = text.replace("weight: 6\n", "weight: 19\n")  # changed: 'anywhere'
    text = text.replace("tag: Wikis\n", "tag: Wikis\nthreshold: 12\n")
    own = "  # Ann: this is what we call them.\n  - keywords: [scratch book]\n    weight: 50\n"
    wikis.write_text(text.replace("rules:\n", f"rules:\n{own}", 1))
    settings = rules / "zones.yaml"
    settings.write_text(settings.read_text().replace("  name: 250", "  name: 240  # Ann", 1))
    (learned / "tags/shops.yml").write_text("name: Shops\ndescription: x\n")
    shops = "# Ann\ntag: Shops\n\nrules:\n  - keywords: [shop window]\n    weight: 80\n"
    (rules / "shops.yaml").write_text(shops)
    for _ in range(2):  # what is struck stays struck
        code, output, error = cli("rules", "learn")
        assert (code, error) == (0, "")
        kept = "kept your changes: 3 entries written or changed, 1 keyword removed"
        assert kept in output.splitlines()
        text = wikis.read_text()
        assert own in text
        assert "everybody" not in text.partition("examples:")[0]
        assert "keywords: [anywhere]\n    weight: 19\n" in text
        assert "threshold: 12\n" in text
        assert "learned: true" in text
        assert "  name: 240  # Ann" in settings.read_text()
        assert "shop window" in (rules / "shops.yaml").read_text()
        assert cli("rules", "check", "--strict")[:2] == cli("rules", "check")[:2]
        assert cli("rules", "test")[0] == 0
        assert cli("rules", "fmt", "--check")[0] == 0


def test_a_folder_that_was_not_learned_is_not_learned_again(
    learned: Path, cli: CommandLine
) -> None:
    (learned / "tag-rules/learned-from.json").unlink()
    code, _, error = cli("rules", "learn")
    assert code == 2
    assert error == "tagengine: tag-rules: not an empty folder (--output names a new one)\n"


def test_measuring_on_what_was_learned_is_noticed(learned: Path, cli: CommandLine) -> None:
    code, output, _ = cli("eval")
    assert code == 0
    assert output.splitlines()[0] == (
        "the rules were learned from all of these 36 records, so the figures would be too good"
    )
    assert output.splitlines()[1].startswith("on records held out (5 folds): micro F1 ")
    assert json.loads(cli("eval", "--format", "json")[1])["learned_from"] == 36
    assert "records held out" not in cli("eval", "--on-learned")[1]
    assert cli("rules", "tune")[1].startswith(
        "36 of 36 records are those that the rules were learned from, so the first figure is too "
        "good"
    )
    record = learned / "software/new.yml"
    record.write_text("name: n\nwebsite_url: x\ndescription: A wiki.\ntags: [Wikis]\n")
    assert "left out 36 of 37 records" in cli("eval")[2]


def test_a_check_says_how_good_learned_rules_are(learned: Path, cli: CommandLine) -> None:
    lines = cli("check")[1].splitlines()
    assert lines[0].startswith("of the 36 tags that 36 records have, the rules give ")
    assert lines[1].startswith("the rules were learned; on records held out (5 folds): micro F1 ")


def test_a_fix_leaves_what_people_gave(learned: Path, cli: CommandLine) -> None:
    before = {path: path.read_bytes() for path in (learned / "software").iterdir()}
    cli("check", "--fix", "--unsafe-fixes")
    for path, content in before.items():
        had = yaml.safe_load(content)["tags"]
        assert set(had) <= set(yaml.safe_load(path.read_bytes())["tags"])


def test_explain_and_tag_read_a_record_as_check_does(learned: Path, cli: CommandLine) -> None:
    output = cli("explain", "software/wikis-1.yml")[1]
    assert output.startswith("software/wikis-1.yml: Wikis\n")
    assert output.splitlines()[-1] == "rules: tag-rules/, tags of tags/*.yml (from .tagengine.yaml)"
    assert [tag["name"] for tag in json.loads(cli("tag", "software/wikis-1.yml")[1])["tags"]] == [
        "Wikis"
    ]


def test_a_person_s_keyword_goes_before_a_learned_one(learned: Path, cli: CommandLine) -> None:
    path = learned / "tag-rules/wikis.yaml"
    text = path.read_text()
    assert re.search(r"keywords: \[\[?wiki", text)
    path.write_text(text.replace("rules:\n", "rules:\n  - {keywords: [wiki], weight: 77}\n"))
    code, output, error = cli("rules", "check")
    assert error == ""
    note = 'note: the learned keyword "wiki" is on line '
    assert any(note in line and ": learned-keyword " in line for line in output.splitlines())
    assert "error" not in output
    assert code == 0
    shown = cli("rules", "show", "Wikis")[1]
    assert "77" in shown
    assert cli("check")[0] == 0
    git(learned, "init", "-q")
    path.write_text(text)
    git(learned, "add", ".")
    git(learned, "commit", "-q", "-m", "all")
    path.write_text(text.replace("rules:\n", "rules:\n  - {keywords: [wiki], weight: -90}\n"))
    code, output, error = cli("rules", "impact")
    assert (code, error) == (0, "")
    assert output.splitlines()[0] == "rules: tag-rules/, tags of tags/*.yml (from .tagengine.yaml)"
    assert output.splitlines()[1] == (
        "36 of 36 records are those that the rules were learned from, so micro F1 is too good"
    )
    assert "12 of 36 documents would change" in output


def test_a_new_tag_of_the_catalogue_can_have_rules(learned: Path, cli: CommandLine) -> None:
    git(learned, "init", "-q")
    git(learned, "add", ".")
    git(learned, "commit", "-q", "-m", "all")
    (learned / "tags/shops.yml").write_text("name: Shops\ndescription: Where people buy.\n")
    record = "name: n\nwebsite_url: x\ndescription: A shop window.\ntags: [Shops]\n"
    (learned / "software/new.yml").write_text(record)
    assert "1 of 4 tags has no rules and cannot be checked: Shops" in cli("check")[2]
    rules = "tag: Shops\n\nrules:\n  - keywords: [shop window]\n    weight: 80\n"
    (learned / "tag-rules/shops.yaml").write_text(rules)
    assert cli("rules", "check", "--strict")[0] == 0
    assert cli("rules", "fmt", "--check")[0] == 0
    assert "shops/shop-window" in cli("rules", "impact")[1]
    assert "Shops" in cli("rules", "schema")[1]
    tagged = json.loads(cli("tag", "software/new.yml")[1])["tags"]
    assert [tag["name"] for tag in tagged] == ["Shops"]
    assert cli("check", "--strict")[0] == 0


@pytest.mark.slow
def test_the_commands_of_the_document_work_as_written(
    catalogue: Path, own_git: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = re.search(
        r"<!-- commands: first hour -->\n```sh\n(.*?)```", DOCUMENT.read_text(), re.DOTALL
    )
    assert block is not None
    commands = block[1].splitlines()
    assert len(commands) <= 6
    git(catalogue, "init", "-q")
    git(catalogue, "add", "--all")
    git(catalogue, "commit", "-q", "-m", "records")
    bin_folder = Path(sys.executable).parent.as_posix()
    monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
    for command in commands:
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, check=False, cwd=catalogue
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert git(catalogue, "status", "--short") == ""
    record = catalogue / "software/wikis-1.yml"
    record.write_text(record.read_text().replace("- Wikis", "- Wikiss"))
    done = subprocess.run(
        ["git", "commit", "-qam", "A typo"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert 'no tag "Wikiss" in the vocabulary (did you mean "Wikis"?)' in done.stdout + done.stderr
