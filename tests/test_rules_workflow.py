"""What `docs/rules-workflow.md` shows is what the program prints, block by block."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tagengine.authoring import checks
from tagengine.rule_sources import shipped_folder
from tests.support import CommandLine

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "rules-workflow.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_story_happens(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A YAML block is written to the file that its first line names; a console block is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("my-rules").mkdir()
    shutil.copy(shipped_folder() / "zones.yaml", "my-rules")
    for language, text in _BLOCK.findall(TEXT):
        first, _, rest = text.partition("\n")
        if language == "yaml":
            if first.startswith("# my-rules/"):
                Path(first.removeprefix("# ")).write_text(text, "utf-8")
            continue
        command = shlex.split(first.removeprefix("$ tagengine "))
        _, output, error = cli(*command)
        printed = "".join(f"{line.rstrip()}\n" for line in (error + output).splitlines())
        assert printed == rest, first


def test_every_warning_is_listed() -> None:
    for code, meaning in checks.meanings().items():
        assert f"| `{code}` | {meaning[:-1]} |" in TEXT
