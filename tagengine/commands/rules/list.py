"""`tagengine rules list`: the tags with what there is for them."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import overview, rule_listing
from tagengine.commands.options import format_option, output_file_option, put, say
from tagengine.commands.parameters import part, verb
from tagengine.commands.rule_options import RulesAsked, tell_rules


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: RulesAsked = part(RulesAsked)
    form: str = format_option("text", "json")


@verb("list", _Asked)
@output_file_option
def command(asked: _Asked) -> int:
    """Count the rules and examples of each tag.

    \b
    Example:
      tagengine rules list --rules my-rules/
    """
    chosen = asked.rules.chosen()
    tags = overview.counts(chosen.read())
    if asked.form == "json":
        put(rule_listing.counts_line(tags))
    else:
        tell_rules(chosen)
        say(rule_listing.counts(tags))
    return 0
