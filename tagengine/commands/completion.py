"""What the shell completes: files, folders, and the names of tags of the vocabulary in use."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from tagengine.errors import TagEngineError, did_you_mean


class Named(click.ParamType[str]):
    """A text that names a file or a folder; whether there is one is found when it is used."""

    name = "text"

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return that the shell is to complete names of files or folders."""
        return [CompletionItem(incomplete, type=self._kind)]


class TagName(click.ParamType[str]):
    """The name of a tag; the shell completes those of the rules in use."""

    name = "text"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the tags whose names begin like this, of the rules that the options choose."""
        wanted = incomplete.casefold()
        try:
            tags = _tags(ctx)
        except (TagEngineError, OSError):  # told when the command is run
            return []
        return [
            CompletionItem(tag.name.strip(), help=tag.scope.partition(".")[0])
            for tag in tags
            if tag.key.startswith(wanted)
        ]


class PresetName(click.ParamType[str]):
    """The name of a preset; what they are is only imported where one is named."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; an unknown one fails with the names that there are."""
        from tagengine.metadata.configuration.presets import PRESETS  # noqa: PLC0415

        if value not in PRESETS:
            near = did_you_mean(str(value), list(PRESETS)) or f"one of: {', '.join(PRESETS)}"
            self.fail(f'no preset "{value}" ({near})', param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the presets whose names begin like this."""
        from tagengine.metadata.configuration.presets import PRESETS  # noqa: PLC0415

        return [CompletionItem(name) for name in PRESETS if name.startswith(incomplete)]


FILE = Named("file")
FOLDER = Named("dir")
TAG = TagName()
PRESET = PresetName()


def _tags(ctx: click.Context) -> Any:
    from tagengine.commands.rule_options import RulesAsked  # noqa: PLC0415 -- it uses this module

    given = ctx.params
    asked = RulesAsked(
        given.get("rules"),
        given.get("vocabulary"),
        given.get("config"),
        bool(given.get("no_config")),
    )
    return asked.chosen().load().vocabulary
