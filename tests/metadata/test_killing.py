"""A fix that is killed leaves every file old or new, whole; `TAGENGINE_KILLS` sets how often."""

from __future__ import annotations

import os
import sys

import pytest

from tests.metadata.killing import kill

pytestmark = pytest.mark.slow


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_fix_leaves_every_file_whole() -> None:
    kills = int(os.environ.get("TAGENGINE_KILLS", "5"))
    done = kill(kills, files=500 if kills > 50 else 60)
    assert done.kills == kills
    assert done.broken == 0
    assert done.left_over <= done.kills  # the one temporary file that was being written
