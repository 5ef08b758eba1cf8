"""A fix of many files killed at random moments; run by test_killing.py, or by hand for more.

python -m tests.metadata.killing KILLS [FILES]
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.metadata.support import FIX
from tests.support import Folder

_ROOT = Path(__file__).resolve().parent.parent.parent
_OLD = (
    "name: Ember {n}\n# a comment\ndescription: >-\n  A SQL server.\n{pad}tags:\n  - lib\nlast: 1\n"
)


@dataclass(slots=True)
class Killings:
    """What came of kills: whole files that were old or new, and what was neither."""

    kills: int = 0
    early: int = 0
    late: int = 0
    between: int = 0
    old: int = 0
    new: int = 0
    broken: int = 0
    left_over: int = 0


def _texts(files: int) -> dict[str, tuple[str, str]]:
    """Return the old and the new text of each file; sizes are from 0.1 to 64 KiB."""
    texts = {}
    for number in range(files):
        pad = f"pad: {'x' * (number % 7 * 10_000)}\n"
        old = _OLD.format(n=number, pad=pad)
        texts[f"r{number:04}.yml"] = (old, old.replace("  - lib", "  - database"))
    return texts


def kill(kills: int, files: int, seed: int = 1) -> Killings:
    """Fix `files` files `kills` times, each time killed (SIGKILL) at a random moment."""
    done = Killings()
    draw = random.Random(seed)
    texts = _texts(files)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = Folder(folder / "rules")
        rules.write_rules("database", "- {keywords: [sql], weight: 20}")
        rules.write_rules("lib", "- {keywords: [crate], weight: 20}")
        (folder / ".tagengine.yaml").write_text(
            "rules: rules\nrecords: [{files: [/records/*.yml]}]\n"
        )
        records = folder / "records"
        records.mkdir()
        start, whole = _first_run(folder, records, texts)
        while done.kills < kills:
            _reset(records, texts)
            process = _fix(folder)
            # From a little before the first file is written to a little after the last.
            time.sleep(start * 0.9 + draw.random() * (whole - start * 0.9) * 1.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
            done.kills += 1
            _judge(records, texts, done)
    return done


def _reset(records: Path, texts: dict[str, tuple[str, str]]) -> None:
    for path in records.iterdir():
        if path.name not in texts:
            path.unlink()
    for name, (old, _) in texts.items():
        path = records / name
        if not path.exists() or path.read_text() != old:
            path.write_text(old)


def _fix(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(_ROOT / "cli.py"), "check", *FIX, "."]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _first_run(
    folder: Path, records: Path, texts: dict[str, tuple[str, str]]
) -> tuple[float, float]:
    """Return after how many seconds the first file is new, and after how many the run is over."""
    first = 0.0
    for _ in range(2):  # the first time compiles the rules
        _reset(records, texts)
        begin = time.monotonic()
        process = _fix(folder)
        name, (_, new) = next(iter(texts.items()))
        while (records / name).read_text() != new and process.poll() is None:
            time.sleep(0.001)
        first = time.monotonic() - begin
        process.wait()
    return first, time.monotonic() - begin


def _judge(records: Path, texts: dict[str, tuple[str, str]], done: Killings) -> None:
    """Count what the files are after a kill."""
    old = new = 0
    for name, pair in texts.items():
        found = (records / name).read_bytes().decode("utf-8", "replace")
        old, new = old + (found == pair[0]), new + (found == pair[1])
    done.old, done.new = done.old + old, done.new + new
    done.broken += len(texts) - old - new
    done.early, done.late = done.early + (not new), done.late + (not old)
    done.between += bool(old and new)
    done.left_over += len({path.name for path in records.iterdir()} - set(texts))


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:]]
    result = kill(*(counts or [200, 500]))
    print(result)
    sys.exit(1 if result.broken else 0)
