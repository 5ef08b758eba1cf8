"""Tries the cases of a folder: `python -m tests.field FOLDER [KIND ...] [--show]`.

Prints the cases that are not right, then right of cases by kind; `--show` adds what was seen.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.field.cases import Case, Seen, cases_in
from tests.field.expectations import judge
from tests.server.support import client_of

_WORKERS = 2


def main(arguments: list[str]) -> int:
    """Try the cases; exit code 1 if one of them is not right."""
    folder, *parts = [one for one in arguments if not one.startswith("--")]
    cases = [
        case
        for case in cases_in(Path(folder))
        if not parts or case.folder.name.startswith(tuple(parts))
    ]
    with client_of() as client, ThreadPoolExecutor(_WORKERS) as pool:
        seen = list(pool.map(lambda case: case.run(client), cases))
    right: Counter[str] = Counter()
    for case, what in zip(cases, seen, strict=True):
        verdict = judge(case.expected, what)
        right[case.kind] += verdict is True
        if verdict is not True or "--show" in arguments:
            _print(case, what, verdict)
    total = Counter(case.kind for case in cases)
    for kind, count in total.items():
        print(f"{kind:4} {right[kind]:3} of {count:3}")
    print(f"all  {right.total():3} of {total.total():3}")
    return int(right != total)


def _print(case: Case, seen: Seen, verdict: bool | None) -> None:
    said = {True: "right", False: "WRONG", None: "not judged"}[verdict]
    print(f"{said}: {case.folder.name}\n    expected: {case.expected}")
    for step in seen.steps:
        lines = [*step.output.splitlines(), *step.error.splitlines()]
        print(f"    {step.command} -> {step.code}")
        for line in lines[:6]:
            print(f"        {line[:200]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
