"""Checks what tagengine is delivered with: lock, vulnerabilities, licences, bill of materials.

Needs the tools of the dependency group `release`, in their locked versions:

    uv run --isolated --locked --only-group release scripts/supply_chain.py lock
    uv run --isolated --locked --only-group release scripts/supply_chain.py audit
    uv run --isolated --locked --only-group release scripts/supply_chain.py licences
    uv run --isolated --locked --only-group release scripts/supply_chain.py sbom dist/sbom.cdx.json

What is checked are the packages that an installation with all extras for users has. A check that
cannot be made (a service that cannot be reached, a package without a licence) is a failure.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOR_USERS = (
    "--frozen",
    "--no-dev",
    "--all-extras",
    "--no-extra",
    "dev",
    "--no-extra",
    "docs",
    "--no-extra",
    "test",
)
WITHOUT_LICENCE_IN_METADATA = {"pyromark": "MIT License"}
"""Packages that tell their licence by a file only, and the first line of that file."""


_CHECK_LICENCE = """\
import sys
from importlib.metadata import distribution
text = distribution(sys.argv[1]).read_text("licenses/LICENSE") or ""
sys.exit(text.splitlines()[:1] != [sys.argv[2]])
"""


class CheckError(Exception):
    """A check that failed or could not be made; its text says which and what to do."""


def lock() -> None:
    """Check that `uv.lock` is what `pyproject.toml` asks for."""
    _run(["uv", "lock", "--check"], "uv.lock is out of date (run 'uv lock' and commit it)")


def audit() -> None:
    """Ask the Python Packaging Advisory Database for known vulnerabilities of what is locked."""
    with tempfile.TemporaryDirectory() as scratch:
        locked = Path(scratch) / "requirements.txt"
        export = ["uv", "export", "--quiet", *FOR_USERS, "--no-emit-project", "-o", str(locked)]
        _run(export, "uv.lock cannot be read")
        # Strict: a package of which nothing could be learned is a failure, not a warning.
        options = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
        _run(
            [sys.executable, "-m", "pip_audit", *options, "-r", str(locked)],
            "there are known vulnerabilities, or the advisory database could not be asked",
        )


def licences() -> None:
    """Check each package's licence against `allow-only` of `[tool.pip-licenses]`, and list them."""
    with tempfile.TemporaryDirectory() as scratch:
        python = str(_installation(Path(scratch)))
        others = ["--ignore-packages", *WITHOUT_LICENCE_IN_METADATA]
        _run(
            ["pip-licenses", "--python", python, *others],
            "a licence is not among those allowed in pyproject.toml ([tool.pip-licenses])",
        )
        for package, licence in WITHOUT_LICENCE_IN_METADATA.items():
            command = [python, "-c", _CHECK_LICENCE, package, licence]
            _run(command, f"the licence file of {package} does not begin with {licence!r}")


def sbom(path: Path) -> None:
    """Write the bill of materials as CycloneDX JSON; the same installation gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        installed = _installation(Path(scratch))
        options = ["--pyproject", "pyproject.toml", "--mc-type", "library", "--output-reproducible"]
        _run(
            ["cyclonedx-py", "environment", *options, "-o", str(path.resolve()), str(installed)],
            "the bill of materials could not be made",
        )


def _installation(scratch: Path) -> Path:
    """Install tagengine as users do, with all their extras; return the Python of it."""
    folder = scratch / "installation"
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)}
    environment.pop("VIRTUAL_ENV", None)
    command = ["uv", "sync", "--quiet", *FOR_USERS, "--no-editable", "--python", sys.executable]
    _run(command, "the locked packages could not be installed", environment)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(command: Sequence[str], failure: str, environment: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
    except FileNotFoundError:
        raise CheckError(f"{command[0]} is not installed (see the top of {__file__})") from None
    except subprocess.CalledProcessError as error:
        raise CheckError(f"{failure} (exit code {error.returncode})") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a check; return 0 if it holds, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    checks = parser.add_subparsers(dest="check", required=True)
    for check in (lock, audit, licences):
        summary = (check.__doc__ or "").partition("\n")[0]
        checks.add_parser(check.__name__, help=summary).set_defaults(run=lambda _, it=check: it())
    bill = checks.add_parser("sbom", help=(sbom.__doc__ or "").partition("\n")[0])
    bill.add_argument("path", type=Path, metavar="FILE")
    bill.set_defaults(run=lambda given: sbom(given.path))
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except CheckError as error:
        print(f"supply_chain: {given.check}: {error}", file=sys.stderr)
        return 1
    print(f"supply_chain: {given.check}: fine", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
