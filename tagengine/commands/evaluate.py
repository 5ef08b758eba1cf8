"""`tagengine eval`: agreement with gold labels."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.options import (
    Failures,
    Verbosity,
    format_option,
    max_tags_option,
    min_confidence_option,
    preset_option,
    put,
    put_report,
    say,
)
from tagengine.commands.parameters import WholeNumber, argument, flag, option, part, verb
from tagengine.commands.rule_options import RulesAsked, loaded
from tagengine.engine import Engine
from tagengine.evaluation import figures, judging, ranking, reliability, resampling
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
from tagengine.system.progress import counted, watched

_OF_LEARNED = (
    "left out {} of {} records, because the rules were learned from them "
    "(--on-learned uses them too)"
)
_FORMS = {
    "text": printed.text,
    "json": lambda report: as_json.line(printed.data(report)),
    "markdown": printed.markdown,
    "html": printed.html,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    gold: str = argument(metavar="[PATH]", default=labelled_records.HERE, shell_complete=FILE)
    form: str = format_option(*_FORMS)
    errors: bool = flag("List every mistake, and what led to it.")
    other: str | None = option(
        "--compare",
        shell_complete=FOLDER,
        metavar="DIR",
        help="Also measure the rules in this folder, and test the difference.",
    )
    with_curve: bool = flag(
        "Also learn rules from parts of the records, and measure them on others.",
        "--learning-curve",
    )
    bootstrap: int = option(
        type=WholeNumber(0, 100_000),
        default=resampling.DEFAULT_ROUNDS,
        show_default=True,
        metavar="N",
        help="The number of random draws for intervals and tests; 0 leaves them out.",
    )
    seed: int = option(
        type=int,
        default=resampling.DEFAULT_SEED,
        show_default=True,
        metavar="N",
        help="The seed for the draws.",
    )
    on_learned: bool = flag("Also use records that the rules were learned from.")
    preset: str | None = preset_option()
    max_tags: int | None = max_tags_option()
    min_confidence: int = min_confidence_option()
    verbosity: Verbosity = part(Verbosity)
    rules: RulesAsked = part(RulesAsked)


@verb("eval", _Asked, has_output=True)
def command(asked: _Asked) -> int:
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
    if asked.with_curve:
        require("learning", "--learning-curve")
    chosen = asked.rules.chosen(asked.gold)
    engine = Engine(loaded(chosen, asked.min_confidence, asked.verbosity.warn))
    asked.verbosity.tell(chosen.line())
    problems = Failures()
    labelled = labelled_records.read(
        asked.gold, asked.rules, asked.preset, engine.rule_set.vocabulary, problems.add
    )
    most = chosen.max_tags if asked.max_tags is None else asked.max_tags
    known = learned_from.read(chosen.folder)
    if known is not None and not asked.on_learned:
        kept = [one for one in labelled if not known.has(one)]
        if not kept:
            _tell_held_out(known, len(labelled), asked.form)
            return 2 if problems else 0
        if len(kept) < len(labelled):
            asked.verbosity.warn(_OF_LEARNED.format(len(labelled) - len(kept), len(labelled)))
        labelled = kept
    others = None
    if asked.other is not None:
        others = Engine.load(asked.other, chosen.vocabulary, asked.min_confidence)
    report = _report(asked, labelled, engine, others, most)
    put_report(_FORMS[asked.form](report).rstrip("\n"), asked.form)
    return 2 if problems else 0


def _report(
    asked: _Asked,
    labelled: list[Labelled],
    engine: Engine,
    others: Engine | None,
    most: int | None,
) -> Report:
    """Return what an engine's answers are worth, also against those of others."""
    judged, mistakes = _judge(labelled, engine, most, asked.errors)
    names = [tag.name for tag in engine.rule_set.vocabulary]
    comparison = None
    if others is not None:
        theirs, _ = _judge(labelled, others, most, False)
        rounds = max(asked.bootstrap, 1)
        comparison = resampling.compare(asked.other or "", judged, theirs, rounds, asked.seed)
    return Report(
        figures.evaluate(judged, names),
        ranking.ranking(judged, len(names)),
        tuple(figures.confusions(judged, names)),
        resampling.intervals(judged, len(names), asked.bootstrap, asked.seed)
        if asked.bootstrap
        else {},
        tuple(mistakes),
        comparison,
        _curve(engine.rule_set.vocabulary, labelled) if asked.with_curve else (),
        reliability.reliability(judged),
        reliability.tradeoff(judged),
    )


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
    from tagengine.learning import learn  # noqa: PLC0415 -- only where asked for

    source = learn.Source.load(vocabulary, labelled)
    return watched(learn.learning_curve(source, labelled)) or ()


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
