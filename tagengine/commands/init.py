"""`tagengine init`: a folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from tagengine.authoring import starter
from tagengine.commands.options import say


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
        say(f"made {path.as_posix()}")
    say("")
    say("Next:")
    if Path(folder) != Path():
        say(f"  cd {folder}")
    say("  tagengine rules test --rules rules     tries the examples in the rules")
    say("  tagengine check                        compares the tags of the record in projects/")
    say("rules/README.md says how to go on.")
    return 0
