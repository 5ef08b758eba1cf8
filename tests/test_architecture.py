"""The map in `docs/architecture.md` shows the rooms that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tagengine"
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
MOST_ITEMS = 25


def _rooms() -> set[str]:
    hidden = ("_", ".")
    return {
        f"{path.name}/" if path.is_dir() else path.name
        for path in PACKAGE.iterdir()
        if not path.name.startswith(hidden) and path.name != "py.typed"
    }


def test_the_table_names_every_room_and_no_other() -> None:
    table = re.findall(
        r"^\| (`[^|]+`) \| [^|]+ \|$", TEXT.split("## How a document")[0], re.MULTILINE
    )
    named = {name for row in table for name in re.findall(r"`([^`]+)`", row)}
    assert named == _rooms()


def test_the_top_of_the_package_fits_a_glance() -> None:
    items = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert len(items) <= MOST_ITEMS


def test_every_module_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|yaml|md))`", TEXT))
    missing = {name for name in named if not ((PACKAGE / name).exists() or (ROOT / name).exists())}
    assert missing == set()
