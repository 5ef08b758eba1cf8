"""`tagengine rules impact`: what a change of rules does, before it lands."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tagengine.authoring import impact_report, revisions
from tagengine.authoring.impact import compare
from tagengine.commands.options import format_option, put_report, readable, warn
from tagengine.document.reading import Record
from tagengine.errors import DocumentError
from tagengine.evaluation import gold as gold_file
from tagengine.evaluation.gold import Labelled
from tagengine.inputs.files import DEFAULT_LIMIT, read_all
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system.progress import counted


@click.command("impact")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=revisions.WORK_TREE)
@click.option(
    "--corpus", required=True, metavar="DIR|FILE", help="Documents to try both rule sets on."
)
@click.option(
    "--path",
    default="rules",
    show_default=True,
    metavar="DIR",
    help="Where the rules are in the repository.",
)
@click.option("--gold", is_flag=True, help='The corpus is JSON Lines with labels ("tags").')
@format_option("text", "markdown", "json")
@click.option("--exit-code", is_flag=True, help="End with code 1 if a document's tags change.")
def command(
    old: str, new: str, corpus: str, path: str, gold: bool, form: str, exit_code: bool
) -> int:
    """Show which documents gain or lose which tags, and by which rules.

    OLD and NEW are folders of rule files, git revisions, or WORKTREE: the rules
    as they are now, which is also what NEW is if it is left out.

    \b
    Examples:
      tagengine rules impact HEAD --corpus projects/
      tagengine rules impact main HEAD --corpus gold.jsonl --gold
      tagengine rules impact old-rules/ my-rules/ --corpus projects/ --format markdown
    """
    before, after = (revisions.load(source, path) for source in (old, new))
    failures: list[str] = []
    documents = _documents(corpus, gold, after.vocabulary, failures)
    impact = compare(before, after, counted(documents))
    if not impact.documents:
        if failures:
            return 2
        raise DocumentError(f"{corpus}: no document to look at")
    printers = {
        "text": impact_report.text,
        "markdown": impact_report.markdown,
        "json": impact_report.line,
    }
    put_report(printers[form](impact), form)
    if failures:
        return 2
    return 1 if exit_code and impact.changed else 0


def _documents(
    corpus: str, gold: bool, vocabulary: Vocabulary, failures: list[str]
) -> Iterable[Record | Labelled]:
    if not gold:
        return readable(read_all((corpus,), DEFAULT_LIMIT, warn), failures)

    def fail(message: str) -> None:
        warn(message)
        failures.append(message)

    return gold_file.read(corpus, vocabulary, fail)
