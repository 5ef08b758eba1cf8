"""`tagengine prompt`: the answer that a language model was asked for."""

from __future__ import annotations

import click

from tagengine.commands.options import put, rules_option, warn
from tagengine.engine import Engine
from tagengine.inputs import prompt, records
from tagengine.inputs.files import DEFAULT_LIMIT, read_text
from tagengine.system import garbage_collection

_PROMPT_LIMIT = 8 * 1024 * 1024  # bytes


@click.command("prompt")
@click.argument("file", metavar="FILE|-")
@rules_option
def command(file: str, rules: str | None) -> int:
    """Answer a tagging request written for a language model.

    The request holds a text, a list of tags, the expected JSON with an empty
    list of tags, and a limit; the expected JSON is printed, filled in.

    \b
    Example:
      tagengine prompt request.txt
    """
    request = prompt.parse(read_text(file, _PROMPT_LIMIT, warn))
    record = records.cut(request.record, DEFAULT_LIMIT)
    if record is not request.record:
        warn(f"{file}: only the first {DEFAULT_LIMIT:,} characters of the text to tag were read")
    with garbage_collection.spared():
        engine = Engine.load(rules, request.vocabulary)
    result = engine.tag_record(record, max_tags=request.max_tags)
    put(prompt.fill_in(request.expected, result.tags))
    return 0
