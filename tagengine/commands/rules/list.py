"""`tagengine rules list`: the tags with what there is for them."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import rule_listing
from tagengine.commands.options import format_option, put, say
from tagengine.commands.parameters import part, verb
from tagengine.commands.rule_options import RulesAsked, tell_rules
from tagengine.reporting import as_json


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: RulesAsked = part(RulesAsked)
    form: str = format_option("text", "json")


@verb("list", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Count the rules and examples of each tag.

    \b
    Example:
      tagengine rules list --rules my-rules/
    """
    chosen = asked.rules.chosen()
    listing = rule_listing.of_all(chosen.read())
    if asked.form == "json":
        put(as_json.line(listing.data))
    else:
        tell_rules(chosen)
        say(listing.text)
    return 0
