"""`tagengine rules check`: every mistake in a folder of rule files, at its place."""

from __future__ import annotations

from pathlib import Path

import click

from tagengine import rule_sources
from tagengine.authoring.explanations import explanations
from tagengine.commands.options import put
from tagengine.errors import Problem, RuleErrors
from tagengine.reporting import findings


@click.command("check")
@click.option("--rules", metavar="DIR", help="Folder of rule files instead of the shipped ones.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
def command(rules: str | None, form: str) -> int:
    """Find the mistakes in rule files, all of all files at once.

    Exit code 1 says that there are some.

    \b
    Examples:
      tagengine rules check
      tagengine rules check --rules my-rules/ --format sarif
    """
    found = _problems(rules)
    put(findings.render(found, form, explanations(), Path.cwd()))
    return 1 if found else 0


def _problems(rules: str | None) -> list[Problem]:
    try:
        rule_sources.read(rules)
    except RuleErrors as error:
        return list(error.problems)
    return []
