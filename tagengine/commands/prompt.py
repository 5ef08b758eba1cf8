"""`tagengine prompt`: the answer that a language model was asked for."""

from __future__ import annotations

import click

from tagengine.commands.completion import FILE
from tagengine.commands.options import (
    min_confidence_option,
    output_file_option,
    put,
    verbosity_options,
    warn,
)
from tagengine.commands.rule_options import (
    RulesAsked,
    rule_options,
    warn_of_tags_without_rules,
)
from tagengine.engine import Engine
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT, STDIN, read_text
from tagengine.inputs.prompts import request as requests
from tagengine.system import garbage_collection

_PROMPT_LIMIT = 8 * 1024 * 1024  # bytes


@click.command("prompt")
@click.argument("file", metavar="FILE|-", type=FILE)
@min_confidence_option
@verbosity_options
@rule_options
@output_file_option
def command(file: str, min_confidence: int, quiet: bool, verbose: bool, asked: RulesAsked) -> int:
    """Answer a tagging request written for a language model.

    The request has a document, a list of tags, the JSON to fill in, with an empty
    list of tags, and the most tags to choose. The JSON is printed, filled in.

    \b
    Example:
      tagengine prompt request.txt
    """
    tell = (lambda message: None) if quiet else warn
    request = requests.parse(read_text(file, _PROMPT_LIMIT, tell))
    with garbage_collection.frozen():
        chosen = asked.chosen("." if file == STDIN else file)
        engine = Engine.load(chosen.rules, request.vocabulary, min_confidence)
    if verbose:
        warn(chosen.line())
    if not quiet:
        warn_of_tags_without_rules(engine.rule_set)
    answers = []
    for one in request.records:
        record = records.cut(one, DEFAULT_LIMIT)
        if record is not one:
            limit = f"{DEFAULT_LIMIT:,}"
            tell(f"{file}: only the first {limit} characters of the text to tag were read")
        answers.append(engine.tag_record(record, max_tags=request.max_tags).tags)
    put(requests.fill_in(request, answers))
    return 0
