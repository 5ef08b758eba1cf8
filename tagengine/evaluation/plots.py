"""An evaluation as pictures: SVG without scripts, light or dark as the page is.

Each picture has a title for those who cannot see it; its numbers stand in the tables of the report.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from tagengine.evaluation.figures import Confusion
from tagengine.evaluation.reliability import AtConfidence, Reliability
from tagengine.evaluation.report import CurvePoint
from tagengine.reporting.as_text import shown

STYLE = (
    "figure{margin:1.5rem 0;overflow-x:auto}svg{max-width:100%;height:auto}"
    "svg text{fill:currentColor;font:12px system-ui,sans-serif}.axis{stroke:currentColor;"
    "stroke-opacity:.25}.line{fill:none;stroke:#2563eb;stroke-width:2}.dot{fill:#2563eb}"
    ".even{stroke:currentColor;stroke-opacity:.5;stroke-dasharray:4 4}.cell{fill:#2563eb}"
    "@media(prefers-color-scheme:dark){.line{stroke:#7aa2f7}.dot,.cell{fill:#7aa2f7}}"
)
"""What the pictures need in the style of their page."""

_TAGS = 20  # of the confusion picture
_CELL, _NAMES = 26, 150
_WIDTH, _HEIGHT, _MARGIN = 520, 320, 52
_FIFTHS = tuple((step / 5, f"{step / 5:.1f}") for step in range(6))


def confusion_picture(confusions: Sequence[Confusion]) -> str:
    """Return the most frequent confusions as a matrix: label missed by row, tag given by column.

    '' if there is none with both a missed label and a tag given in its place.
    """
    pairs = [
        (one.missed, one.given, len(one.documents))
        for one in confusions
        if one.missed is not None and one.given is not None
    ]
    rows = list(dict.fromkeys(missed for missed, _, _ in pairs))[:_TAGS]
    columns = list(dict.fromkeys(given for missed, given, _ in pairs if missed in rows))[:_TAGS]
    kept = [(m, g, count) for m, g, count in pairs if m in rows and g in columns]
    if not kept:
        return ""
    most = max(count for _, _, count in kept)
    width, height = _NAMES + _CELL * len(columns), _NAMES + _CELL * len(rows)
    marks = [_text(_NAMES - 8, _NAMES + _CELL * i + 17, name, "end") for i, name in enumerate(rows)]
    marks += [_slanted(_NAMES + _CELL * i + 17, _NAMES - 8, name) for i, name in enumerate(columns)]
    for missed, given, count in kept:
        x, y = _NAMES + _CELL * columns.index(given), _NAMES + _CELL * rows.index(missed)
        marks.append(
            f'<rect class="cell" x="{x}" y="{y}" width="{_CELL - 2}" height="{_CELL - 2}" '
            f'fill-opacity="{0.15 + 0.6 * count / most:.2f}"/>'
            + _text(x + _CELL // 2 - 1, y + 17, str(count), "middle")
        )
    title = "Labels that were missed, and the tags given in their place"
    return _figure(width + _NAMES // 2, height, marks, title)


def learning_curve(points: Sequence[CurvePoint]) -> str:
    """Return micro F1 against the number of labelled records that rules were learned from."""
    most = max(point.records for point in points)
    line = [(point.records / most, point.micro_f1) for point in points]
    ticks = [(point.records / most, f"{point.records:,}") for point in points]
    return _chart(line, ticks, ("labelled records", "micro F1"), "Micro F1 by labelled records")


def reliability_diagram(found: Reliability) -> str:
    """Return the part of tags that are right against their confidence, beside the ideal line."""
    line = [(one.confidence, one.right) for one in found.ranges]
    names = ("confidence", "right or not wrong")
    return _chart(line, _FIFTHS, names, "Reliability: dots on the dashed line are ideal", even=True)


def precision_against_recall(found: Sequence[AtConfidence]) -> str:
    """Return precision against recall, a dot for each least confidence."""
    line = [(one.recall, one.precision) for one in found if one.tags]
    title = "Precision against recall, a dot for each least confidence"
    return _chart(line, _FIFTHS, ("recall", "precision"), title)


def _chart(
    line: Sequence[tuple[float, float]],
    ticks: Iterable[tuple[float, str]],
    names: tuple[str, str],
    title: str,
    *,
    even: bool = False,
) -> str:
    """Return a line in a square from 0 to 1, with a dot for each of its points.

    `ticks` are places of the horizontal axis with their texts; `even` adds the diagonal.
    """
    marks = []
    for step in range(6):
        y = _y(step / 5)
        marks.append(f'<path class="axis" d="M{_x(0)} {y}H{_x(1)}"/>')
        marks.append(_text(_MARGIN - 8, y + 4, f"{step / 5:.1f}", "end"))
    marks += [_text(_x(at), _y(0) + 18, text, "middle") for at, text in ticks]
    marks.append(_text((_x(0) + _x(1)) // 2, _HEIGHT - 6, names[0], "middle"))
    marks.append(_text(_MARGIN, 14, names[1], "start"))
    if even:
        marks.append(f'<path class="even" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>')
    path = "L".join(f"{_x(x)} {_y(y)}" for x, y in line)
    marks.append(f'<path class="line" d="M{path}"/>')
    marks += [f'<circle class="dot" cx="{_x(x)}" cy="{_y(y)}" r="3"/>' for x, y in line]
    return _figure(_WIDTH, _HEIGHT, marks, title)


def _x(part: float) -> int:
    return round(_MARGIN + part * (_WIDTH - _MARGIN - 20))


def _y(part: float) -> int:
    return round(_HEIGHT - _MARGIN - part * (_HEIGHT - _MARGIN - 28))


def _text(x: int, y: int, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{html.escape(shown(text, 20))}</text>'


def _slanted(x: int, y: int, text: str) -> str:
    upright = _text(x, y, text, "start")
    return upright.replace("<text ", f'<text transform="rotate(-60 {x} {y})" ', 1)


def _figure(width: int, height: int, marks: Iterable[str], title: str) -> str:
    return (
        f'<figure><figcaption>{title}</figcaption><svg viewBox="0 0 {width} {height}" '
        f'width="{width}" role="img" aria-label="{title}">{"".join(marks)}</svg></figure>\n'
    )
