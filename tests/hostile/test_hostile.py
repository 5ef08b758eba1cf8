"""The hostile set: nothing hangs, crashes, exhausts memory, leaves a file or has power."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.running import cases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = [case.name for case in cases()]
KINDS = sorted({name.partition("/")[0] for name in NAMES})


def test_there_are_many() -> None:
    assert len(NAMES) > 700
    assert {"markup", "bytes", "records", "rules", "prompts", "audits", "gold", "names"} < {*KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_of_it(kind: str) -> None:
    """All cases of a kind run in one process that has a gigabyte at most."""
    command = [sys.executable, "-m", "tests.hostile", f"{kind}/", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    outcomes = json.loads(done.stdout)
    assert [one["name"] for one in outcomes] == [one for one in NAMES if f"{kind}/" in one]
    assert [one for one in outcomes if one["wrong"] or one["code"] not in (0, 1, 2)] == []
