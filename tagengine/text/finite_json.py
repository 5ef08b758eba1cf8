"""JSON's numbers without those that could not be written as JSON again: NaN and infinities."""

from __future__ import annotations

import math
from typing import Any, NoReturn

_SHOWN = 20  # characters of a number in a message


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:_SHOWN]} is too large a number")
    return number


HOOKS: dict[str, Any] = {"parse_constant": _refuse, "parse_float": _finite}
"""Arguments of `json.loads` and `json.JSONDecoder`: they raise `ValueError` for such a number."""


def refused(error: ValueError) -> str:
    """Return why a number was refused; Python reads whole numbers only up to some length."""
    said = str(error)
    return "a number too long to read" if said.startswith("Exceeds the limit") else said
