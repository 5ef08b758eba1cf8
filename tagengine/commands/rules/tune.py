"""`tagengine rules tune`: weights, factors and limits fitted to labelled records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.commands import labelled as labelled_records
from tagengine.commands.labelled import folds_option, gold_option
from tagengine.commands.options import preset_option, put_diff, say
from tagengine.commands.parameters import WholeNumber, flag, option, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.errors import UsageError
from tagengine.evaluation.gold import Labelled
from tagengine.learning import learned_from, parameters
from tagengine.learning.learned_from import LearnedFrom
from tagengine.learning.tuning import LEAST_GAIN, Tuned, tune
from tagengine.reporting import unified_diff
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.system import atomic_files
from tagengine.system.progress import watched


@dataclass(frozen=True, slots=True)
class _Asked:
    gold: str = gold_option()
    preset: str | None = preset_option()
    rules: RulesAsked = part(RulesAsked)
    folds: int = folds_option()
    least_gain: int = option(
        type=WholeNumber(1, 1000),
        default=LEAST_GAIN,
        show_default=True,
        metavar="N",
        help="Change a number only if at least N more tags become right.",
    )
    write: bool = flag("Change the files instead of only showing the diff.")


@verb("tune", _Asked)
def command(asked: _Asked) -> int:
    """Fit weights, factors and limits of rules to labelled records.

    A number changes by at most half, and only if several records gain from it. The
    gain is measured on records that were held out; if there is none, nothing is
    proposed. The weights of starter rules, which rules learn made, are left alone.

    \b
    Examples:
      tagengine rules tune --gold gold.jsonl --rules my-rules/
      tagengine rules tune --gold gold.jsonl --rules my-rules/ --write
    """
    chosen = asked.rules.chosen(asked.gold)
    if asked.write and chosen.rules is None:
        raise UsageError("--write changes your own rules, not the shipped ones (give --rules DIR)")
    folder, origin, reading = chosen.folder, chosen.origin, chosen.read()
    files = rule_sources.read_files(folder)
    labelled = labelled_records.read_whole(
        asked.gold, asked.rules, asked.preset, reading.rule_set.vocabulary
    )
    _tell_of_known(labelled, learned_from.read(folder))
    found = parameters.parameters(reading, files, f"{origin}/")
    fits = tune(reading.rule_set, found, labelled, asked.folds, asked.least_gain)
    tuned = watched(fits)
    if tuned is None:
        raise UsageError(f"{asked.gold}: too few records to hold some of them out (add more)")
    for line in _summary(tuned, len(labelled), len(found)):
        say(line)
    if not tuned.is_gain:
        return 0
    texts = parameters.written(files, tuned.changes)
    rule_files.read({**files, **texts}, chosen.tags(), origin)
    for name, text in texts.items():
        shown = f"{origin}/{name}"
        put_diff("\n" + unified_diff.render(files[name], text, shown, shown))
    if not asked.write:
        say("\nno files were changed (--write changes them)")
        return 0
    for name, text in texts.items():
        atomic_files.write(folder / name, text.encode(), files[name].encode())
    say(f"\nwritten; next: tagengine rules test --rules {origin}/")
    return 0


def _tell_of_known(labelled: list[Labelled], known: LearnedFrom | None) -> None:
    """Tell how many records the rules were learned from: figures on them are too good."""
    same = 0 if known is None else sum(known.has(one) for one in labelled)
    if known is not None and same:
        say(
            f"{same:,} of {len(labelled):,} records are those that the rules were learned "
            f"from, so the first figure is too good; {known.line()}"
        )


def _summary(tuned: Tuned, records: int, numbers: int) -> Iterator[str]:
    one = tuned.comparison
    yield f"{numbers:,} numbers, {records:,} records, {len(tuned.gains)} folds"
    yield (
        f"on records held out: micro F1 {one.other_micro_f1:.3f} as they are,"
        f" {one.micro_f1:.3f} tuned"
    )
    low, high = one.interval.low, one.interval.high
    between = f"{low:+.3f} to {high:+.3f}"
    yield f"  gain {one.difference:+.3f}, 95 % interval {between}, p {one.p_value:.3f}"
    yield f"  fold by fold {' '.join(f'{gain:+.3f}' for gain in tuned.gains)}"
    yield f"  fitted to half of the records {tuned.of_half:+.3f}, to all {one.difference:+.3f}"
    if not tuned.is_gain:
        yield "no gain on records held out: nothing is proposed"
    else:
        if low <= 0:
            yield "the interval includes zero or less, so the gain may be chance"
        yield f"{len(tuned.changes)} changes, fitted to all records:"
        for parameter, value in tuned.changes.items():
            yield f"  {parameter.name}: {parameter.value} to {value}"
