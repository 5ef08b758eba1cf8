"""`tagengine diff`: two files of tags or audits compared."""

from __future__ import annotations

import click

from tagengine.auditing import comparison_report as comparison
from tagengine.auditing.comparison import compare, outcome
from tagengine.auditing.strict_json import read_file
from tagengine.commands.options import format_option, output_file_option, put, say
from tagengine.reporting import as_json


@click.command("diff")
@click.argument("before", metavar="A.jsonl")
@click.argument("after", metavar="B.jsonl")
@format_option("text", "json", "markdown")
@output_file_option
def command(before: str, after: str, form: str) -> int:
    """Compare two files of tags or audits of the same documents.

    The files come from `tagengine tag` or `tagengine explain --format json`; only
    the latter show which rules changed the tags. Exit code 1 means that something
    changed.

    \b
    Example:
      tagengine explain projects/ --format json > before.jsonl
      tagengine explain projects/ --format json --rules my-rules/ > after.jsonl
      tagengine diff before.jsonl after.jsonl
    """
    result = compare(map(outcome, read_file(before)), map(outcome, read_file(after)))
    if form == "json":
        put(as_json.line(comparison.data(result)))
    else:
        say(comparison.markdown(result) if form == "markdown" else comparison.text(result))
    return int(bool(result.changes))
