"""`tagengine rules show`: one tag's rules in words."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import overview, rule_listing
from tagengine.commands.completion import TAG
from tagengine.commands.options import format_option, output_file_option, put_report
from tagengine.commands.parameters import argument, part, verb
from tagengine.commands.rule_options import RulesAsked


@dataclass(frozen=True, slots=True)
class _Asked:
    tag: str = argument(metavar="TAG", shell_complete=TAG)
    rules: RulesAsked = part(RulesAsked)
    form: str = format_option("text", "json")


@verb("show", _Asked)
@output_file_option
def command(asked: _Asked) -> int:
    """Describe the rules of one tag in words.

    \b
    Example:
      tagengine rules show cache
    """
    chosen = asked.rules.chosen()
    view = overview.view(chosen.read(), asked.tag)
    put_report(
        rule_listing.tag_line(view) if asked.form == "json" else rule_listing.tag(view), asked.form
    )
    return 0
