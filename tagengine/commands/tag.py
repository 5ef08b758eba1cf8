"""`tagengine tag`: documents in, JSON Lines of tags out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

import click

from tagengine.commands.completion import FILE
from tagengine.commands.inputs import Input, Inputs
from tagengine.commands.options import (
    as_format,
    format_option,
    input_format_option,
    max_bytes_option,
    max_tags_option,
    min_confidence_option,
    output_file_option,
    preset_option,
    put,
    say,
    verbosity_options,
    warn,
)
from tagengine.commands.rule_options import RulesAsked, rule_options
from tagengine.errors import UsageError
from tagengine.evidence.result import Result
from tagengine.reporting import as_json
from tagengine.reporting.as_text import shown
from tagengine.system.progress import counted


@click.command("tag")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=FILE)
@click.option(
    "--tags-as",
    type=click.Choice(["object", "id", "name"]),
    default="object",
    show_default=True,
    help="How a tag is written in JSON.",
)
@format_option(
    "jsonl", "text", explained="jsonl: a JSON object for each document; text: a line for people."
)
@click.option(
    "--with-confidence",
    is_flag=True,
    help="Print how likely each tag is to be right, in percent (only with --tags-as object).",
)
@click.option("--id", "record_id", metavar="ID", help="Print this id (for one document only).")
@preset_option
@max_tags_option
@min_confidence_option
@max_bytes_option
@input_format_option
@verbosity_options
@rule_options
@output_file_option
def command(
    inputs: tuple[str, ...],
    tags_as: str,
    form: str,
    with_confidence: bool,
    record_id: str | None,
    preset: str | None,
    max_tags: int | None,
    min_confidence: int,
    max_bytes: int,
    input_format: str | None,
    quiet: bool,
    verbose: bool,
    asked: RulesAsked,
) -> int:
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
    if with_confidence and (tags_as != "object" or form != "jsonl"):
        raise UsageError(
            "--with-confidence needs tags as objects in JSON (leave the other option out)"
        )
    chosen_form = as_format(input_format)
    reader = Inputs(asked, preset, max_bytes, max_tags, quiet, chosen_form, min_confidence)
    found: Iterable[Input] = reader.read(inputs)
    if record_id is not None:
        found = _named(found, record_id)
    is_any = False
    for record, engine, most, _ in counted(found):
        is_any = True
        _put(engine.tag_record(record, max_tags=most), tags_as, form, with_confidence)
    sys.stdout.flush()
    if verbose:
        for line in reader.lines:
            warn(line)
    if not is_any and not reader.failures:
        warn(f"{', '.join(inputs)}: no document to tag")
    return 2 if reader.failures else 0


def _named(found: Iterable[Input], record_id: str) -> list[Input]:
    """Return the only input under another id; raises `UsageError` before anything is printed."""
    listed = []
    for one in found:
        listed.append(one._replace(record=replace(one.record, id=record_id)))
        if len(listed) > 1:
            raise UsageError("--id is for one document, but there are several (leave it out)")
    return listed


def _put(result: Result, tags_as: str, form: str, with_confidence: bool) -> None:
    if form == "text":
        names = ", ".join(tag.name.strip() for tag in result.tags) or "no tag"
        say(f"{shown(str(result.id), 200)}: {names}")
    else:
        put(as_json.line(as_json.tags(result, tags_as, with_confidence)))
