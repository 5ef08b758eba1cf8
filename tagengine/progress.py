"""Progress of long work on a terminal; silent when piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_FIRST_AFTER = 1.0  # seconds
_EVERY = 0.2  # seconds


def counted(
    items: Iterable[Item], what: str = "documents", *, prints_between: bool = True
) -> Iterator[Item]:
    """Yield the items; on a terminal, show how many there were of `what`.

    If the caller `prints_between` them, it is only shown where the output goes elsewhere.
    """
    if not sys.stderr.isatty() or (prints_between and sys.stdout.isatty()):
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
            rate = count / max(now - start, 1e-9)
            speed = f", {rate:,.0f} a second" if rate >= 1 else ""
            print(f"\r{count:,} {what}{speed} ", end="", file=sys.stderr, flush=True)
            shown_at, is_shown = now + _EVERY, True
    if is_shown:
        print(f"\r{count:,} {what}{'':30}", file=sys.stderr)
