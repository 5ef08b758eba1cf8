"""`tagengine rules impact`: what a change of rules does, before it lands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tagengine.authoring import impact_report, revisions
from tagengine.authoring.impact import compare
from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.inputs import Inputs, InputsAsked
from tagengine.commands.options import Failures, format_option, preset_option, put_report, say
from tagengine.commands.parameters import argument, flag, option, part, verb
from tagengine.commands.record_finder import targets_of
from tagengine.commands.rule_options import RulesAsked, tell_rules
from tagengine.document.record import Record
from tagengine.errors import DocumentError
from tagengine.evaluation.gold import Labelled
from tagengine.learning import learned_from
from tagengine.rules import sources as rule_sources
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system.progress import counted

_FORMS = {
    "text": impact_report.text,
    "markdown": impact_report.markdown,
    "json": impact_report.line,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    old: str = argument(metavar="[OLD]", default="HEAD", shell_complete=FOLDER)
    new: str = argument(metavar="[NEW]", default=revisions.WORK_TREE, shell_complete=FOLDER)
    corpus: str = option(
        default=labelled_records.HERE,
        shell_complete=FILE,
        metavar="PATH",
        help="Documents to tag with OLD and NEW (default: the records of the configuration).",
    )
    path: str | None = option(
        shell_complete=FOLDER,
        metavar="DIR",
        help="The folder of rules in the repository (default: that of the configuration, or "
        "rules).",
    )
    gold: bool = flag('The corpus is JSON Lines with labels ("tags").')
    preset: str | None = preset_option()
    form: str = format_option(*_FORMS)
    exit_code: bool = flag("Exit with code 1 if the tags of a document change.")
    rules: RulesAsked = part(RulesAsked)


@verb("impact", _Asked, has_output=True)
def command(asked: _Asked) -> int:
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
    chosen = asked.rules.chosen(asked.corpus)
    where = asked.path or chosen.rules or "rules"
    tags = None if chosen.vocabulary is None else rule_sources.read_vocabulary(chosen.vocabulary)
    before, after = (revisions.load(source, where, tags) for source in (asked.old, asked.new))
    failures = Failures()
    documents = _documents(asked, after.vocabulary, failures)
    impact = compare(before, after, counted(documents))
    if not impact.documents:
        if failures:
            return 2
        raise DocumentError(f"{asked.corpus}: no documents found")
    if asked.form == "text" and asked.path is None and chosen.rules is not None:
        tell_rules(chosen)
        known = learned_from.read(chosen.folder)
        same = sum(known is not None and known.has(one) for one in _labelled(documents))
        if same:
            say(
                f"{same:,} of {impact.documents:,} records are those that the rules were learned "
                "from, so micro F1 is too good"
            )
    put_report(_FORMS[asked.form](impact), asked.form)
    if failures:
        return 2
    return 1 if asked.exit_code and impact.changed else 0


def _labelled(documents: Iterable[Record | Labelled]) -> list[Labelled]:
    """Return the labelled documents, if they are all at hand."""
    if not isinstance(documents, list):
        return []
    return [one for one in documents if isinstance(one, Labelled)]


def _documents(
    asked: _Asked, vocabulary: Vocabulary, failures: Failures
) -> Iterable[Record | Labelled]:
    """Return the documents; labelled are those of gold, and the records of a catalogue."""
    corpus, preset, rules = asked.corpus, asked.preset, asked.rules
    if asked.gold or any(targets_of(rules, preset, corpus) or ()):
        return labelled_records.read(corpus, rules, preset, vocabulary, failures.add)
    inputs = Inputs(InputsAsked.usual(rules), failures)
    return (one.record for one in inputs.read((corpus,)))
