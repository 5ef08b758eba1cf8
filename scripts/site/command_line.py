"""The page of every command with all its options, from click's own description of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from tagengine.cli import program

_INTRODUCTION = """\
# Commands

Every command with its arguments and options, as `--help` prints them. What the commands print, and
what their exit codes mean, is in [the command line](../cli.md).
"""
_AFTER_EXAMPLES = re.compile(r"^(Examples?):$", re.MULTILINE)


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join(
        [_INTRODUCTION, *_command(program, click.Context(program, info_name="tagengine"))]
    )


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section of a command, then those of its subcommands."""
    yield f"## {context.command_path}\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {pieces}\n```\n"
    yield _described(command)
    rows = [row for one in command.get_params(context) if (row := _row(one, context))]
    if rows:
        yield "| option | meaning |\n|---|---|"
        yield "".join(f"| `{name}` | {meaning} |\n" for name, meaning in rows)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            if one is not None:
                yield from _command(one, click.Context(one, parent=context, info_name=name))


def _row(parameter: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    """Return an option's names and its help, as cells of a table."""
    record = parameter.get_help_record(context)
    if record is None or "--help" in parameter.opts or not record[1]:
        return None  # an argument is in the text above
    names, meaning = record
    return names.replace("|", "\\|"), _escaped(" ".join(meaning.split()))


def _described(command: click.Command) -> str:
    """Return a command's help with its examples as code."""
    text = inspect.cleandoc(command.help or "").replace("\b\n", "").replace("\b", "")
    prose, mark, examples = _partition(text)
    if not mark:
        return f"{prose}\n"
    code = "\n".join(line.removeprefix("  ") for line in examples.strip("\n").splitlines())
    return f"{prose.rstrip()}\n\n```sh\n{code}\n```\n"


def _partition(text: str) -> tuple[str, str, str]:
    found = _AFTER_EXAMPLES.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0], text[found.end() :]


def _escaped(text: str) -> str:
    return re.sub(r"([|<>*_\[\]])", r"\\\1", text)
