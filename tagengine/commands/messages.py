"""What verbs write: messages of one line, and what is printed, to a file where one is named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path

import click

from tagengine.errors import UsageError
from tagengine.text.printable import printable, without_commands


def tell(message: str) -> None:
    """Write a message of one line to standard error, if there is anybody to read it."""
    with suppress(OSError):  # full or closed: what is written elsewhere is still right
        click.echo(without_commands(printable(message)), err=True)


@contextmanager
def written_to(path: Path | None) -> Iterator[None]:
    """Let what is printed go to a file, if there is one, once all of it is there.

    If printing fails nothing is written. Raises `FileError` if the file cannot be, `UsageError` if
    the verb reads it.
    """
    if path is None:
        yield
        return
    refuse_input(path)
    from tagengine.system import atomic_files  # noqa: PLC0415 -- only where a file is named

    content = io.BytesIO()
    stream = io.TextIOWrapper(content, "utf-8", "backslashreplace", newline="\n")
    with redirect_stdout(stream):
        yield
        stream.flush()
    atomic_files.write(path, content.getvalue())


def refuse_input(output: Path) -> None:
    """Raise `UsageError` if a file to write is among those that the verb was told to read."""
    context = click.get_current_context()
    for parameter in context.command.params:
        given = context.params.get(parameter.name or "") or ()
        if isinstance(parameter, click.Argument) and parameter.name != "tag" and output.is_file():
            for name in (given,) if isinstance(given, str) else given:
                if Path(name).is_file() and output.samefile(name):
                    raise UsageError(f"{output}: this is the input (name another for --output)")
