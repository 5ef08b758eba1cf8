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
        "  tagengine rules test      tries the examples in the rules",
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
    assert error == (
        f"tagengine: {name}: already exists, and init overwrites nothing (name another folder: "
        "tagengine init NEW_FOLDER)\n"
    )
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


def test_own_records_of_no_known_layout_get_no_example(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tools").mkdir()
    for name in ("ebb", "ember", "tide"):
        (tmp_path / "tools" / f"{name}.yaml").write_text(
            f"title: {name}\nsummary: A SQL database.\ntags: [database]\n"
        )
    entry = "{files: [tools/*.yaml], fields: {name: title, description: summary}}"
    assert cli("init") == (
        2,
        "",
        "tagengine: tools/ebb.yaml and 2 other files beside it have tags, but no known layout "
        f"(write in .tagengine.yaml:  records: [{entry}]  and see docs/metadata.md; for an "
        "example instead: tagengine init NEW_FOLDER)\n",
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["tools"]
    (tmp_path / ".tagengine.yaml").write_text(f"records: [{entry}]\n")
    assert cli("check")[2] == ""
