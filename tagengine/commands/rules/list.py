"""`tagengine rules list`: the tags with what there is for them."""

from __future__ import annotations

import click

from tagengine.authoring import overview, rule_listing
from tagengine.commands.options import format_option, put_report, rules_option
from tagengine.rules import sources as rule_sources


@click.command("list")
@rules_option
@format_option("text", "json")
def command(rules: str | None, form: str) -> int:
    """List the tags with their numbers of rules and examples, and their files.

    \b
    Example:
      tagengine rules list --rules my-rules/
    """
    tags = overview.counts(rule_sources.read(rules))
    put_report(
        rule_listing.counts_line(tags) if form == "json" else rule_listing.counts(tags), form
    )
    return 0
