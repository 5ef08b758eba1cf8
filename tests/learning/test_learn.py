import json
from pathlib import Path

import pytest
import yaml

from tagengine.evaluation.report import CurvePoint
from tagengine.learning.learn import more_helps
from tests.learning.support import VOCABULARY, labelled
from tests.support import CommandLine


@pytest.fixture
def inputs(tmp_path: Path) -> list[str | Path]:
    """The options that name a vocabulary and gold."""
    tags = [{"id": tag.id, "name": tag.name, "scope": tag.scope} for tag in VOCABULARY]
    (tmp_path / "tags.json").write_text(json.dumps(tags))
    lines = [
        json.dumps({"id": one.record.id, "description": one.record.description, "tags": one.labels})
        for one in labelled()
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines))
    return ["--vocabulary", tmp_path / "tags.json", "--gold", tmp_path / "gold.jsonl"]


@pytest.mark.slow
def test_learned_rules_are_sound_and_the_same_every_time(
    inputs: list[str | Path], tmp_path: Path, cli: CommandLine
) -> None:
    outputs = []
    for name in ("one", "two"):
        code, output, error = cli("rules", "learn", *inputs, "--output", tmp_path / name)
        assert (code, error) == (0, "")
        outputs.append(output.replace(str(tmp_path / name), "DIR"))
    assert outputs[0] == outputs[1]
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert cli("rules", "check", "--rules", tmp_path / "one")[0] == 0
    lines = outputs[0].splitlines()
    assert lines[0].endswith(" rules for 4 tags in DIR/")
    assert lines[1] == "from 16 records, which have 4 of the tags; at most 1 tag a record"
    assert lines[2] == "on records held out (5 folds):"
    assert float(lines[3].split()[-1]) > 0.5


def test_learned_rules_know_the_records(
    inputs: list[str | Path], tmp_path: Path, cli: CommandLine
) -> None:
    out = tmp_path / "rules"
    assert cli("rules", "learn", *inputs, "--output", out, "--no-borrow")[0] == 0
    assert "words" not in yaml.safe_load((out / "zones.yaml").read_text())  # they count in full
    (tmp_path / "new.jsonl").write_text('{"description": "Plays songs from a jukebox"}\n')
    output = cli("tag", tmp_path / "new.jsonl", "--rules", out, "--tags-as", "name")[1]
    assert json.loads(output)["tags"] == ["Media - Music Players"]


def test_a_folder_with_files_is_left_alone(
    inputs: list[str | Path], tmp_path: Path, cli: CommandLine
) -> None:
    code, _, error = cli("rules", "learn", *inputs, "--output", tmp_path)
    assert code == 2
    assert error == f"tagengine: {tmp_path}: not an empty folder (--output names a new one)\n"


def test_wrong_labels_stop_it(tmp_path: Path, cli: CommandLine, inputs: list[str | Path]) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": 1, "description": "x", "tags": ["wiki"]}\n')
    code, _, error = cli("rules", "learn", *inputs, "--output", tmp_path / "rules")
    assert code == 2
    assert 'gold.jsonl:1: no tag "wiki" in the vocabulary (did you mean "Wikis"?)' in error
    assert not (tmp_path / "rules").exists()


def test_of_many_records_a_curve_is_shown(
    inputs: list[str | Path], tmp_path: Path, cli: CommandLine
) -> None:
    gold = tmp_path / "gold.jsonl"
    one = json.loads(gold.read_text().splitlines()[0])
    lines = [json.dumps(one | {"id": f"{number}"}) for number in range(24)]
    gold.write_text("\n".join([*gold.read_text().splitlines(), *lines]))
    code, output, _ = cli("rules", "learn", *inputs, "--output", tmp_path / "new", "--no-borrow")
    assert code == 0
    lines = output.splitlines()
    curve = lines[lines.index("learned from fewer of them:") + 1 : -1]
    assert [line.split()[0] for line in curve] == ["7", "15", "32", "more"]
    assert all(" records  micro F1 " in line and "█" in line for line in curve[:-1])
    assert curve[2].split()[4] == lines[3].split()[-1]
    told = json.loads((tmp_path / "new/learned-from.json").read_text())
    assert [one["records"] for one in told["learning_curve"]] == [7, 15, 32]


def test_what_more_records_would_do() -> None:
    points = [CurvePoint(number, value, 0) for number, value in ((5, 0.3), (10, 0.4), (20, 0.41))]
    assert more_helps(points[:2])
    assert not more_helps(points)
