"""Runs that are killed, asked to stop or interrupted, and taken up again: the same bytes.

`TAGENGINE_KILLS=10` kills each kind of output at this many moments instead of one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.batch.support import lines, read, record, start
from tests.support import CommandLine
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("TAGENGINE_KILLS", "1"))
RECORDS = 600


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Records, of which some cannot be read."""
    path = tmp_path / "in.jsonl"
    records = [record(number) for number in range(RECORDS)]
    for number in range(0, RECORDS, 50):
        records[number] = {"id": number, "readme": [1]}
    path.write_bytes(lines(records))
    return path


def _wait(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until(lambda: is_so() or process.poll() is not None)


def _done(output: Path) -> int:
    """Return how many documents the journal says are done."""
    try:
        journal = json.loads(Path(f"{output}.partial", "journal.json").read_bytes())
    except FileNotFoundError:
        return 0
    return int(journal["point"]["documents"])


def _content(output: Path) -> dict[str, bytes]:
    """Return all the bytes of an output, and of its errors."""
    files = sorted(output.rglob("*")) if output.is_dir() else [output]
    found = {str(path.relative_to(output)): path.read_bytes() for path in files if path.is_file()}
    return {**found, "errors": Path(f"{output}.errors.jsonl").read_bytes()}


def _ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, error = process.communicate(timeout=PATIENCE)
    return process.returncode, error


def _kill(process: subprocess.Popen[str], after: float) -> None:
    """Kill a process with all that it started, so long after it began."""
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("kind", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet", "/"])
def test_killed_at_random_moments(kind: str, source: Path, folder: Path, tmp_path: Path) -> None:
    chance = random.Random(f"{kind} {KILLS}")
    options: list[str | Path] = [
        source,
        "--rules",
        folder,
        "--workers",
        "2",
        "--evidence",
        "top",
        "--resume",
    ]
    begun = time.monotonic()
    assert _ended(start(*options, f"{tmp_path}/whole{kind}"))[0] == 1
    duration = time.monotonic() - begun
    expected = _content(tmp_path / f"whole{kind}")
    for kill in range(KILLS):
        target = f"{tmp_path}/out-{kill}{kind}"
        output = Path(target)
        process = start(*options, target)
        if chance.random() < 0.7:  # while it tags, rather than while it starts
            _wait(Path(f"{output}.partial").exists, process)
        _kill(process, chance.uniform(0, 0.7 * duration))
        if chance.random() < 0.5:  # and once more
            _kill(start(*options, target), chance.uniform(0, duration))
        code, error = _ended(start(*options, target))
        assert code in (0, 1), error  # 0: it was complete
        assert not Path(f"{output}.partial").exists()
        assert _content(output) == expected


@pytest.mark.parametrize(
    ("signum", "code", "how", "end"),
    [
        (signal.SIGTERM, 143, "asked to stop", ".jsonl.gz"),
        (signal.SIGINT, 130, "interrupted", ".jsonl"),
        (signal.SIGHUP, 129, "asked to stop", ".jsonl.zst"),
    ],
)
def test_asked_to_end(
    signum: int,
    code: int,
    how: str,
    end: str,
    source: Path,
    folder: Path,
    tmp_path: Path,
    cli: CommandLine,
) -> None:
    output = tmp_path / f"out{end}"
    options: list[str | Path] = [source, output, "--rules", folder, "--workers", "1"]
    process = start(*options)
    _wait(lambda: _done(output) > 1, process)
    os.killpg(process.pid, signum)
    ended, error = _ended(process)
    done = _done(output)
    assert (ended, error) == (
        code,
        f"tagengine: {how}: {done:,} documents done; --resume continues\n",
    )
    assert 0 < done < RECORDS
    assert not output.exists()
    assert cli("batch", *options) == (2, "", (
        f"tagengine: {output}: an unfinished run is in {output}.partial "
        "(--resume continues it, --overwrite starts again)\n"
    ))  # fmt: skip
    code, _, error = cli("batch", *options, "--resume")
    assert code == 1
    assert f", {done:,} were done before, " in error
    assert [row["id"] for row in read(output)] == [
        f"ember/{number}" for number in range(RECORDS) if number % 50
    ]
    assert cli("batch", *options, "--resume") == (
        0, "", f"tagengine: {output} is complete already (--overwrite starts again)\n"
    )  # fmt: skip


def _interrupted(source: Path, folder: Path, output: Path) -> int:
    """Return how many documents a run had done that was killed."""
    process = start(source, output, "--rules", folder, "--workers", "1")
    _wait(lambda: _done(output) > 1, process)
    _kill(process, 0)
    return _done(output)


def _resuming(source: Path, folder: Path, output: Path) -> list[str | Path]:
    return ["batch", source, output, "--rules", folder, "--workers", "1", "--resume"]


def test_what_was_changed_is_told(
    source: Path, folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    output = tmp_path / "out.jsonl"
    done = _interrupted(source, folder, output)
    assert 0 < done < RECORDS
    resume = _resuming(source, folder, output)

    def refused(*more: str) -> str:
        code, _, error = cli(*resume, *more)
        assert code == 2
        return error.removeprefix(f"tagengine: {output}: not resumed, because ")

    end = "changed since then (undo this, or start again with --overwrite)\n"
    assert refused("--max-tags", "1", "--evidence", "top") == f"--evidence and --max-tags {end}"
    rule_file = folder / "lib.yaml"
    before = rule_file.read_text()
    rule_file.write_text(before.replace("crate", "crates"))
    assert refused() == f"the rules {end}"
    rule_file.write_text(before)
    content = source.read_bytes()
    source.write_bytes(content.replace(b"Ember", b"Amber", 1))
    changed = (
        f"the documents of {source} have changed since (restore them, or start again with "
        "--overwrite)\n"
    )
    assert refused() == changed
    source.write_bytes(content[:100])
    assert refused() == changed
    source.write_bytes(content + lines([record(10_000)]))  # more at the end is no harm
    assert cli(*resume)[0] == 1
    assert len(read(output)) == RECORDS - 12 + 1


def test_a_journal_that_is_damaged(
    source: Path, folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    output = tmp_path / "out.jsonl"
    _interrupted(source, folder, output)
    partial = Path(f"{output}.partial")
    resume = _resuming(source, folder, output)
    (partial / "rows").write_bytes(b"")
    assert cli(*resume) == (
        2, "", f"tagengine: {partial}/rows: shorter than it was (--overwrite starts again)\n"
    )  # fmt: skip
    (partial / "journal.json").write_text("{}")
    assert cli(*resume) == (
        2, "", f"tagengine: {partial}: it has no usable journal (--overwrite starts again)\n"
    )  # fmt: skip
    assert cli(*resume[:-1], "--overwrite")[0] == 1
    assert len(read(output)) == RECORDS - 12


def test_two_runs_at_once(source: Path, folder: Path, tmp_path: Path, cli: CommandLine) -> None:
    output = tmp_path / "out.jsonl"
    process = start(source, output, "--rules", folder, "--workers", "1")
    _wait(lambda: _done(output) > 1, process)
    busy = f"tagengine: {output}: another run is writing to it (wait until it ends)\n"
    for mode in ("--resume", "--overwrite"):
        assert cli("batch", source, output, "--rules", folder, mode) == (2, "", busy)
    assert _ended(process)[0] == 1
    assert len(read(output)) == RECORDS - 12


@pytest.mark.parametrize("left", [[], ["lock"], ["lock", ".journal.json.0123.tmp"]])
def test_a_folder_that_a_crash_left_at_the_first_moment(
    left: list[str], source: Path, folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    output = tmp_path / "out.jsonl"
    partial = Path(f"{output}.partial")
    partial.mkdir()
    for name in left:
        (partial / name).write_text("")
    source.write_bytes(lines([record(1)]))
    assert cli("batch", source, output, "--rules", folder, "--workers", "1")[0] == 0
    assert not partial.exists()


def test_a_folder_that_is_someone_else_s(
    source: Path, folder: Path, tmp_path: Path, cli: CommandLine
) -> None:
    partial = tmp_path / "out.jsonl.partial"
    partial.mkdir()
    (partial / "thesis.txt").write_text("all of it\n")
    for mode in ([], ["--overwrite"], ["--resume"]):
        code, _, error = cli("batch", source, tmp_path / "out.jsonl", "--rules", folder, *mode)
        assert (code, error) == (2, f"tagengine: {partial}: not removed: directory not empty\n")
    assert (partial / "thesis.txt").exists()
