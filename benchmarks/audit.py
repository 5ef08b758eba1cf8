"""What evidence costs: `tag` beside `explain --format json` over records, in one run.

    python benchmarks/audit.py records.jsonl

Prints documents a second, the median of several rounds in which both take turns.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tagengine import Engine, Record
from tagengine.evidence import audit_json
from tagengine.inputs.files import Failure, read_records
from tagengine.reporting import as_json


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    records = [
        read.record for read in read_records(arguments.records, print)
        if not isinstance(read, Failure)
    ]  # fmt: skip
    engine = Engine.load()

    def tag(record: Record) -> str:
        return as_json.line(as_json.tags(engine.tag_record(record), "object"))

    def explain(record: Record) -> str:
        return as_json.line(audit_json.data(engine.explain_record(record).audit))

    kinds: dict[str, Callable[[Record], str]] = {"tag": tag, "explain --format json": explain}
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    sizes = {name: sum(len(kind(record)) for record in records) for name, kind in kinds.items()}
    for _ in range(arguments.rounds):
        for name, kind in kinds.items():
            start = time.perf_counter()
            for record in records:
                kind(record)
            rates[name].append(len(records) / (time.perf_counter() - start))
    print(f"{len(records)} documents, median of {arguments.rounds} rounds in turns")
    for name in kinds:
        rate, size = median(rates[name]), sizes[name] / len(records)
        print(f"{name:<22} {rate:>8.1f} documents a second {size:>10,.0f} characters a document")


if __name__ == "__main__":
    main()
