"""The reference of configuration keys and presets in `docs/metadata.md`, made of their tables.

`python -m scripts.configuration_reference docs/metadata.md` renews it between its markers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.rule_reference import replaced, table
from tagengine.metadata.configuration.language import (
    FIELD_KEYS,
    FILE_KEYS,
    OVERRIDE_KEYS,
    RECORDS_KEYS,
)
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.reporting.findings import codes

COMMAND = "python -m scripts.configuration_reference docs/metadata.md"


def renewed(text: str) -> str:
    """Return the document with what is between its markers made again."""
    return replaced(
        text,
        {
            "configuration": table(FILE_KEYS),
            "records": table(RECORDS_KEYS),
            "fields": table(FIELD_KEYS),
            "override": table(OVERRIDE_KEYS),
            "presets": _presets(),
            "findings": _codes(),
        },
    )


def _codes() -> str:
    rows = (f"| `{code}` | {text} |\n" for code, text in codes.meanings(codes.RECORDS).items())
    return "".join(("| code | means |\n|---|---|\n", *rows))


def _presets() -> str:
    """Return a section for each preset: a file as it is meant for, and the entry it stands for."""
    parts = []
    for name, preset in PRESETS.items():
        path, text = preset.path, preset.text
        entry = "".join(f"    {line}\n" for line in preset.entry.splitlines())
        parts.append(
            f"### {name}\n\n{preset.meant_for}. `{path}`:\n\n"
            f"```{path.rpartition('.')[2]}\n{text}```\n\n"
            f"It stands for:\n\n```yaml\nrecords:\n  -\n{entry}```\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(renewed(document.read_text("utf-8")), "utf-8")
