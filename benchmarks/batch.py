"""How `tagengine batch` grows with processes and documents, and what its cache saves.

    python benchmarks/batch.py [--corpus FILE] [--documents N] [--bytes N] [--rounds N] [--json]

Documents are the READMEs of FILE (.jsonl), or those in the metadata of the installed distributions,
again and again, each with a line of its own, so that no two are the same; `--bytes` cuts them. In
each round, so that all meet the same machine, 20,000 documents are tagged by one process, by two,
by two with an empty cache, and by two with a full one.
Figures are medians of the rounds (3): wall time, processor time of all processes together, and the
ratios of each round. Two processes need two processors that nobody else uses: on a busy machine
wall time says little, and processor time only that two have no more to do than one.

Memory is the greatest sum of what all processes of a run hold (resident), looked at ten times a
second, with N short documents and with ten times as many (`--short`, 400 bytes of each). It needs
/proc, so Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from speed_comparison import corpus

_LOOK_EVERY = 0.1  # seconds
_MEGABYTES = 2.0  # of READMEs of distributions


class Measured(NamedTuple):
    """One run: wall time and processor time in seconds, peak memory of its processes in bytes."""

    seconds: float
    processor: float
    memory: int


def write_documents(path: Path, texts: Sequence[str], documents: int, length: int | None) -> None:
    """Write a number of records, each with a limit of bytes if one is given."""
    cut = [text.encode()[:length].decode("utf-8", "ignore") for text in texts]
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            readme = f"{cut[number % len(cut)]}\n\nDocument {number}.\n"
            file.write(json.dumps({"id": f"document/{number}", "readme": readme}) + "\n")


def run(source: Path, output: Path, workers: int, *more: str | Path) -> Measured:
    """Run `tagengine batch` from its start to its exit."""
    command = [sys.executable, "-m", "tagengine", "batch", source, output, "--overwrite", "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*map(str, command), "--workers", str(workers), *map(str, more)], start_new_session=True
    )
    memory = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        memory = max(memory, _held_by(process.pid))
        time.sleep(_LOOK_EVERY)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"tagengine batch ended with code {process.returncode}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, memory)


def _held_by(session: int) -> int:
    """Return how many bytes the processes of a session hold together."""
    held = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session:
            held += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return held


def measure_speed(
    folder: Path, texts: Sequence[str], options: argparse.Namespace
) -> dict[str, object]:
    """Return the times of one process, of two, and of two with a cache, and their ratios."""
    source, output, cache = folder / "in.jsonl", folder / "out.jsonl", folder / "cache"
    write_documents(source, texts, options.documents, options.bytes)
    runs: dict[str, list[Measured]] = {}
    written = set()
    for _ in range(options.rounds):
        shutil.rmtree(cache, ignore_errors=True)
        cached = ("--cache", cache)
        kinds = (
            ("1 process", 1, ()),
            ("2 processes", 2, ()),
            ("2, empty cache", 2, cached),
            ("2, full cache", 2, cached),
        )
        for kind, workers, more in kinds:
            runs.setdefault(kind, []).append(run(source, output, workers, *more))
            written.add(output.read_bytes())
    if len(written) != 1:
        raise SystemExit("the outputs differ")
    rows = {
        kind: {
            "seconds": round(statistics.median(one.seconds for one in found), 2),
            "processor_seconds": round(statistics.median(one.processor for one in found), 2),
            "documents_per_second": round(
                options.documents / statistics.median(one.seconds for one in found), 1
            ),
        }
        for kind, found in runs.items()
    }
    return {
        "documents": options.documents,
        "megabytes": round(source.stat().st_size / 1e6, 1),
        "runs": rows,
        "two_to_one": _ratio(runs["1 process"], runs["2 processes"]),
        "cached_to_first": _ratio(runs["2, empty cache"], runs["2, full cache"]),
    }


def _ratio(slow: Sequence[Measured], fast: Sequence[Measured]) -> float:
    """Return the median of the ratios of wall times, round by round."""
    ratios = [one.seconds / other.seconds for one, other in zip(slow, fast, strict=True)]
    return round(statistics.median(ratios), 2)


def measure_memory(
    folder: Path, texts: Sequence[str], options: argparse.Namespace
) -> dict[str, object]:
    """Return the peak of memory with some documents, and with ten times as many."""
    peaks = []
    for documents in (options.documents, 10 * options.documents):
        source = folder / "short.jsonl"
        write_documents(source, texts, documents, options.short)
        peaks.append(run(source, folder / "short.out.jsonl", 2).memory)
    few, many = peaks
    return {
        "documents": [options.documents, 10 * options.documents],
        "peak_mib": [round(peak / 2**20, 1) for peak in peaks],
        "growth_percent": round(100 * (many - few) / few, 1),
    }


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, help="a .jsonl file of records (installed READMEs)")
    parser.add_argument("--documents", type=int, default=20_000, help="documents (20,000)")
    parser.add_argument("--bytes", type=int, help="bytes of a document at most (whole)")
    parser.add_argument("--short", type=int, default=400, help="bytes where memory counts (400)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, by turns (3)")
    parser.add_argument("--only", choices=["speed", "memory"], help="only one of the two parts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if options.corpus is None:
        texts = corpus.of_distributions(_MEGABYTES)
    else:
        texts = corpus.of_records(options.corpus)
    figures: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as name:
        if options.only != "memory":
            figures["speed"] = measure_speed(Path(name), texts, options)
        if options.only != "speed":
            figures["memory"] = measure_memory(Path(name), texts, options)
    print(json.dumps(figures) if options.json else _table(figures, options))


def _table(figures: dict[str, dict[str, object]], options: argparse.Namespace) -> str:
    lines = []
    if speed := figures.get("speed"):
        runs: dict[str, dict[str, float]] = speed["runs"]  # type: ignore[assignment]
        lines.append(
            f"{speed['documents']:,} documents, {speed['megabytes']} MB, "
            f"medians of {options.rounds} rounds"
        )
        lines.append(f"{'':18}{'seconds':>9}{'processor':>11}{'docs/s':>9}")
        lines.extend(
            f"{kind:18}{of['seconds']:9.1f}{of['processor_seconds']:11.1f}"
            f"{of['documents_per_second']:9.0f}"
            for kind, of in runs.items()
        )
        lines.append(f"two processes against one: {speed['two_to_one']}x")
        lines.append(f"full cache against empty: {speed['cached_to_first']}x")
    if memory := figures.get("memory"):
        few, many = memory["documents"]  # type: ignore[misc]
        low, high = memory["peak_mib"]  # type: ignore[misc]
        lines.append(
            f"memory: {few:,} documents {low} MiB, {many:,} documents {high} MiB "
            f"({memory['growth_percent']:+}%)"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
