"""Texts that are given by language, as `{"en": …, "de": …}`: which of them is read."""

from __future__ import annotations

import re
from collections.abc import Collection

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def preferred(keys: Collection[str]) -> str | None:
    """Return the key of the text to read, English or else the first.

    None if these keys are no languages (BCP 47, with `-` or `_`).
    """
    if not keys or not all(_LANGUAGE.fullmatch(key) for key in keys):
        return None
    return next((key for key in keys if re.split("[-_]", key)[0] == "en"), next(iter(keys)))
