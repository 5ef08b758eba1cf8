"""The folder that caches are kept in, and whether a file in it can be trusted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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


def is_own(status: os.stat_result) -> bool:
    """Return whether a file is the user's and only the user can have written it."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
