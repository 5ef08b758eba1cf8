"""`tagengine init`: the starter is sound as it stands, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine import Engine
from tests.support import CommandLine

MADE = [
    ".tagengine.yaml",
    "projects/tide.yaml",
    "rules/README.md",
    "rules/cache.yaml",
    "rules/database.yaml",
    "rules/vocabulary.yaml",
    "rules/zones.yaml",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _files(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def test_it_says_what_it_made_and_what_to_do_next(folder: Path, cli: CommandLine) -> None:
    code, output, error = cli("init", "my-tags")
    assert (code, error) == (0, "")
    assert output.splitlines() == [
        *(f"made my-tags/{name}" for name in MADE),
        "",
        "Next:",
        "  cd my-tags",
        "  tagengine rules test      runs the examples in the rules",
        "  tagengine check           compares the tags of the record in projects/",
        "rules/README.md says what to do next.",
    ]
    assert _files(folder / "my-tags") == MADE


def test_the_starter_is_sound_as_it_stands(folder: Path, cli: CommandLine) -> None:
    code, output, _ = cli("init")
    assert (code, "  cd" in output) == (0, False)
    assert cli("rules", "check", "--rules", "rules", "--strict")[0] == 0
    assert cli("rules", "test", "--rules", "rules") == (0, "10 examples, none failed\n", "")
    assert cli("rules", "fmt", "--rules", "rules", "--check")[0] == 0
    code, output, error = cli("check")
    assert (code, error) == (0, "")
    assert "1 record" in output


def test_every_rule_of_the_starter_is_exercised(folder: Path, cli: CommandLine) -> None:
    cli("init")
    engine = Engine.load("rules")
    assert [tag.name for tag in engine.tag("# Ember\n\nA SQL database.\n").tags] == ["database"]
    assert [tag.name for tag in engine.tag("# Tide\n\nAn in-memory cache.\n").tags] == ["cache"]
    assert engine.tag("# Brush\n\nCache busting for style sheets.\n").tags == ()


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_is_there_stops_it(name: str, folder: Path, cli: CommandLine) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    code, output, error = cli("init", ".")
    assert (code, output) == (2, "")
    hint = (
        "tagengine check says what is wrong in it"
        if name == ".tagengine.yaml"
        else "name another folder: tagengine init NEW_FOLDER"
    )
    assert error == f"tagengine: {name}: already exists, and init overwrites nothing ({hint})\n"
    assert _files(folder) == [name]
    assert (folder / name).read_text() == "mine"


def test_rules_that_are_there_stop_it(folder: Path, cli: CommandLine) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "own.yaml").write_text("mine")
    assert cli("init")[2].startswith(
        "tagengine: rules: already exists, and init overwrites nothing"
    )
    assert _files(folder) == ["rules/own.yaml"]


def test_a_file_in_place_of_the_folder(folder: Path, cli: CommandLine) -> None:
    (folder / "taken").write_text("mine")
    code, output, error = cli("init", "taken")
    assert (code, output) == (2, "")
    assert error.startswith("tagengine: ")
    assert (folder / "taken").read_text() == "mine"


def _tools(folder: Path, records: int = 24) -> None:
    """Write records in a layout that no preset knows."""
    (folder / "tools").mkdir()
    for number in range(records):
        kind, word = (("store", "database"), ("paper", "wiki"))[number % 2]
        (folder / "tools" / f"{kind}-{number}.yaml").write_text(
            f"title: {kind} {number}\nsummary: A {word} for everybody.\nhome: x\ntags: [{kind}]\n"
        )


GUESSED = """\
records:
  - files: [tools/*.yaml]
    fields: {name: title, description: summary, tags: tags}
vocabulary: tag-vocabulary.yaml
rules: tag-rules  # made by: tagengine rules learn
"""


def test_a_layout_that_is_not_known_is_guessed(folder: Path, cli: CommandLine) -> None:
    _tools(folder)
    code, output, error = cli("init")
    assert (code, error) == (0, "")
    assert output.splitlines() == [
        "24 records in 24 files: a layout that was guessed from tools/*.yaml",
        "  name:        title",
        "  description: summary",
        "  tags:        tags",
        "  not read:    home",
        "2 tags from the records; 24 records have tags",
        "made .tagengine.yaml",
        "made tag-vocabulary.yaml",
        "",
        "Check in .tagengine.yaml if these are the right files and fields. Then:",
        "  tagengine rules learn     learns rules from the records' tags (minutes)",
        "  tagengine check           compares the tags of the records",
    ]
    made = (folder / ".tagengine.yaml").read_text()
    assert made == f"# By tagengine init: a layout that was guessed from tools/*.yaml\n{GUESSED}"
    tags = "- id: 1\n  name: paper\n- id: 2\n  name: store\n"
    assert (folder / "tag-vocabulary.yaml").read_text() == tags


def test_files_that_only_may_be_records_are_found(folder: Path, cli: CommandLine) -> None:
    (folder / "tools.jsonl").write_text('{"name": "Tide", "tags": ["queue"]}\n' * 2)
    code, output, error = cli("init")
    assert (code, error) == (0, "")
    assert "preset json-lines (just a guess" in output


def test_an_entry_that_somebody_wrote_gets_the_rest(folder: Path, cli: CommandLine) -> None:
    _tools(folder)
    entry = "records: [{files: [tools/*.yaml], fields: {name: title, description: summary}}]"
    (folder / ".tagengine.yaml").write_text(f"# Ours.\n{entry}")
    output = cli("init", "--pre-commit")[1]
    assert output.splitlines()[:5] == [
        "24 records in 24 files: records as .tagengine.yaml says",
        "2 tags from the records; 24 records have tags",
        "added vocabulary and rules to .tagengine.yaml",
        "made tag-vocabulary.yaml",
        "made .pre-commit-config.yaml",
    ]
    rest = GUESSED[GUESSED.index("vocabulary") :]
    assert (folder / ".tagengine.yaml").read_text() == f"# Ours.\n{entry}\n{rest}"
    assert cli("init") == (
        2,
        "",
        "tagengine: .tagengine.yaml: already exists, and init overwrites nothing (next: tagengine "
        "check; an example goes to a folder of its own: tagengine init NEW)\n",
    )


def test_a_file_is_no_place_for_a_catalogue(folder: Path, cli: CommandLine) -> None:
    (folder / "README.md").write_text("# Ember\n")
    said = "tagengine: README.md: not a folder (name one: tagengine init NEW_FOLDER)\n"
    assert cli("init", "README.md") == (2, "", said)
    assert (folder / "README.md").read_text() == "# Ember\n"


def test_a_configured_catalogue_gets_a_hook(folder: Path, cli: CommandLine) -> None:
    _tools(folder)
    cli("init")
    assert cli("init", "--pre-commit") == (0, "made .pre-commit-config.yaml\n", "")


def test_a_configuration_that_cannot_be_added_to_stays(folder: Path, cli: CommandLine) -> None:
    _tools(folder)
    text = "{records: [{files: [tools/*.yaml], fields: {name: title}}]}\n"
    (folder / ".tagengine.yaml").write_text(text)
    assert cli("init")[0] == 2
    assert _files(folder)[0] == ".tagengine.yaml"
    assert (folder / ".tagengine.yaml").read_text() == text
