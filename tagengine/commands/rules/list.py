"""`tagengine rules list`: the tags with what there is for them."""

from __future__ import annotations

import click

from tagengine.authoring import overview, rule_listing
from tagengine.commands.options import format_option, output_file_option, put, say
from tagengine.commands.rule_options import RulesAsked, rule_options, tell_rules


@click.command("list")
@rule_options
@format_option("text", "json")
@output_file_option
def command(form: str, asked: RulesAsked) -> int:
    """Count the rules and examples of each tag.

    \b
    Example:
      tagengine rules list --rules my-rules/
    """
    chosen = asked.chosen()
    tags = overview.counts(chosen.read())
    if form == "json":
        put(rule_listing.counts_line(tags))
    else:
        tell_rules(chosen)
        say(rule_listing.counts(tags))
    return 0
