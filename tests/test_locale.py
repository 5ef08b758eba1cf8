"""The locale takes no part: names of files are the same ids, whatever it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
_NAME = "ä数.md"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
@pytest.mark.parametrize("isolated", [[], ["-E"]])
@pytest.mark.parametrize(
    "command",
    [
        ["tag", _NAME, "folder"],
        ["batch", "folder", "-", "--workers", "1"],
        ["explain", _NAME, "--format", "json"],
    ],
)
def test_a_name_beyond_ascii_is_the_same_id_everywhere(
    tmp_path: Path, folder: Path, command: list[str], isolated: list[str]
) -> None:
    (tmp_path / _NAME).write_text("# SQL\n")
    (tmp_path / "folder" / "ü").mkdir(parents=True)
    (tmp_path / "folder" / "ü" / "README.md").write_text("# SQL\n")
    outputs = []
    for locale in ({"LC_ALL": "C.UTF-8"}, _C):
        done = subprocess.run(
            [sys.executable, *isolated, "-m", "tagengine", *command, "--rules", str(folder)],
            cwd=tmp_path, env={**os.environ, **locale}, check=True, capture_output=True,
        )  # fmt: skip
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert "ü" in outputs[1].decode() or _NAME in outputs[1].decode()
