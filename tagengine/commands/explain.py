"""`tagengine explain`: why these tags, and why not that one."""

from __future__ import annotations

import sys

import click

from tagengine.commands.options import (
    load_engine,
    max_bytes_option,
    max_tags_option,
    put,
    rule_options,
    warn,
)
from tagengine.engine import Explanation
from tagengine.inputs import Failure, read_all
from tagengine.reporting import as_json, as_text, audit_json


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--tag", "tag_name", metavar="NAME", help="Only why, or why not, this tag.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@max_tags_option
@max_bytes_option
@rule_options
def command(
    file: str,
    tag_name: str | None,
    form: str,
    max_tags: int | None,
    max_bytes: int,
    rules: str | None,
    vocabulary: str | None,
) -> int:
    """Show why a document has its tags: every contribution to every score.

    FILE is what `tagengine tag` takes: a Markdown file, a folder, records, or -.

    \b
    Examples:
      tagengine explain README.md
      tagengine explain README.md --tag database
      tagengine explain README.md --format json
    """
    engine = load_engine(rules, vocabulary)
    if tag_name is not None:
        engine.rule_set.vocabulary.find(tag_name)
    failures = 0
    for record in read_all((file,), max_bytes, warn):
        if isinstance(record, Failure):
            warn(record.message)
            failures += 1
        else:
            _show(engine.explain_record(record, max_tags=max_tags), tag_name, form)
    return 2 if failures else 0


def _show(result: Explanation, tag_name: str | None, form: str) -> None:
    only = None if tag_name is None else result.why(tag_name)
    if form == "json":
        data = audit_json.data(result.audit) if only is None else audit_json.why(result, only)
        put(as_json.line(data))
        return
    from rich.console import Console  # noqa: PLC0415 -- only where a person reads

    as_text.explain(result, Console(file=sys.stdout, highlight=False, soft_wrap=False), only)
