"""Extras: packages that few people need, and what to say where they are not installed."""

from __future__ import annotations

from importlib.util import find_spec

from tagengine.errors import UsageError

MODULES = {
    "learning": ("snowballstemmer",),
}
"""The modules that an extra of `pyproject.toml` brings."""


def require(extra: str, purpose: str) -> None:
    """Make sure that an extra is installed, before work that needs it begins.

    Raises `UsageError`, which begins with `purpose` (a verb or an option) and says how to install.
    """
    missing = [module for module in MODULES[extra] if find_spec(module) is None]
    if missing:
        needed = " and ".join(missing)
        raise UsageError(f"{purpose} needs {needed} (pip install 'tagengine[{extra}]')")
