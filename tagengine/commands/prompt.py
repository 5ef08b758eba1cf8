"""`tagengine prompt`: the answer that a language model was asked for."""

from __future__ import annotations

import click

from tagengine import prompt
from tagengine.commands.options import put, rules_option, warn
from tagengine.engine import Engine
from tagengine.inputs import read_text

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
    engine = Engine.load(rules, request.vocabulary)
    result = engine.tag_record(request.record, max_tags=request.max_tags)
    put(prompt.fill_in(request.expected, result.tags))
    return 0
