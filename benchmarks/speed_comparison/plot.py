"""The sweeps as one SVG with two panels, drawn from the data of the report."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from speed_comparison.systems import OURS, SYSTEMS

_COLOURS = (
    "#0b5394", "#1f77b4", "#5fa8d3", "#444444", "#2e7d32", "#8bc34a",
    "#d1495b", "#a1662f", "#e0a458", "#8e44ad", "#7f7f7f", "#17a2a2",
)  # fmt: skip
_STYLE = {
    "svg.fonttype": "none",  # text stays text: smaller, and it can be searched
    "svg.hashsalt": "tagengine",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def write(data: dict[str, Any], path: Path) -> None:
    """Write the plot; raises `ImportError` without matplotlib."""
    matplotlib: Any = import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update(_STYLE)
    pyplot: Any = import_module("matplotlib.pyplot")
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
    _panel(left, data["by_keywords"], "keywords", "seconds a MB, by number of keywords")
    _panel(right, data["by_size"], "bytes", "seconds a MB, by bytes of a document")
    lines = {line.get_label(): line for axes in (left, right) for line in axes.get_lines()}
    names = [name for name in SYSTEMS if name in lines]
    figure.legend(
        [lines[name] for name in names], names, loc="outside lower center", ncols=4, frameon=False
    )
    figure.savefig(path, metadata={"Date": None})


def _panel(axes: Any, sweeps: list[dict[str, Any]], unit: str, title: str) -> None:
    colours = dict(zip(SYSTEMS, _COLOURS, strict=True))
    for sweep in sweeps:
        points = [point for point in sweep["points"] if "problem" not in point]
        axes.plot(
            [point[unit] for point in points],
            [1 / point["mb_per_second"] for point in points],
            label=sweep["system"],
            color=colours[sweep["system"]],
            marker="o",
            markersize=3,
            linewidth=2.4 if sweep["system"].startswith(OURS) else 1.2,
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_title(title, loc="left", fontsize=10)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
