"""What the codes of findings mean, with an example of each and its fix: `codes.toml`, read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import toml

_FILE = Path(__file__).with_name("codes.toml")
RECORDS = ("records",)
RULES = ("rules", "examples", "checks")
"""The kinds of findings that checks of records, and those of rules, have."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means, in a sentence; what has the finding, and what is right instead."""

    meaning: str
    wrong: str
    right: str


@cache
def by_kind() -> dict[str, dict[str, Explained]]:
    """Return all codes by the kind of their findings: records, rules, examples, checks."""
    return toml.decode(_FILE.read_bytes(), type=dict[str, dict[str, Explained]])


def explained(*kinds: str) -> dict[str, Explained]:
    """Return the codes of some kinds, by default of all; of a code that several have the first."""
    found: dict[str, Explained] = {}
    for kind in kinds or by_kind():
        for code, one in by_kind()[kind].items():
            found.setdefault(code, one)
    return found


def meanings(kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the meanings of the codes of some kinds."""
    return {code: one.meaning for code, one in explained(*kinds).items()}
