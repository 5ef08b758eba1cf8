"""The folder that caches are kept in, and whether a file in it can be trusted."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

VARIABLE = "TAGENGINE_CACHE"


def folder() -> Path | None:
    """Return the folder of the cache: `$TAGENGINE_CACHE`, else the user's; None if turned off."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen.casefold() in ("off", "0", "no"):
        return None
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "tagengine"
    except RuntimeError:  # no home folder
        return None


def made(path: Path) -> bool:
    """Make a folder for a cache, if it is not there; return whether only the user can write to it.

    In one that others can write to, they could plant files and links, so it is not used. Raises
    `OSError`.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _is_of_user_alone(path.stat())


def is_own(status: os.stat_result) -> bool:
    """Return whether this is a file, the user's, and only the user can have written it."""
    return stat.S_ISREG(status.st_mode) and _is_of_user_alone(status)


def opened(path: Path) -> BinaryIO | None:
    """Open a file of a cache to read it; None if it is a link, or not to be trusted.

    Raises `OSError`.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    if is_own(os.fstat(file.fileno())) and _is_of_user_alone(path.parent.stat()):
        return file
    file.close()
    return None


def _is_of_user_alone(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
