"""What `docs/rules-workflow.md` shows is what the program prints, block by block."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tagengine.authoring import checks
from tagengine.rule_sources import shipped_folder
from tests.support import CommandLine

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "rules-workflow.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(yaml|markdown|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?:# |<!-- )(my-rules/\S+|projects/\S+)")
_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A curator",
    "GIT_AUTHOR_EMAIL": "curator@example.org",
    "GIT_COMMITTER_NAME": "A curator",
    "GIT_COMMITTER_EMAIL": "curator@example.org",
}


def _run_git(line: str) -> None:
    subprocess.run(line, shell=True, check=True, env={**os.environ, **_IDENTITY})


def test_the_story_happens(
    tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block of a file is written where its first line says; a console block is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("my-rules").mkdir()
    shutil.copy(shipped_folder() / "zones.yaml", "my-rules")
    for language, text in _BLOCK.findall(TEXT):
        first, _, rest = text.partition("\n")
        named = _NAME.match(first)
        if language != "console":
            if named:
                Path(named[1]).parent.mkdir(parents=True, exist_ok=True)
                Path(named[1]).write_text(text, "utf-8")
            continue
        if first.startswith("$ git "):
            _run_git(first.removeprefix("$ "))
            continue
        command = shlex.split(first.removeprefix("$ tagengine "))
        _, output, error = cli(*command)
        printed = "".join(f"{line.rstrip()}\n" for line in (error + output).splitlines())
        assert printed == rest, first


def test_every_warning_is_listed() -> None:
    for code, meaning in checks.meanings().items():
        assert f"| `{code}` | {meaning[:-1]} |" in TEXT
