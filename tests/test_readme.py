"""What the README and the page `Start` show is what the program prints."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tagengine import Engine
from tests.story import RENEW, blocks, tell
from tests.support import CommandLine

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")
START = ROOT / "docs" / "start.md"


def _block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def _expect(printed: str, shown: str) -> None:
    """Hold what is printed to what the README shows, or renew that where it is asked for."""
    if RENEW in os.environ:
        path = ROOT / "README.md"
        path.write_text(path.read_text("utf-8").replace(shown, printed, 1), "utf-8")
    else:
        assert printed == shown


def test_the_tags_of_the_readme(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, output, error = cli("tag", "README.md")
    assert (code, error) == (0, "")
    _expect(output, _block("json"))


def test_the_engine_s_numbers_are_those_of_the_json(engine: Engine, cli: CommandLine) -> None:
    path = str(ROOT / "README.md")
    code, output, _ = cli("explain", path, "--format", "json")
    assert code == 0
    explained = json.loads(output)
    result = engine.tag(TEXT)
    scores = {one["tag"]["name"]: one["score"] for one in explained["candidates"]}
    assert scores == result.scores
    for one in explained["candidates"]:
        parts = one["contributions"] + one["echoes"]
        assert one["score"] == one["offset"] + sum(entry["points"] for entry in parts)
        for entry in one["contributions"]:
            place = entry["place"]
            assert TEXT[place["start"] : place["end"]] == entry["text"]


def test_the_page_start(tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    tell(START, cli)


def test_the_python_example_of_start(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = [code for language, code in blocks(START.read_text("utf-8")) if language == "python"]
    exec(compile(code, "start.md", "exec"), {})
    first = START.read_text("utf-8").partition('"name":"')[2].partition('"')[0]
    assert capsys.readouterr().out.startswith(f"{first} ")


def test_the_python_example_of_audits(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "audit.md").read_text("utf-8")
    [code] = [code for language, code in blocks(text) if language == "python"]
    exec(compile(code, "audit.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert any(line.endswith(" longer-match") for line in lines)
    assert [line.split()[0] for line in lines if line.endswith(" chosen")][:1] == ["nosql"]


def test_links_and_pictures_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", TEXT) + re.findall(r'(?:src|srcset)="([^"]+)"', TEXT)
    assert len(targets) > 10
    assert [target for target in targets if not (ROOT / target).exists()] == []
