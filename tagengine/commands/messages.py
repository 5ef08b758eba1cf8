"""Messages on standard error: one line a message, whatever a file's name or content holds."""

from __future__ import annotations

from contextlib import suppress

import click

from tagengine.text.printable import printable, without_commands


def tell(message: str) -> None:
    """Write a message of one line to standard error, if there is anybody to read it."""
    with suppress(OSError):  # full or closed: what is written elsewhere is still right
        click.echo(without_commands(printable(message)), err=True)
