"""`tagengine rules list`: the tags with what there is for them."""

from __future__ import annotations

import click

from tagengine import rule_sources
from tagengine.authoring import overview
from tagengine.commands.options import put
from tagengine.reporting import rule_listing


@click.command("list")
@click.option("--rules", metavar="DIR", help="Folder of rule files instead of the shipped ones.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(rules: str | None, form: str) -> int:
    """List the tags with their numbers of rules and examples, and their files.

    \b
    Example:
      tagengine rules list --rules my-rules/
    """
    tags = overview.counts(rule_sources.read(rules))
    put(rule_listing.counts_line(tags) if form == "json" else rule_listing.counts(tags))
    return 0
