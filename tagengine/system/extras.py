"""Extras: packages that few people need, and what to say where they are not installed."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

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
        needed = " and ".join(missing)
        raise UsageError(f"{purpose} needs {needed} (pip install 'tagengine[{extra}]')")


def load(extra: str, purpose: str, module: str) -> Any:
    """Return a module that an extra brings; errors as for `require`."""
    require(extra, purpose)
    return import_module(module)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that it is a part of
        return False
