"""`tagengine prompt`: the answer that a language model was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.commands.completion import FILE
from tagengine.commands.options import Verbosity, min_confidence_option, put
from tagengine.commands.parameters import argument, part, verb
from tagengine.commands.rule_options import RulesAsked, warn_of_tags_without_rules
from tagengine.engine import Engine
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT, STDIN, read_text
from tagengine.inputs.prompts import request as requests
from tagengine.system import garbage_collection

_PROMPT_LIMIT = 8 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class _Asked:
    file: str = argument(metavar="FILE|-", shell_complete=FILE)
    min_confidence: int = min_confidence_option()
    verbosity: Verbosity = part(Verbosity)
    rules: RulesAsked = part(RulesAsked)


@verb("prompt", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Answer a tagging request written for a language model.

    The request has a document, a list of tags, the JSON to fill in, with an empty
    list of tags, and the most tags to choose. The JSON is printed, filled in.

    \b
    Example:
      tagengine prompt request.txt
    """
    tell = asked.verbosity.warn
    request = requests.parse(read_text(asked.file, _PROMPT_LIMIT, tell))
    with garbage_collection.frozen():
        chosen = asked.rules.chosen("." if asked.file == STDIN else asked.file)
        engine = Engine.load(chosen.rules, request.vocabulary, asked.min_confidence)
    asked.verbosity.tell(chosen.line())
    warn_of_tags_without_rules(engine.rule_set, tell)
    answers = []
    for one in request.records:
        record = records.cut(one, DEFAULT_LIMIT)
        if record is not one:
            limit = f"{DEFAULT_LIMIT:,}"
            tell(f"{asked.file}: only the first {limit} characters of the text to tag were read")
        answers.append(engine.tag_record(record, max_tags=request.max_tags).tags)
    put(requests.fill_in(request, answers))
    return 0
