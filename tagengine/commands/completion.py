"""What the shell completes: files, folders, names of tags, presets and ids of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from tagengine.errors import TagEngineError, did_you_mean

if TYPE_CHECKING:
    from tagengine.commands.rule_options import RulesAsked
    from tagengine.metadata.configuration.discovery import Target
    from tagengine.rules.vocabulary import Vocabulary

_MOST = 1000  # ids that a shell is given

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _names_of(kind: str) -> Completer:
    """Return what lets the shell complete names: of files (`file`), or of folders (`dir`)."""
    return lambda ctx, param, incomplete: [CompletionItem(incomplete, type=kind)]


def _tag_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the tags whose names begin like this, of the rules that the options choose."""
    with suppress(TagEngineError, OSError):  # told when the command is run
        return [
            CompletionItem(tag.name.strip(), help=tag.scope.partition(".")[0])
            for tag in _tags(ctx)
            if tag.key.startswith(incomplete.casefold())
        ]
    return []


def _ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids that begin like this, of the records that the configuration finds."""
    with suppress(TagEngineError, OSError):  # told when the command is run
        return [CompletionItem(one) for one in _record_ids(ctx, incomplete)]
    return []


FILE = _names_of("file")
FOLDER = _names_of("dir")
TAG = _tag_names
RECORD_ID = _ids


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


PRESET = PresetName()


def _tags(ctx: click.Context) -> Vocabulary:
    """Return the tags of the rules in use, without reading the rules."""
    from tagengine.rules import sources as rule_sources  # noqa: PLC0415

    chosen = _asked(ctx).chosen()
    own = chosen.folder / rule_sources.VOCABULARY_FILE
    return rule_sources.read_vocabulary(chosen.vocabulary or own)


def _record_ids(ctx: click.Context, begin: str) -> Iterator[str]:
    """Yield the ids that begin like this, the first of many; errors as for configurations."""
    from tagengine.commands.record_finder import targets_of  # noqa: PLC0415 -- it uses this module
    from tagengine.inputs.files import DEFAULT_LIMIT, Failure, read_all  # noqa: PLC0415

    # click gives no arguments to a line that ends with an option; they are left in `args` then
    path = str(ctx.params.get("file") or next(iter(ctx.args), "."))
    targets = targets_of(_asked(ctx), ctx.params.get("preset"), path)
    if targets is not None:
        ids = (one for target in targets for one in _ids_in(target, begin))
    elif path.endswith((".jsonl", ".ndjson")):
        read = read_all((path,), DEFAULT_LIMIT, lambda message: None)
        ids = (str(one.id) for one in read if not isinstance(one, Failure))
    else:
        return
    yield from islice((one for one in ids if one.startswith(begin)), _MOST)


def _ids_in(target: Target, begin: str) -> Iterator[str]:
    """Yield the ids of a file's records; that of a file which is one record needs no reading."""
    name = target.shown
    if not (name.startswith(begin) or begin.startswith(name)):
        return
    if not target.kind.layout.select and not name.endswith((".jsonl", ".ndjson")):
        yield name
        return
    from tagengine.inputs.files import Failure  # noqa: PLC0415 -- only where files are read
    from tagengine.metadata.labelled_records import labelled  # noqa: PLC0415
    from tagengine.rules.vocabulary import Tag, Vocabulary  # noqa: PLC0415

    for one in labelled(target, Vocabulary([Tag("\0", "\0")])):
        if not isinstance(one, Failure):
            yield str(one.record.id)


def _asked(ctx: click.Context) -> RulesAsked:
    from tagengine.commands.rule_options import RulesAsked  # noqa: PLC0415 -- it uses this module

    given = ctx.params
    return RulesAsked(
        given.get("rules"),
        given.get("vocabulary"),
        given.get("config"),
        bool(given.get("no_config")),
    )
