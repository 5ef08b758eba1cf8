"""Layouts of metadata repositories that exist, by name: what `presets.toml` says of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msgspec import toml

_FILE = Path(__file__).with_name("presets.toml")


@dataclass(frozen=True, slots=True)
class Preset:
    """A known layout; the fields are as the head of the file explains them."""

    meant_for: str
    entry: str
    path: str
    text: str
    marker: str = ""
    sureness: str = "just a guess: many files look like this"
    root: tuple[str, ...] = ()
    older_root: tuple[str, ...] = ()


PRESETS = toml.decode(_FILE.read_bytes(), type=dict[str, Preset])
