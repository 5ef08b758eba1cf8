"""Counts as bars for a terminal; every bar has its number beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.reporting.as_text import shown

_CELLS = 24  # of the longest bar


def bars(counts: Sequence[tuple[str, int]]) -> list[str]:
    """Return a line for each name with its count and a bar; the longest bar is the largest count.

    Whoever prints the lines decides their order. A count above 0 has at least one cell.
    """
    names = [shown(name) for name, _ in counts]
    numbers = [f"{count:,}" for _, count in counts]
    width, digits = max(map(len, names), default=0), max(map(len, numbers), default=0)
    most = max((count for _, count in counts), default=0)
    lines = []
    for name, number, (_, count) in zip(names, numbers, counts, strict=True):
        bar = "█" * (max(1, count * _CELLS // most) if count else 0)
        lines.append(f"{name:<{width}}  {number:>{digits}}  {bar}".rstrip())
    return lines


def stacked(parts: Sequence[int], most: int) -> str:
    """Return a bar of up to three parts, '█', '▒' and '░', whose full length is for `most`."""
    bar, total = "", 0
    for part, cell in zip(parts, "█▒░", strict=False):
        total += part
        bar += cell * (-(-total * _CELLS // max(most, 1)) - len(bar))
    return bar
