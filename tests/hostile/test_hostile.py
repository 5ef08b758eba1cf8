"""The hostile set: nothing hangs, crashes, exhausts memory, leaves a file or has power."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.running import SECONDS, cases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = [case.name for case in cases()]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Any]:
    """What came of each case, all run in one process that has a gigabyte at most."""
    command = [sys.executable, "-m", "tests.hostile", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return {outcome["name"]: outcome for outcome in json.loads(done.stdout)}


def test_there_are_many(outcomes: dict[str, Any]) -> None:
    assert len(outcomes) == len(NAMES) > 700
    assert {"markup", "bytes", "records", "rules", "prompts", "audits", "gold", "names"} < {
        name.split("/")[0] for name in NAMES
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_of_it(name: str, outcomes: dict[str, Any]) -> None:
    outcome = outcomes[name]
    assert outcome["wrong"] == []
    assert outcome["code"] in (0, 1, 2)
    assert outcome["seconds"] < SECONDS
