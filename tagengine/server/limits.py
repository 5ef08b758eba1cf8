"""What a server takes on: bytes, connections, waiting requests, seconds."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.system import processors

_MOST_WORKERS = 8


def usual_workers() -> int:
    """Return how many processes tag by default: one a processor, at least 2 and at most 8."""
    return max(2, min(processors.usable(), _MOST_WORKERS))


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a server; sizes in bytes, times in seconds.

    `waiting` is how many requests may wait for a worker, and `turn` for how long; `large` the size
    from which a document leaves one worker free for smaller ones; `tagging` the time that one
    document may take. `head` and `body` are the times for the parts of a request to arrive,
    `write` that for a client to take its answer, `idle` how long a connection is kept between
    requests, `stop` how long a stop waits for what is in flight.
    """

    body_bytes: int = 1024 * 1024
    head_bytes: int = 32 * 1024
    large: int = 128 * 1024
    connections: int = 2048
    waiting: int = 1024
    tagging: float = 20
    turn: float = 60
    head: float = 10
    body: float = 30
    write: float = 30
    idle: float = 5
    stop: float = 30
