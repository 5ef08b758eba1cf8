"""The full matrix: `python -m tests.determinism [--gold dev.jsonl] [--python PROGRAM …]`.

Each Python gets environments of its own: the wheel with the newest packages that it allows, and
with its extras; the oldest Python also one with the oldest packages. Needs `uv`. Without gold it
takes some minutes, with it about an hour.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tests.determinism import environments
from tests.determinism.accounts import Account, Environment, account, golden, renew
from tests.determinism.environments import ROOT, Scratch

_PROGRAMS = ("python3.11", "python3.12", "python3.13", "python3.14")
_EXTRAS = "parquet,server"
_LOWEST = ("--resolution", "lowest-direct")


@click.command()
@click.option("--gold", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Records to tag too, such as dev.jsonl.")  # fmt: skip
@click.option("--python", "programs", multiple=True, default=_PROGRAMS, show_default=True,
              help="The Pythons, oldest first.")  # fmt: skip
@click.option("--few", is_flag=True, help="Of each Python only what the ordinary tests run.")
@click.option("--renew", "is_renewal", is_flag=True, help="Write what is found as golden.")
def main(gold: Path | None, programs: Sequence[str], few: bool, is_renewal: bool) -> None:
    """Run the program in every environment, and compare what it says."""
    differences = 0
    with tempfile.TemporaryDirectory(prefix="determinism-") as folder:
        scratch = environments.prepare(Path(folder), gold, with_locales=True)
        found = list(_environments(scratch, programs, few))
        differences += _compare("documents", found, scratch, None, is_renewal)
        if gold is not None:
            differences += _compare("gold", found, scratch, gold, is_renewal)
    sys.exit(1 if differences else 0)


def _compare(
    name: str,
    found: Sequence[Environment],
    scratch: Scratch,
    gold: Path | None,
    is_renewal: bool,
) -> int:
    """Print what each environment says of some inputs; return how many differ."""
    first: Account | None = None
    differences = 0
    for environment in found:
        said = account(environment, scratch.inputs(environment.arranged, gold), scratch.path)
        first = first or said
        if is_renewal and first is said:
            renew(name, said.said)
        is_same = said.said == golden().get(name)
        is_same = is_same and (environment.renamed_rules or said.whole == first.whole)
        differences += not is_same
        click.echo(f"{'same' if is_same else 'OTHER':5} {said.said[:16]}  {environment.name}")
    click.echo(f"{name}: {len(found)} environments, {differences} differ; {golden().get(name)}")
    return differences


def _environments(scratch: Scratch, programs: Sequence[str], few: bool) -> Iterator[Environment]:
    """Yield the environments of this checkout and of all Pythons that can be run."""
    checkout = {"PYTHONPATH": str(ROOT)}
    yield from environments.ordinary(scratch, sys.executable, "checkout", checkout)
    built = scratch.path / "dist"
    _run("uv", "build", "-q", "--wheel", "--out-dir", str(built), str(ROOT))
    (wheel,) = map(str, built.glob("*.whl"))
    of_newest = environments.ordinary if few else environments.everything
    has_oldest = False
    for program in programs:
        version = _version(program)
        if not version:
            click.echo(f"{program} cannot be run", err=True)
            continue
        python = _installed(scratch, program, f"{version}-newest", wheel)
        yield from of_newest(scratch, python, f"{version} newest", {})
        python = _installed(scratch, program, f"{version}-extras", f"{wheel}[{_EXTRAS}]")
        yield from environments.ordinary(scratch, python, f"{version} extras", {})
        if not has_oldest:  # later Pythons cannot be had with packages older than they are
            has_oldest = True
            python = _installed(scratch, program, f"{version}-oldest", wheel, *_LOWEST)
            yield from environments.ordinary(scratch, python, f"{version} oldest", {})


def _version(program: str) -> str:
    """Return the version of a Python, '' if it cannot be run."""
    ask = "import platform; print(platform.python_version())"
    try:
        done = subprocess.run([program, "-c", ask], capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _installed(scratch: Scratch, program: str, name: str, wheel: str, *options: str) -> str:
    """Return the Python of a new virtual environment with the wheel."""
    folder = scratch.path / "environments" / name
    python = str(folder / "bin" / "python")
    _run("uv", "venv", "-q", "--python", program, str(folder))
    _run("uv", "pip", "install", "-q", "--python", python, *options, wheel)
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
