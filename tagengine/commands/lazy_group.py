"""Groups of verbs whose modules are imported only when they are used, so that all start fast."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from tagengine.errors import did_you_mean


class Verb(NamedTuple):
    """A verb of a group: the module that has its `command`, and the line that help shows."""

    module: str
    help: str


class LazyGroup(click.Group):
    """A click group of the verbs of a table, in the table's order."""

    def __init__(self, *arguments: Any, verbs: Mapping[str, Verb], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb's command, or None if there is no such verb."""
        verb = self._verbs.get(cmd_name)
        if verb is None:
            return None
        command: click.Command = importlib.import_module(verb.module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that is meant; of one that there is not, say which is near."""
        name = args[0]
        if name not in self._verbs and not name.startswith("-"):
            near = did_you_mean(name, list(self._verbs))
            if not near and (Path(name).exists() or name == "-" or "://" in name):
                near = f"try: {ctx.command_path} tag {name}"
            ctx.fail(f'no command "{name}" ({near or f"{ctx.command_path} --help lists them"})')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help) for name, verb in self._verbs.items()])
