"""How many processors a process may use."""

from __future__ import annotations

import os

from tagengine.system.processors import usable


def test_the_processors_that_may_be_used() -> None:
    assert 1 <= usable() <= (os.cpu_count() or 1)
    if hasattr(os, "sched_setaffinity"):
        allowed = os.sched_getaffinity(0)
        try:
            os.sched_setaffinity(0, {min(allowed)})
            assert usable() == 1
        finally:
            os.sched_setaffinity(0, allowed)
