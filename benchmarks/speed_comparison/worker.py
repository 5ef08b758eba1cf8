"""What runs in a system's own process: it is made ready once, and measured as often as asked."""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from speed_comparison.systems import SYSTEMS, Way

MOST_FOR_ONE = 20.0  # seconds a document; a system that needs more is not measured
_PROBE = 4_000  # characters
_GOLDEN = 0.6180339887  # its multiples, modulo 1, are evenly spread however many there are


class Task(NamedTuple):
    """A system, the keywords it looks for, the documents it reads.

    `budget` is how many seconds a round may take: a system that needs more reads only some of the
    documents, evenly spread, and none at all if it needs twenty seconds for one.
    """

    system: str
    keywords: Sequence[str]
    texts: Sequence[str]
    budget: float


class Ready(NamedTuple):
    """What getting ready told: its seconds, the documents to measure, what was found in them."""

    seconds: float
    documents: tuple[int, ...]
    found: int


NOT_READY = Ready(0.0, (), 0)


class _State:
    way: Way
    texts: Sequence[str]


def prepare(task: Task) -> Ready:
    """Make a system ready and warm; raises whatever hinders it, such as a missing package."""
    start = time.process_time()
    way = SYSTEMS[task.system].make(task.keywords, task.texts)
    # As tagengine's own processes do, and for every system alike: what stays for good is not gone
    # through again and again by the collector of cyclic garbage.
    gc.freeze()
    seconds = time.process_time() - start
    documents, found = _first_round(way, task)
    _State.way, _State.texts = way, [task.texts[index] for index in documents]
    return Ready(seconds, documents, found)


def _first_round(way: Way, task: Task) -> tuple[tuple[int, ...], int]:
    probe = min(task.texts, key=len)
    way(probe[:_PROBE])
    start = time.process_time()
    way(probe[:_PROBE])
    share = len(probe) / len(probe[:_PROBE])
    if (time.process_time() - start) * share > MOST_FOR_ONE:
        return (), 0
    documents, found = [], 0
    start = time.process_time()
    for index in sorted(range(len(task.texts)), key=lambda index: index * _GOLDEN % 1):
        found += len(way(task.texts[index]))
        documents.append(index)
        if time.process_time() - start > task.budget:
            break
    return tuple(sorted(documents)), found


def measure() -> list[float]:
    """Return the seconds of processor time for each document, in the order of the documents."""
    way, seconds = _State.way, []
    for text in _State.texts:
        start = time.process_time()
        way(text)
        seconds.append(time.process_time() - start)
    return seconds


def peak_megabytes() -> float:
    """Return the most memory that this process had, in millions of bytes."""
    # Not `ru_maxrss` where there is better: a new process begins with that of the one before it.
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
