"""The page of JSON Schemas, and the files that it leads to."""

from __future__ import annotations

import json
from pathlib import Path

from tagengine.authoring.schema import KINDS, FolderNames, render
from tagengine.rules import sources
from tagengine.server import openapi

_PAGE = """\
# JSON Schemas

| schema | describes |
|---|---|
| [audit-1.json](../schemas/audit-1.json) | an [audit](../audit.md), by `explain --format json` |
| [openapi.json](schemas/openapi.json) | what [the server](../server.md) reads and answers |
"""
_KINDS = """\

## Rule files

For the tags, zones and lists of the shipped rules. `tagengine rules schema` writes those of your
own rules: see [your editor](../rules.md#your-editor).

| schema | describes |
|---|---|
"""


def page() -> str:
    """Return the page as Markdown."""
    rows = (
        f"| [{kind}.schema.json](schemas/{kind}.schema.json) | {KINDS[kind]} |\n" for kind in KINDS
    )
    return "".join((_PAGE, _KINDS, *rows))


def write(folder: Path) -> None:
    """Write the schemas that are made by the program into a folder."""
    folder.mkdir()
    names = FolderNames.of(sources.read_files(sources.shipped_folder()))
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(render(kind, names) + "\n", "utf-8")
    (folder / "openapi.json").write_text(json.dumps(openapi.document(), indent=2) + "\n", "utf-8")
