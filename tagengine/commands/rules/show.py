"""`tagengine rules show`: one tag's rules in words."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import rule_listing
from tagengine.commands.completion import TAG
from tagengine.commands.options import format_option, put_report
from tagengine.commands.parameters import argument, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.reporting import as_json


@dataclass(frozen=True, slots=True)
class _Asked:
    tag: str = argument(metavar="TAG", shell_complete=TAG)
    rules: RulesAsked = part(RulesAsked)
    form: str = format_option("text", "json")


@verb("show", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Describe the rules of one tag in words.

    \b
    Example:
      tagengine rules show cache
    """
    chosen = asked.rules.chosen()
    listing = rule_listing.of_tag(chosen.read(), asked.tag)
    put_report(as_json.line(listing.data) if asked.form == "json" else listing.text, asked.form)
    return 0
