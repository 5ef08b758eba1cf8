"""Progress of long work on a terminal; silent when piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_FIRST_AFTER = 1.0  # seconds
_EVERY = 0.2  # seconds


def counted(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; on a terminal that is not used for output, show how many there were."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    start = time.monotonic()
    shown_at = start + _FIRST_AFTER
    is_shown = False
    count = 0
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now >= shown_at:
            rate = count / (now - start)
            print(
                f"\r{count:,} documents, {rate:,.0f} a second ", end="", file=sys.stderr, flush=True
            )
            shown_at, is_shown = now + _EVERY, True
    if is_shown:
        print(f"\r{count:,} documents{'':30}", file=sys.stderr)
