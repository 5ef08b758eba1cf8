"""What the program says of documents in one environment, as hashes that can be compared."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

GOLDEN = Path(__file__).with_name("golden.json")
"""The hash of what is said of the documents of the tests, and of gold."""

_AUDIT = b',"audit":{'
_ASIDE = re.compile(rb'"engine":"[^"]*","parser":"[^"]*","rules":\{[^}]*\},|,"digest":"\w{64}"')
_RENAMED = re.compile(rb'("rule_file":"(?:lists/)?)\w{8}-')


class Environment(NamedTuple):
    """One way to run the program.

    `options` are the interpreter's, `command` the program's before the input and `behind` those
    after it; `arranged` names the arrangement of the inputs that is read (see `inputs`).
    """

    name: str
    python: str = sys.executable
    options: tuple[str, ...] = ()
    command: tuple[str, ...] = ("explain", "--format", "json")
    behind: tuple[str, ...] = ()
    variables: Mapping[str, str] = {}
    arranged: str = "as they are"
    renamed_rules: bool = False


class Account(NamedTuple):
    """Two SHA-256 of audits, sorted as lines.

    `whole` is that of all their bytes, `said` leaves out the versions of program and rules.
    """

    whole: str
    said: str


def account(environment: Environment, inputs: Iterable[Path], folder: Path) -> Account:
    """Return what is said of inputs by the program, run in `folder`."""
    lines: list[bytes] = []
    for path in inputs:
        lines += map(_audit, _output(environment, path, folder).splitlines())
    if environment.renamed_rules:
        lines = [_RENAMED.sub(rb"\1", line) for line in lines]
    lines.sort()
    return Account(_hash(lines), _hash(_ASIDE.sub(b"", line) for line in lines))


def _output(environment: Environment, path: Path, folder: Path) -> bytes:
    command = [environment.python, *environment.options, "-m", "tagengine", *environment.command]
    done = subprocess.run(
        [*command, str(path), *environment.behind],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment.variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace")
        raise RuntimeError(f"{environment.name}: exit code {done.returncode}\n{message}")
    return done.stdout


def _audit(line: bytes) -> bytes:
    """Return the audit in a line: that of a batch stands beside the tags."""
    _, found, audit = line.partition(_AUDIT)
    return b"{" + audit[:-1] if found else line


def _hash(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest()


def golden() -> dict[str, str]:
    """Return the golden hashes by the name of their inputs."""
    read: dict[str, str] = json.loads(GOLDEN.read_text("utf-8"))
    return read


def renew(name: str, said: str) -> None:
    """Write a golden hash again."""
    GOLDEN.write_text(json.dumps({**golden(), name: said}, indent=2) + "\n", "utf-8")
