"""`tagengine eval`: agreement with gold labels."""

from __future__ import annotations

import click

from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.options import (
    format_option,
    max_tags_option,
    min_confidence_option,
    output_file_option,
    preset_option,
    put,
    put_report,
    say,
    warn,
)
from tagengine.commands.rule_options import RulesAsked, loaded, rule_options
from tagengine.engine import Engine
from tagengine.evaluation import (
    confusion,
    figures,
    judging,
    ranking,
    reliability,
    resampling,
    tradeoff,
)
from tagengine.evaluation import report_text as printed
from tagengine.evaluation.figures import Judged
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.judging import DocumentMistakes
from tagengine.evaluation.report import CurvePoint, Report
from tagengine.learning import learned_from
from tagengine.learning.learned_from import LearnedFrom
from tagengine.reporting import as_json
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system.extras import require
from tagengine.system.progress import counted

_OF_LEARNED = (
    "{} of {} records are left out, because the rules were learned from them "
    "(--on-learned uses them too)"
)
_FORMS = {
    "text": printed.text,
    "json": lambda report: as_json.line(printed.data(report)),
    "markdown": printed.markdown,
    "html": printed.html,
}


@click.command("eval")
@click.argument("gold", metavar="[PATH]", default=labelled_records.HERE, type=FILE)
@format_option(*_FORMS)
@click.option("--errors", is_flag=True, help="List every mistake, and what led to it.")
@click.option(
    "--compare",
    "other",
    type=FOLDER,
    metavar="DIR",
    help="Also measure the rules in this folder, and test the difference.",
)
@click.option(
    "--learning-curve",
    "with_curve",
    is_flag=True,
    help="Also learn rules from parts of the records, and measure them on others.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0, 100_000),
    default=resampling.DEFAULT_ROUNDS,
    show_default=True,
    metavar="N",
    help="The number of random draws for intervals and tests; 0 leaves them out.",
)
@click.option(
    "--seed",
    type=int,
    default=resampling.DEFAULT_SEED,
    show_default=True,
    help="The seed for the draws.",
)
@click.option(
    "--on-learned",
    is_flag=True,
    help="Also use records that the rules were learned from.",
)
@preset_option
@max_tags_option
@min_confidence_option
@rule_options
@output_file_option
def command(
    gold: str,
    form: str,
    errors: bool,
    other: str | None,
    with_curve: bool,
    bootstrap: int,
    seed: int,
    on_learned: bool,
    preset: str | None,
    max_tags: int | None,
    min_confidence: int,
    asked: RulesAsked,
) -> int:
    """Measure how well the tags match labels that people gave.

    PATH is a .jsonl file with a record and its labels on each line: "tags" (names,
    best first) and, if you like, "also" (names that would not be wrong). It can also
    be a file or folder of a catalogue (default: the records of the configuration).

    \b
    Examples:
      tagengine eval
      tagengine eval gold.jsonl
      tagengine eval gold.jsonl --errors
      tagengine eval gold.jsonl --rules new-rules/ --compare old-rules/
    """
    if with_curve:
        require("learning", "--learning-curve")
    chosen = asked.chosen(gold)
    engine = Engine(loaded(chosen, min_confidence))
    problems: list[str] = []

    def report_problem(message: str) -> None:
        warn(message)
        problems.append(message)

    labelled = labelled_records.read(
        gold, asked, preset, engine.rule_set.vocabulary, report_problem
    )
    max_tags = chosen.max_tags if max_tags is None else max_tags
    known = learned_from.read(chosen.folder)
    if known is not None and not on_learned:
        kept = [one for one in labelled if not known.has(one)]
        if not kept:
            _tell_held_out(known, len(labelled), form)
            return 2 if problems else 0
        if len(kept) < len(labelled):
            warn(_OF_LEARNED.format(len(labelled) - len(kept), len(labelled)))
        labelled = kept
    judged, mistakes = _judge(labelled, engine, max_tags, errors)
    names = [tag.name for tag in engine.rule_set.vocabulary]
    comparison = None
    if other is not None:
        other_engine = Engine.load(other, chosen.vocabulary, min_confidence)
        others, _ = _judge(labelled, other_engine, max_tags, False)
        comparison = resampling.compare(other, judged, others, max(bootstrap, 1), seed)
    report = Report(
        figures.evaluate(judged, names),
        ranking.ranking(judged, len(names)),
        tuple(confusion.confusions(judged, names)),
        resampling.intervals(judged, len(names), bootstrap, seed) if bootstrap else {},
        tuple(mistakes),
        comparison,
        _curve(engine.rule_set.vocabulary, labelled) if with_curve else (),
        reliability.reliability(judged),
        tradeoff.tradeoff(judged),
    )
    put_report(_FORMS[form](report).rstrip("\n"), form)
    return 2 if problems else 0


def _tell_held_out(known: LearnedFrom, records: int, form: str) -> None:
    """Print the figures on records held out: those on the records themselves are too good."""
    if form == "json":
        figures_of = ("micro_f1", "first_tag_precision", "mean_jaccard", "folds")
        data = {name: getattr(known, name) for name in figures_of}
        put(as_json.line({"learned_from": records, **data}))
        return
    say(
        f"the rules were learned from all of these {records:,} records, so the figures would be "
        "too good"
    )
    say(known.line())
    say("(use other records, or measure on these anyway with --on-learned)")


def _curve(vocabulary: Vocabulary, labelled: list[Labelled]) -> tuple[CurvePoint, ...]:
    from tagengine.learning.curve import learning_curve  # noqa: PLC0415 -- only where asked for
    from tagengine.learning.learn import Source  # noqa: PLC0415

    points = learning_curve(Source.load(vocabulary, labelled), labelled)
    return tuple(counted(points, "points", prints_between=False))


def _judge(
    labelled: list[Labelled], engine: Engine, max_tags: int | None, with_mistakes: bool
) -> tuple[list[Judged], list[DocumentMistakes]]:
    judged, mistakes = [], []
    for one in counted(labelled, prints_between=False):
        answer, result = judging.judge(engine, one, max_tags)
        judged.append(answer)
        found = judging.mistakes(answer, result) if with_mistakes else None
        if found is not None:
            mistakes.append(found)
    return judged, mistakes
