"""`tagengine rules schema`: JSON Schemas of rule files, for editors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from tagengine.authoring.schema import KINDS, FolderNames, render
from tagengine.commands.completion import FOLDER
from tagengine.commands.options import put, say
from tagengine.commands.parameters import option, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.rules import sources as rule_sources
from tagengine.system import atomic_files


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: RulesAsked = part(RulesAsked)
    kind: str = option(
        "--for",
        type=click.Choice(list(KINDS)),
        default="tag",
        show_default=True,
        help="The kind of file.",
    )
    folder: str | None = option(
        "--write",
        shell_complete=FOLDER,
        metavar="DIR",
        help="Write the schemas for all kinds of files into this folder instead.",
    )


@verb("schema", _Asked)
def command(asked: _Asked) -> int:
    """Print a JSON Schema of rule files for your editor.

    With it, the editor can complete the tags, zones and lists of the folder, and
    mark mistakes while you type. docs/rules.md shows how to set up VS Code.

    \b
    Examples:
      tagengine rules schema --rules my-rules/ > tag.schema.json
      tagengine rules schema --rules my-rules/ --write .vscode
    """
    chosen = asked.rules.chosen()
    names = FolderNames.of(rule_sources.read_files(chosen.folder), chosen.tags())
    if asked.folder is None:
        put(render(asked.kind, names))
        return 0
    Path(asked.folder).mkdir(parents=True, exist_ok=True)
    for one in KINDS:
        path = Path(asked.folder) / f"{one}.schema.json"
        atomic_files.write(path, render(one, names).encode() + b"\n")
        say(path.as_posix())
    return 0
