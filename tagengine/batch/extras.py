"""Packages that not everyone needs, and what to say where one is missing."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from tagengine.errors import TagEngineError


def pyarrow(part: str = "") -> Any:
    """Return pyarrow, or its module `part`; raises `TagEngineError` where it is missing."""
    return _load(f"pyarrow.{part}" if part else "pyarrow", "Parquet", "parquet")


def zstd() -> Any:
    """Return Python's module for Zstandard, or its backport; raises `TagEngineError` if neither."""
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return _load(name, "Zstandard (.zst)", "zstd")


def _load(name: str, what: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0] if extra == "parquet" else name
        raise TagEngineError(
            f"{what} needs {package}, which is not installed (pip install 'tagengine[{extra}]')"
        ) from None
