"""What imports what: the package reads as a pipeline, and a verb loads only what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = (
    *("fastjsonschema", "jinja2", "markdown_it", "pathspec", "rich", "yaml"),
    *("asyncio", "http", "multiprocessing", "socket", "ssl"),  # nothing is sent anywhere
)


@pytest.mark.slow
def test_no_module_imports_one_above_it() -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_tagging_with_cached_rules_loads_nothing_heavy(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("# Tide\n\nTide is a database.\n")
    program = (
        "import sys; from tagengine.cli import main; "
        f"main(['tag', sys.argv[1]]); print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(document)]
    subprocess.run(command, check=True, capture_output=True)
    again = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    tags, loaded = again.stdout.splitlines()
    assert '"database"' in tags
    assert loaded == ""


def test_help_and_completion_load_no_engine(tmp_path: Path) -> None:
    (tmp_path / ".tagengine.yaml").write_text("records: [{files: [tools/*.yaml]}]\n")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/ember.yaml").write_text("name: ember\n")
    program = "import sys; from tagengine.cli import main; main(); print(*sorted(sys.modules))"
    words = "tagengine explain --id tools/"
    completing = {"_TAGENGINE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}
    asked: tuple[tuple[dict[str, str], list[str]], ...] = (
        ({}, ["explain", "--help"]),
        ({}, ["check", "--help"]),
        (completing, []),
    )
    for environment, arguments in asked:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=os.environ | environment,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        assert "tools/ember.yaml" in done.stdout or not environment
        loaded = set(done.stdout.split())
        assert f"tagengine.commands.{arguments[0] if arguments else 'explain'}" in loaded
        assert not {"tagengine.engine", "tagengine.document.reading"} & loaded
