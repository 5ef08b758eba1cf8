"""What `docs/server.md` shows is what happens."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.server.support import PROMPT, PROMPT_ANSWER, Served
from tests.support import missing

_ROOT = Path(__file__).parents[2]
_PAGE = (_ROOT / "docs" / "server.md").read_text("utf-8")
_SHOWN = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """Return the page's code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", _PAGE, re.DOTALL)


@pytest.mark.slow
def test_the_python_example(served: Served) -> None:
    (program,) = blocks("python")
    program = f"prompt = {PROMPT!r}\n" + program.replace(_SHOWN, served.url)
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == PROMPT_ANSWER + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
def test_the_commands(served: Served, tmp_path: Path, number: int) -> None:
    if shutil.which("curl") is None:
        missing("curl", "apt-get install curl")
    commands = [block for block in blocks("sh") if block.startswith("curl")]
    command = re.split(r"\n(?=curl)", commands[0].strip())[number].replace(_SHOWN, served.url)
    (tmp_path / "README.md").write_text("# Ember\n\nEmber is a key-value store.\n")
    (tmp_path / "records.jsonl").write_text('{"id": 1, "readme": "# Ember"}\n{"id": 2}\n')
    done = subprocess.run(
        ["sh", "-c", f"{command.replace('curl ', 'curl -sS ', 1)}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0].get("tags") is not None
    assert len(answers) == (2 if "batch" in command else 1)


def test_the_error_that_is_shown(served: Served) -> None:
    shown = next(json.loads(block) for block in blocks("json") if '"error"' in block)
    request = urllib.request.Request(
        f"{served.url}/tag?max_tag=2", b"{}", {"content-type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    with caught.value as answer:
        assert json.load(answer) == shown


def test_the_metrics_that_are_named(served: Served) -> None:
    named = re.findall(r"`(tagengine_[a-z_]+)`", _PAGE)
    with urllib.request.urlopen(f"{served.url}/metrics") as answer:
        figures = answer.read().decode()
    assert [name for name in named if f"\n{name}" not in figures] == []
