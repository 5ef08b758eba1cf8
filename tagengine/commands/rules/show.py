"""`tagengine rules show`: one tag's rules in words."""

from __future__ import annotations

import click

from tagengine.authoring import overview, rule_listing
from tagengine.commands.options import format_option, put_report, rules_option
from tagengine.rules import sources as rule_sources


@click.command("show")
@click.argument("tag", metavar="TAG")
@rules_option
@format_option("text", "json")
def command(tag: str, rules: str | None, form: str) -> int:
    """Show the rules of one tag by weight: where and when they count, and relations.

    \b
    Example:
      tagengine rules show cache
    """
    view = overview.view(rule_sources.read(rules), tag)
    put_report(rule_listing.tag_line(view) if form == "json" else rule_listing.tag(view), form)
    return 0
