"""`tagengine rules show`: one tag's rules in words."""

from __future__ import annotations

import click

from tagengine.authoring import overview, rule_listing
from tagengine.commands.completion import TAG
from tagengine.commands.options import format_option, output_file_option, put_report
from tagengine.commands.rule_options import RulesAsked, rule_options


@click.command("show")
@click.argument("tag", metavar="TAG", type=TAG)
@rule_options
@format_option("text", "json")
@output_file_option
def command(tag: str, form: str, asked: RulesAsked) -> int:
    """Show the rules of one tag in words.

    \b
    Example:
      tagengine rules show cache
    """
    chosen = asked.chosen()
    view = overview.view(chosen.read(), tag)
    put_report(rule_listing.tag_line(view) if form == "json" else rule_listing.tag(view), form)
    return 0
