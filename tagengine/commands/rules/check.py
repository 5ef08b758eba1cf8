"""`tagengine rules check`: every mistake in a folder of rule files, at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tagengine import rule_sources
from tagengine.authoring import checks
from tagengine.authoring.checks import corpus as corpora
from tagengine.authoring.explanations import explanations
from tagengine.commands.options import put, warn
from tagengine.document import Record
from tagengine.errors import DocumentError, RuleErrors
from tagengine.inputs import DEFAULT_LIMIT, Failure, read_all
from tagengine.progress import counted
from tagengine.reporting import findings


@click.command("check")
@click.option("--rules", metavar="DIR", help="Folder of rule files instead of the shipped ones.")
@click.option(
    "--corpus",
    metavar="DIR|FILE",
    help="Documents (a folder or .jsonl) in which to look for rules that are of no use.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="End with code 1 on warnings too.")
def command(rules: str | None, corpus: str | None, form: str, strict: bool) -> int:
    """Find the mistakes in rule files, all of all files at once.

    Errors are what cannot be loaded (exit code 1); warnings are what can, but
    is not what anybody means, such as a rule that can never count.

    \b
    Examples:
      tagengine rules check
      tagengine rules check --rules my-rules/ --corpus projects/
      tagengine rules check --format sarif --strict
    """
    failures: list[str] = []
    try:
        reading = rule_sources.read(rules)
        usage = None
        if corpus is not None:
            usage = corpora.observe(reading.rule_set, counted(_records(corpus, failures)))
        if usage is not None and not usage.documents:
            if not failures:
                raise DocumentError(f"{corpus}: no document to look at")
            usage = None
        found = checks.run(reading, usage)
    except RuleErrors as error:
        found = list(error.problems)
    put(findings.render(found, form, explanations(), Path.cwd()))
    if failures:
        return 2
    return 1 if any(strict or not one.is_warning for one in found) else 0


def _records(corpus: str, failures: list[str]) -> Iterator[Record]:
    for read in read_all((corpus,), DEFAULT_LIMIT, warn):
        if isinstance(read, Failure):
            warn(read.message)
            failures.append(read.message)
        else:
            yield read
