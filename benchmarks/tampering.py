"""Whether `verify` finds what was changed in audits of real records, and names it.

    python -m benchmarks.tampering records.jsonl --cases 10

Verifies the audit of every record with the document and without, then changes one field of it in
this many ways, spread evenly over all of it, and verifies each again. Prints the counts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tagengine import Engine
from tagengine.auditing.strict_json import read_entries
from tagengine.auditing.verification import verify
from tagengine.evidence import audit_json
from tagengine.inputs.files import Failure, read_records
from tests.auditing.tampering import Tampered, count, names, tampered


def main() -> None:
    """Change, verify and count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--cases", type=int, default=10, help="changes of each audit")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    engine = Engine.load()
    counts: Counter[str] = Counter()
    for read in read_records(arguments.records, print):
        if isinstance(read, Failure):
            continue
        data = audit_json.data(engine.explain_record(read.record).audit)
        counts["audits"] += 1
        counts["audits right with the document"] += not verify(data, read.record, engine)
        counts["audits right without the document"] += not verify(data, None, engine)
        for one in _chosen(data, arguments.cases, chance):
            changed = next(read_entries(json.dumps(one.data).encode(), "x")).value
            counts["changes"] += 1
            _judge("with the document", one, verify(changed, read.record, engine), counts)
            _judge("without the document", one, verify(changed, None, engine), counts)
    for name, number in counts.items():
        print(f"{number:>6} {name}")


def _chosen(data: Any, cases: int, chance: random.Random) -> Iterator[Tampered]:
    """Yield an audit with one change, as many times as asked for, spread evenly over its parts."""
    every = max(1, count(data) // cases)
    yield from tampered(data, every, chance.randrange(every))


def _judge(how: str, one: Tampered, found: list[Any], counts: Counter[str]) -> None:
    counts[f"changes found {how}"] += bool(found)
    counts[f"changes named {how}"] += names(found, one.path)
    if not found:
        print(f"not found {how}: {one.path}, {one.how}")


if __name__ == "__main__":
    main()
