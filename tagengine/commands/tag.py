"""`tagengine tag`: documents in, JSON Lines of tags out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

import click

from tagengine.commands.completion import FILE
from tagengine.commands.inputs import Input, Inputs, InputsAsked
from tagengine.commands.options import format_option, put, say, warn
from tagengine.commands.parameters import argument, flag, option, part, verb
from tagengine.errors import UsageError
from tagengine.evidence.result import Result
from tagengine.reporting import as_json
from tagengine.reporting.as_text import shown
from tagengine.system.progress import counted


@dataclass(frozen=True, slots=True)
class _Asked:
    inputs: tuple[str, ...] = argument(
        nargs=-1, required=True, metavar="INPUT...", shell_complete=FILE
    )
    tags_as: str = option(
        type=click.Choice(["object", "id", "name"]),
        default="object",
        show_default=True,
        help="How a tag is written in JSON.",
    )
    form: str = format_option(
        "jsonl",
        "text",
        explained="jsonl: a JSON object for each document; text: a line for people.",
    )
    with_confidence: bool = flag(
        "Print how likely each tag is to be right, in percent (only with --tags-as object)."
    )
    record_id: str | None = option(
        "--id", metavar="ID", help="The id to print (for a single document only)."
    )
    reading: InputsAsked = part(InputsAsked)


@verb("tag", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Print the tags of documents, one JSON object for each.

    INPUT is a document (Markdown, reStructuredText, AsciiDoc, a notebook and more),
    a folder (all READMEs in it), a .jsonl file of records
    ({"id", "name", "description", "topics", "readme", "language"}), or - for
    standard input.
    Files are read as records if .tagengine.yaml or --preset says that they are.

    \b
    Examples:
      tagengine tag README.md
      tagengine tag --tags-as name projects/ records.jsonl
      cat README.md | tagengine tag - --id my-project
    """
    if asked.with_confidence and (asked.tags_as != "object" or asked.form != "jsonl"):
        raise UsageError(
            "--with-confidence needs tags as objects in JSON (leave the other option out)"
        )
    reader = Inputs(asked.reading)
    found: Iterable[Input] = reader.read(asked.inputs)
    if asked.record_id is not None:
        found = _named(found, asked.record_id)
    is_any = False
    for record, engine, most, _ in counted(found):
        is_any = True
        _put(engine.tag_record(record, max_tags=most), asked)
    sys.stdout.flush()
    code = reader.ended()
    if not is_any and not reader.failures:
        warn(f"{', '.join(asked.inputs)}: no document to tag")
    return code


def _named(found: Iterable[Input], record_id: str) -> list[Input]:
    """Return the only input under another id; raises `UsageError` before anything is printed."""
    listed = []
    for one in found:
        listed.append(one._replace(record=replace(one.record, id=record_id)))
        if len(listed) > 1:
            raise UsageError("--id is for one document, but there are several (leave it out)")
    return listed


def _put(result: Result, asked: _Asked) -> None:
    if asked.form == "text":
        names = ", ".join(tag.name.strip() for tag in result.tags) or "no tag"
        say(f"{shown(str(result.id), 200)}: {names}")
    else:
        put(as_json.line(as_json.tags(result, asked.tags_as, asked.with_confidence)))
