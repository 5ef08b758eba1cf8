"""Regexes that are compiled when they are first used.

Compiling all that some document may need would take a quarter of the time of `tagengine tag`; one
README needs half of them.
"""

from __future__ import annotations

import re
from typing import Any


class _Uncompiled:
    """Stands in for a compiled regex, and takes over its methods as they are asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)
        return method


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, for calling its methods; a mistake shows at the first use."""
    stand_in: Any = _Uncompiled(pattern, flags)
    return stand_in  # type: ignore[no-any-return]
