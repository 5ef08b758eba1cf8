"""`tagengine rules impact`: what a change of rules does, before it lands."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tagengine.authoring import impact_report, revisions
from tagengine.authoring.impact import compare
from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.inputs import Inputs, finder_of
from tagengine.commands.options import (
    format_option,
    output_file_option,
    preset_option,
    put_report,
    warn,
)
from tagengine.commands.rule_options import RulesAsked, rule_options, tell_rules
from tagengine.document.reading import Record
from tagengine.errors import DocumentError
from tagengine.evaluation.gold import Labelled
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.rules import sources as rule_sources
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system.progress import counted


@click.command("impact")
@click.argument("old", metavar="[OLD]", default="HEAD", type=FOLDER)
@click.argument("new", metavar="[NEW]", default=revisions.WORK_TREE, type=FOLDER)
@click.option(
    "--corpus",
    default=labelled_records.HERE,
    type=FILE,
    metavar="PATH",
    help="Documents to tag with both (default: the records of the configuration).",
)
@click.option(
    "--path",
    type=FOLDER,
    metavar="DIR",
    help="The folder of rules in the repository (default: that of the configuration, or rules).",
)
@click.option("--gold", is_flag=True, help='The corpus is JSON Lines with labels ("tags").')
@preset_option
@format_option("text", "markdown", "json")
@click.option(
    "--exit-code", is_flag=True, help="Exit with code 1 if the tags of a document change."
)
@rule_options
@output_file_option
def command(
    old: str,
    new: str,
    corpus: str,
    path: str | None,
    gold: bool,
    preset: str | None,
    form: str,
    exit_code: bool,
    asked: RulesAsked,
) -> int:
    """Show which documents would gain or lose tags, and because of which rules.

    OLD and NEW are folders of rule files, git revisions, or WORKTREE, which is the
    rules as they are now. By default OLD is HEAD and NEW is WORKTREE.

    \b
    Examples:
      tagengine rules impact
      tagengine rules impact HEAD --corpus projects/
      tagengine rules impact main HEAD --corpus gold.jsonl --gold
      tagengine rules impact old/ new/ --corpus projects/ --format markdown
    """
    chosen = asked.chosen(corpus)
    where = path or chosen.rules or "rules"
    before, after = (revisions.load(source, where) for source in (old, new))
    if chosen.vocabulary is not None:
        tags = rule_sources.read_vocabulary(chosen.vocabulary)
        before, after = before.with_vocabulary(tags), after.with_vocabulary(tags)
    failures: list[str] = []
    documents = _documents(corpus, gold, preset, asked, after.vocabulary, failures)
    impact = compare(before, after, counted(documents))
    if not impact.documents:
        if failures:
            return 2
        raise DocumentError(f"{corpus}: no documents found")
    printers = {
        "text": impact_report.text,
        "markdown": impact_report.markdown,
        "json": impact_report.line,
    }
    if form == "text" and path is None and chosen.rules is not None:
        tell_rules(chosen)
    put_report(printers[form](impact), form)
    if failures:
        return 2
    return 1 if exit_code and impact.changed else 0


def _documents(
    corpus: str,
    gold: bool,
    preset: str | None,
    asked: RulesAsked,
    vocabulary: Vocabulary,
    failures: list[str],
) -> Iterable[Record | Labelled]:
    """Return the documents; labelled are those of gold, and the records of a catalogue."""

    def fail(message: str) -> None:
        warn(message)
        failures.append(message)

    is_catalogue = preset is not None or asked.configured(corpus) is not None
    if gold or (is_catalogue and any(finder_of(asked, preset).targets((corpus,)))):
        return labelled_records.read(corpus, asked, preset, vocabulary, fail)
    inputs = Inputs(asked, None, DEFAULT_LIMIT, failures=failures)
    return (one.record for one in inputs.read((corpus,)))
