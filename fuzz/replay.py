"""Inputs tried again, without atheris: `python -m fuzz.replay TARGET [FILE …]`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).resolve().parent
FAILURES = _HERE / "failures"
"""Inputs that failed once, a folder a target."""


def inputs(name: str) -> Iterator[Path]:
    """Yield the inputs of a target: seeds, those that failed once, those that were found."""
    for folder in (_HERE / "corpus" / name, FAILURES / name, _HERE.parent / ".fuzz" / name):
        if folder.is_dir():
            yield from sorted(folder.iterdir())


def main() -> None:
    """Try inputs; the first that fails ends it with its traceback."""
    _, name, *files = sys.argv
    target = importlib.import_module(f"fuzz.targets.{name}")
    for path in [Path(file) for file in files] or inputs(name):
        try:
            target.check(path.read_bytes())
        except BaseException:
            print(f"fuzz.replay: {path}", file=sys.stderr)
            raise


if __name__ == "__main__":
    main()
