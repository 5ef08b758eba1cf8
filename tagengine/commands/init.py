"""`tagengine init`: a folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from tagengine.authoring import starter
from tagengine.commands.options import put


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
def command(folder: str) -> int:
    """Make a vocabulary of two tags with rules and examples, to start from.

    DIR (default: this folder) gets a folder rules/ with a README of the first
    steps, a configuration for `tagengine check`, and a record that it checks.
    Nothing is overwritten.

    \b
    Example:
      tagengine init my-tags
    """
    for path in starter.make(Path(folder)):
        put(f"made {path.as_posix()}")
    put("")
    put("Next:")
    if Path(folder) != Path():
        put(f"  cd {folder}")
    put("  tagengine rules test --rules rules     tries the examples in the rules")
    put("  tagengine check                        compares the tags of the record in projects/")
    put("rules/README.md says how to go on.")
    return 0
