"""All targets, one after the other: `python -m fuzz [TARGET …] [--part PERCENT] [--coverage]`."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import click

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
_FOUND = _ROOT / ".fuzz"
TARGETS = ("fixing", "records", "prompt", "rules", "regexes", "document")
_SECONDS_OF_AN_INPUT = 60
_MEGABYTES = 1024
_LONGEST_TOKEN = 60  # bytes, as many as an entry of libFuzzer's dictionaries takes
_DONE = re.compile(r"#\d+\s+DONE\s+cov: (\d+)")
_EXECUTIONS = re.compile(r"Done (\d+) runs in (\d+) second")


class Campaign(NamedTuple):
    """What fuzzing a target came to: `edges` are those of the package's code that were reached."""

    target: str
    executions: int
    seconds: int
    edges: int
    inputs: int


@click.command()
@click.argument("names", metavar="[TARGET]...", nargs=-1, type=click.Choice(TARGETS))
@click.option("--part", default=100, help="Percent of each target's usual number of runs.")
@click.option("--coverage", is_flag=True, help="Only replay what was found; print what it covers.")
def main(names: tuple[str, ...], part: int, coverage: bool) -> None:
    """Fuzz targets (default: all) until each has had its runs, or one fails.

    What reaches new code is kept in `.fuzz/TARGET`, from where the next run goes on; an input that
    fails is kept in `.fuzz/failures`.
    """
    if coverage:
        sys.exit(sum(_print_coverage(name) for name in names or TARGETS))
    campaigns = [_fuzz(name, part) for name in names or TARGETS]
    for one in campaigns:
        click.echo(
            f"{one.target:9} {one.executions:>9,} executions {one.seconds:>6,} s "
            f"{one.edges:>5,} edges {one.inputs:>5,} inputs kept"
        )
    click.echo(f"{'total':9} {sum(one.executions for one in campaigns):>9,} executions")


def _fuzz(name: str, part: int) -> Campaign:
    target = importlib.import_module(f"fuzz.targets.{name}")
    kept, failures = _FOUND / name, _FOUND / "failures"
    for folder in (kept, failures):
        folder.mkdir(parents=True, exist_ok=True)
    dictionary = _FOUND / f"{name}.dict"
    dictionary.write_text(_dictionary(target.TOKENS), "ascii")
    options = [
        *(f"-runs={target.RUNS * part // 100}", f"-max_len={target.LONGEST}"),
        *(f"-timeout={_SECONDS_OF_AN_INPUT}", f"-rss_limit_mb={_MEGABYTES}"),
        *(f"-dict={dictionary}", f"-artifact_prefix={failures}/{name}-"),
        *(kept, _HERE / "corpus" / name),
    ]
    command = [sys.executable, "-m", "fuzz.harness", name, *map(str, options)]
    log = _FOUND / f"{name}.log"
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=_ROOT, stderr=output, check=False)
    text = log.read_text("utf-8", "replace")
    if done.returncode:
        click.echo(text[-3000:], err=True)
        sys.exit(f"fuzz: {name} failed; the whole log is in {log}")
    executions, seconds = map(int, _EXECUTIONS.findall(text)[-1])
    edges = int(_DONE.findall(text)[-1])
    return Campaign(name, executions, seconds, edges, len(list(kept.iterdir())))


def _dictionary(tokens: Sequence[str]) -> str:
    """Return tokens as libFuzzer's dictionaries have them."""
    encoded = (token.encode("utf-8", "surrogatepass") for token in tokens)
    entries = ("".join(f"\\x{byte:02x}" for byte in one) for one in encoded
               if len(one) <= _LONGEST_TOKEN)  # fmt: skip
    return "".join(f'"{entry}"\n' for entry in entries)


def _print_coverage(name: str) -> int:
    """Replay all inputs of a target and print the lines and branches that they reach."""
    import coverage  # noqa: PLC0415 -- nothing else here needs it

    target: ModuleType = importlib.import_module(f"fuzz.targets.{name}")
    modules = [f"{_ROOT}/tagengine/{module}.py" for module in target.MODULES]
    measured = _FOUND / f"{name}.coverage"
    command = [sys.executable, "-m", "coverage", "run", "--branch", f"--data-file={measured}",
               f"--include={','.join(modules)}", "-m", "fuzz.replay", name]  # fmt: skip
    done = subprocess.run(command, cwd=_ROOT, check=False)
    read = coverage.Coverage(data_file=str(measured))
    read.load()
    click.echo(f"\n{name}")
    read.report(file=sys.stdout)
    return done.returncode


if __name__ == "__main__":
    main()
