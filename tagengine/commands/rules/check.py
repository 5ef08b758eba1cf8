"""`tagengine rules check`: every mistake in a folder of rule files, at its place."""

from __future__ import annotations

from pathlib import Path

import click

from tagengine.authoring import checks
from tagengine.authoring.checks import corpus as corpora
from tagengine.authoring.explanations import explanations
from tagengine.commands.options import format_option, put_report, readable, rules_option, say, warn
from tagengine.errors import DocumentError, RuleErrors
from tagengine.inputs.files import DEFAULT_LIMIT, read_all
from tagengine.reporting import findings
from tagengine.rules import sources as rule_sources
from tagengine.system.progress import counted


@click.command("check")
@rules_option
@click.option(
    "--corpus",
    metavar="DIR|FILE",
    help="Documents (a folder or .jsonl) in which to look for rules that are of no use.",
)
@format_option("text", "json", "github", "sarif")
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
        observed = None
        if corpus is not None:
            documents = readable(counted(read_all((corpus,), DEFAULT_LIMIT, warn)), failures)
            observed = corpora.observe(reading.rule_set, documents)
        if observed is not None and not observed.documents:
            if not failures:
                raise DocumentError(f"{corpus}: no document to look at")
            observed = None
        found = checks.run(reading, observed)
    except RuleErrors as error:
        found = list(error.problems)
    if failures and not found and form == "text":
        say("no problems in the rules; not all of the documents could be read")
        return 2
    put_report(findings.render(found, form, explanations(), Path.cwd()), form)
    if failures:
        return 2
    return 1 if any(strict or not one.is_warning for one in found) else 0
