"""Extras: packages that few people need, and what to say where they are not installed."""

from __future__ import annotations

import json
import os
import shlex
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tagengine.errors import UsageError

ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
MODULES = {
    "learning": ("numpy", "scipy", "snowballstemmer"),
    "parquet": ("pyarrow",),
    "spark": ("pyspark", "pyarrow", "pandas"),
    "zstd": (ZSTD,),
}
"""The modules that an extra of `pyproject.toml` brings, where Python does not have them."""


def require(extra: str, purpose: str) -> None:
    """Make sure that an extra is installed, before work that needs it begins.

    Raises `UsageError`, which begins with `purpose` (a verb or an option) and says how to install.
    """
    missing = [module for module in MODULES[extra] if not _is_there(module)]
    if missing:
        *others, last = missing
        needed = f"{', '.join(others)} and {last}" if others else last
        raise UsageError(f"{purpose} needs {needed} ({installing(extra)})")


def installing(extra: str) -> str:
    """Return the command that adds an extra to this installation, from where it came from."""
    name = shlex.quote(f"{_origin()}[{extra}]")
    if "pipx" in Path(sys.prefix).parts:
        return f"pipx install --force {name}"
    folder = str(Path(sys.executable).parent)
    is_found = folder in os.environ.get("PATH", "").split(os.pathsep)
    return f"{'pip' if is_found else f'{sys.executable} -m pip'} install {name}"


def _origin() -> str:
    """Return the folder that tagengine was installed from, else its name on PyPI."""
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 -- slow

    try:
        text = distribution("tagengine").read_text("direct_url.json")
        url = urlsplit(json.loads(text or "{}").get("url", ""))
    except (PackageNotFoundError, ValueError):
        return "tagengine"
    folder = unquote(url.path)
    return folder if url.scheme == "file" and Path(folder).is_dir() else "tagengine"


def load(extra: str, purpose: str, module: str) -> Any:
    """Return a module that an extra brings; errors as for `require`."""
    require(extra, purpose)
    return import_module(module)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that it is a part of
        return False
