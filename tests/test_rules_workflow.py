"""What `docs/rules-workflow.md` shows is what the program prints, block by block."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.reporting.findings import codes
from tests.story import tell
from tests.support import CommandLine

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "rules-workflow.md"
TEXT = DOCUMENT.read_text("utf-8")


def test_the_story_happens(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    tell(DOCUMENT, cli)


def test_every_warning_is_listed() -> None:
    for code, meaning in codes.meanings(("checks",)).items():
        assert f"| `{code}` | {meaning[:-1]} |" in TEXT
