"""Runs hostile cases and says what is wrong with what came of them.

All run in one process of at most a gigabyte; those that ask for one get a process of their own.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tagengine import cli
from tests.hostile import documents, places, texts
from tests.hostile.case import Case
from tests.support import SETTINGS, VOCABULARY

MEMORY = 1 << 30  # bytes, at most, for all
_HANGS = 120  # seconds after which a case is broken off: the machine may be busy
_ROOT = Path(__file__).resolve().parent.parent.parent
_RULES = {
    "vocabulary.yaml": VOCABULARY,
    "zones.yaml": SETTINGS.read_text("utf-8"),
    "database.yaml": "tag: database\nrules:\n  - {keywords: [sql], weight: 10}\n"
    "  - {regex: '\\bSQL:\\d+', weight: 3}\n",
    "cache.yaml": "tag: cache\nrules:\n  - {keywords: [memo], weight: 10}\n",
    "lib.yaml": "tag: lib\nrules:\n  - {keywords: [crate], weight: 10}\n",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a case: its exit code, seconds of processor time, and all that is wrong."""

    name: str
    code: int
    seconds: float
    first_line: str
    wrong: tuple[str, ...]


def cases() -> list[Case]:
    """Return all cases; their names are different."""
    found = [*documents.cases(), *texts.cases(), *places.cases()]
    assert len({case.name for case in found}) == len(found)
    return found


def run_all(folder: Path, chosen: str = "") -> Iterator[Outcome]:
    """Run the cases whose name contains `chosen`, each in a folder of its own below `folder`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    rules = folder / "rules"
    rules.mkdir()
    for name, text in _RULES.items():
        (rules / name).write_text(text, "utf-8")
    for number, case in enumerate(one for one in cases() if chosen in one.name):
        place = folder / str(number)
        place.mkdir()
        os.chdir(place)
        case.write(place)
        yield _run(case, place, rules)
        os.chdir(folder)


def _run(case: Case, place: Path, rules: Path) -> Outcome:
    arguments = [str(rules) if one == "RULES" else one for one in case.arguments]
    before = _files(place)
    start = time.process_time() + _of_children()
    run = _in_a_process if case.has_own_process else _here
    code, output, error = run(arguments, case.stdin)
    seconds = time.process_time() + _of_children() - start
    wrong = [*_wrong(code, output, error)]
    new = [name for name in _files(place) - before if not name.startswith(case.makes or ("/",))]
    wrong += [f"left the file {name!r}" for name in sorted(new)]
    said = (error or output).decode("utf-8", "replace").split("\n", 1)[0]
    return Outcome(case.name, code, seconds, said, tuple(wrong))


def _files(place: Path) -> set[str]:
    return {os.path.relpath(Path(parent, name), place)
            for parent, _, files in os.walk(place) for name in files}  # fmt: skip


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wrong(code: int, output: bytes, error: bytes) -> Iterator[str]:
    """Yield what is wrong with an exit code and with what was written."""
    if code not in (0, 1, 2):
        yield f"exit code {code}: {error[-300:]!r}"
    if code == 2 and not error.strip():
        yield "no message"
    if code < 2 and not (output + error).strip():
        yield "neither an answer nor a message"
    for name, written in (("output", output), ("message", error)):
        try:
            text = written.decode()
        except UnicodeDecodeError:
            yield f"{name} is not UTF-8"
            continue
        if "Traceback" in text:
            yield f"{name} is a traceback"
        for line in text.split("\n"):
            found = {one for one in line if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")}
            if found - ({"\t"} if name == "output" else set()):
                yield f"{name} has {sorted(found)!r}"
                break
        if "\N{RIGHT-TO-LEFT OVERRIDE}" in text:
            yield f"{name} turns text"
    for line in error.decode("utf-8", "replace").split("\n"):
        if line.lstrip().startswith("::") or "##[" in line:
            yield f"a message commands a build server: {line[:80]!r}"
            break


def _here(arguments: list[str], stdin: bytes) -> tuple[int, bytes, bytes]:
    """Run a command in this process; return exit code and what it wrote."""
    kept = sys.stdin, sys.stdout, sys.stderr
    streams = [io.TextIOWrapper(io.BytesIO(given), "utf-8") for given in (stdin, b"", b"")]
    streams[2].reconfigure(errors="backslashreplace")
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        with _time_limit():
            code = cli.main(arguments)
        for stream in streams[1:]:
            stream.flush()
        written = [stream.buffer.getvalue() for stream in streams[1:]]
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    return code, written[0], written[1]


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_HANGS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _in_a_process(arguments: list[str], stdin: bytes) -> tuple[int, bytes, bytes]:
    """Run a command as users do; return exit code and what it wrote."""
    command = [sys.executable, str(_ROOT / "cli.py"), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=_HANGS)
    return done.returncode, done.stdout, done.stderr
