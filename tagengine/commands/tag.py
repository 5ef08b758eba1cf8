"""`tagengine tag`: documents in, JSON Lines of tags out."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from tagengine.commands.options import (
    load_engine,
    max_bytes_option,
    max_tags_option,
    put,
    readable,
    rules_option,
    vocabulary_option,
    warn,
)
from tagengine.errors import UsageError
from tagengine.inputs.files import read_all
from tagengine.reporting import as_json
from tagengine.system.progress import counted


@click.command("tag")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--tags-as",
    type=click.Choice(["object", "id", "name"]),
    default="object",
    show_default=True,
    help="How a tag is written.",
)
@click.option("--id", "record_id", metavar="ID", help="The id to print (for one document).")
@max_tags_option
@max_bytes_option
@rules_option
@vocabulary_option
def command(
    inputs: tuple[str, ...],
    tags_as: str,
    record_id: str | None,
    max_tags: int | None,
    max_bytes: int,
    rules: str | None,
    vocabulary: str | None,
) -> int:
    """Print the tags of documents, one JSON object a document.

    INPUT is a Markdown file, a folder (its READMEs), a .jsonl file of records
    ({"id", "name", "description", "topics", "readme"}), or - for standard input.

    \b
    Examples:
      tagengine tag README.md
      tagengine tag --tags-as name projects/ records.jsonl
      cat README.md | tagengine tag - --id my-project
    """
    engine = load_engine(rules, vocabulary)
    failures: list[str] = []
    records = readable(counted(read_all(inputs, max_bytes, warn)), failures)
    number = -1
    for number, record in enumerate(records):
        if record_id is not None:
            if number:
                raise UsageError("--id names one document, and there are several (leave it out)")
            record = replace(record, id=record_id)  # noqa: PLW2901
        result = engine.tag_record(record, max_tags=max_tags)
        put(as_json.line(as_json.tags(result, tags_as)))
    sys.stdout.flush()
    if number < 0 and not failures:
        warn(f"{', '.join(inputs)}: no document to tag")
    return 2 if failures else 0
