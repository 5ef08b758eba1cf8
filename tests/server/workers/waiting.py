"""Jobs for workers that a test holds up and lets go; apart, so that a worker imports little."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

from tagengine.server.workers.rules_in_use import Engines


def hold(_: Engines, folder: Path, name: str) -> str:
    """Say that the job has begun, and return its name once it is let go."""
    (folder / f"{name}.begun").touch()
    while not (folder / f"{name}.go").exists():
        time.sleep(0.01)
    return name


def crash(_: Engines) -> None:
    """Be a job that ends its worker."""
    os._exit(1)


def number_of(_: Engines) -> int:
    """Return the id of the worker's process."""
    return os.getpid()


async def begun(folder: Path, name: str) -> None:
    """Wait until a job that is held has begun."""
    while not (folder / f"{name}.begun").exists():
        await asyncio.sleep(0.01)


def let_go(folder: Path, *names: str) -> None:
    """Let jobs end that are held, or will be."""
    for name in names:
        (folder / f"{name}.go").touch()
