"""`tagengine diff`: two files of tags or audits compared."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.auditing import comparison_report as comparison
from tagengine.auditing.comparison import compare, outcome
from tagengine.auditing.strict_json import read_file
from tagengine.commands.options import format_option, put, say
from tagengine.commands.parameters import argument, verb
from tagengine.reporting import as_json


@dataclass(frozen=True, slots=True)
class _Asked:
    before: str = argument(metavar="A.jsonl")
    after: str = argument(metavar="B.jsonl")
    form: str = format_option("text", "json", "markdown")


@verb("diff", _Asked, has_output=True)
def command(asked: _Asked) -> int:
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
    before, after = (map(outcome, read_file(path)) for path in (asked.before, asked.after))
    result = compare(before, after)
    if asked.form == "json":
        put(as_json.line(comparison.data(result)))
    else:
        say(comparison.markdown(result) if asked.form == "markdown" else comparison.text(result))
    return int(bool(result.changes))
