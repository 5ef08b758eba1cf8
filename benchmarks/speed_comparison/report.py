"""A comparison as JSON, and as tables for a terminal 100 columns wide."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Any

from speed_comparison.comparison import Comparison, Sweep
from speed_comparison.corpus import size
from speed_comparison.figures import figures
from speed_comparison.rounds import Measured
from speed_comparison.systems import OURS, SYSTEMS

_PACKAGES = (
    "ahocorasick_rs", "markdown-it-py", "flashtext", "flashtext2", "hyperscan", "regex",
    "scikit-learn", "spacy",
)  # fmt: skip


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return everything that was measured, for JSON."""
    plan = comparison.plan
    return {
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "packages": dict(_versions()),
        "documents": len(plan.texts),
        "bytes": sum(map(size, plan.texts)),
        "keywords": plan.keywords,
        "rounds": plan.rounds,
        "systems": [
            {"system": name, "does": SYSTEMS[name].does, **_data(one, comparison.systems.get(OURS))}
            for name, one in comparison.systems.items()
        ],
        "by_keywords": [_sweep_data(one, "keywords") for one in comparison.by_keywords],
        "by_size": [_sweep_data(one, "bytes") for one in comparison.by_size],
        "figures": [
            {**one._asdict(), "value": round(one.value, 3), "is_reached": one.is_reached}
            for one in figures(comparison)
        ],
    }


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PACKAGES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            continue


def _sweep_data(sweep: Sweep, unit: str) -> dict[str, Any]:
    points = [{unit: number, **_data(one, None)} for number, one in sweep.points.items()]
    return {"system": sweep.system, "points": points}


def _data(one: Measured, ours: Measured | None) -> dict[str, Any]:
    if not one.rounds:
        return {"problem": one.problem}
    data = {
        "documents": len(one.documents),
        "found": one.ready.found,
        "seconds": round(one.seconds, 6),
        "mb_per_second": round(one.bytes_read / 1e6 / one.seconds, 4),
        "documents_per_second": round(len(one.documents) / one.seconds, 3),
        "ready_seconds": round(one.ready.seconds, 3),
        "peak_megabytes": round(one.megabytes, 1),
    }
    if ours is not None and ours.rounds:
        data["times_tagengine"] = round(one.times(ours), 4)
    return data


def as_text(data: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the tables; `data` is that of `as_data`."""
    yield (
        f"{data['documents']:,} documents, {data['bytes'] / 1e6:.2f} MB, {data['keywords']:,} "
        f"keywords; rounds: {data['rounds']}, their medians (Python {data['python']})"
    )
    yield ""
    yield (
        f"{'system':27}{'what one gets':27}{'MB/s':>9}{'docs/s':>9}"
        f"{'x tagengine':>13}{'peak MB':>9}"
    )
    problems = []
    for row in data["systems"]:
        if "problem" in row:
            problems.append(f"not measured: {row['system']} ({row['problem']})")
            continue
        times = f"{row['times_tagengine']:.3g}" if "times_tagengine" in row else ""
        yield (
            f"{row['system']:27}{row['does']:27}{_short(row['mb_per_second']):>9}"
            f"{_short(row['documents_per_second']):>9}{times:>13}{row['peak_megabytes']:>9.0f}"
        )
    yield from problems
    yield from _sweep_lines(data["by_keywords"], "keywords", "seconds a MB by keywords", _pace)
    yield from _sweep_lines(data["by_keywords"], "keywords", "peak MB by keywords", _peak)
    yield from _sweep_lines(data["by_size"], "bytes", "seconds a MB by bytes", _pace)
    if data["figures"]:
        yield ""
        yield "ratios of time"
    for one in data["figures"]:
        limit = f"at {'least' if one['at_least'] else 'most'} {one['limit']:g}"
        verdict = "reached" if one["is_reached"] else "not reached"
        yield f"{one['what']:56}{one['value']:>8.2f}  {limit}: {verdict}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _pace(point: dict[str, Any]) -> float:
    return 1 / float(point["mb_per_second"])


def _peak(point: dict[str, Any]) -> float:
    return float(point["peak_megabytes"])


def _sweep_lines(
    sweeps: list[dict[str, Any]],
    unit: str,
    title: str,
    value: Callable[[dict[str, Any]], float],
) -> Iterator[str]:
    if not sweeps:
        return
    yield ""
    numbers = [point[unit] for point in sweeps[0]["points"]]
    yield f"{title:28}" + "".join(f"{number:>12,}" for number in numbers)
    for sweep in sweeps:
        points = sweep["points"]
        cells = ["-" if "problem" in point else _short(value(point)) for point in points]
        yield f"{sweep['system']:28}" + "".join(f"{cell:>12}" for cell in cells)
