"""Waiting for what must happen: for its event, never for a fixed time."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 180.0
"""Seconds after which something has gone wrong, however busy the machine is."""

_PAUSE = 0.01


def until(is_so: Callable[[], object]) -> None:
    """Return once something is so; an `AssertionError` if it does not come."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it does not come"
        time.sleep(_PAUSE)
