"""Where configurations may be: the names of their files, looked for from a folder upwards."""

from __future__ import annotations

import os
import re
from pathlib import Path

FILE_NAME = ".tagengine.yaml"
PROJECT_FILE = "pyproject.toml"
_TABLE = rb"""\btool["']?\s*(?:\.\s*["']?tagengine\b|[]=])"""


def is_any_above(path: Path) -> bool:
    """Return whether a file that may be a configuration is in a file's folder, or in one above.

    Nothing is read but project files for a table of ours, so this is quick.
    """
    return any(
        (folder / FILE_NAME).is_file() or _is_project(folder / PROJECT_FILE)
        for folder in folders_above(path)
    )


def folders_above(path: Path) -> list[Path]:
    """Return a folder, or the folder of a file, and all above it; links are not followed."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 -- without following links
    return [place, *place.parents] if place.is_dir() else list(place.parents)


def shown(path: Path) -> str:
    """Return a path as messages name it: relative to the current folder if it is below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _is_project(path: Path) -> bool:
    """Return whether a project file may have a table of ours, not just our name among others."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return b"tagengine" in content and re.search(_TABLE, content) is not None
