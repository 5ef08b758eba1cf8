"""The picture of the package's rooms, drawn from the layers in `pyproject.toml`.

`python -m scripts.rooms` draws it again, light and dark: `docs/pictures/rooms-*.svg`.
"""

from __future__ import annotations

import html
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
TASKS = {
    "cli": "reads the command line",
    "commands": "one file for each command",
    "server": "HTTP, OpenAI's API, playground",
    "batch": "very many documents",
    "metadata": "check and fix records",
    "learning": "learn and tune rules",
    "authoring": "check, test, format, compare rules",
    "auditing": "verify and compare audits",
    "evaluation": "measure with labels",
    "reporting": "forms that features share",
    "engine": "the pipeline in order",
    "evidence": "the account of a result",
    "selection": "scores to tags",
    "scoring": "matches to scores",
    "matching": "document and rules to matches",
    "inputs": "files and requests to records",
    "document": "record to document",
    "rules": "YAML to rule set",
    "system": "files, processes, caches",
    "text": "letters, words, printing",
    "errors": "errors that users see",
    "version": "the version",
}
"""What each room is for, in a few words."""

_GROUPS = {
    "cli": "Command line", "server": "Features", "reporting": "Reports", "engine": "Pipeline",
    "rules": "Rules", "system": "Ground",
}  # fmt: skip
"""The first room of each group, from the top."""


class Colours(NamedTuple):
    """The colours of a picture; `fill` alternates between the groups."""

    text: str
    soft: str
    line: str
    fill: tuple[str, str]


COLOURS = {
    "light": Colours("#1f2328", "#59636e", "#c5ccd3", ("#f6f8fa", "#eaf1fb")),
    "dark": Colours("#e6edf3", "#9aa4ae", "#444c56", ("#161b22", "#1b2636")),
}
_WIDTH, _LEFT, _ROW, _GAP = 760, 120, 30, 4  # pixels


def layers() -> list[list[str]]:
    """Return the rooms of each layer, from the top: a room imports only those below it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contract = next(one for one in contracts["contracts"] if one["containers"] == ["tagengine"])
    return [layer.split(" : ") for layer in contract["layers"]]


def picture(scheme: str) -> str:
    """Return the picture as SVG in the colours of a scheme, `light` or `dark`."""
    colours = COLOURS[scheme]
    marks: list[str] = []
    group = 0
    for row, rooms in enumerate(layers()):
        top = row * (_ROW + _GAP)
        label = _GROUPS.get(rooms[0])
        if label is not None:
            group += 1
            marks.append(_text(0, top + 20, label, "group"))
        width = (_WIDTH - _LEFT - _GAP * (len(rooms) - 1)) / len(rooms)
        for number, room in enumerate(rooms):
            left = _LEFT + number * (width + _GAP)
            marks.append(
                f'<rect x="{left:g}" y="{top + 0.5}" width="{width:g}" height="{_ROW}" rx="4" '
                f'fill="{colours.fill[group % 2]}" stroke="{colours.line}"/>'
            )
            marks.append(_text(left + 10, top + 20, room, "room"))
            marks.append(_text(left + 100, top + 20, TASKS[room], "task"))
    height = len(layers()) * (_ROW + _GAP) + 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">\n'
        "<title>The rooms of the package, from the command line down to the errors</title>\n"
        f"<style>text{{font:14px system-ui,sans-serif;fill:{colours.text}}}"
        f".room{{font-weight:600}}.task,.group{{fill:{colours.soft}}}</style>\n"
        + "\n".join(marks)
        + "\n</svg>\n"
    )


def _text(left: float, baseline: float, text: str, kind: str) -> str:
    return f'<text x="{left:g}" y="{baseline:g}" class="{kind}">{html.escape(text)}</text>'


def draw() -> None:
    """Write the picture, light and dark."""
    for scheme in COLOURS:
        (PICTURES / f"rooms-{scheme}.svg").write_text(picture(scheme), "utf-8")


if __name__ == "__main__":
    draw()
