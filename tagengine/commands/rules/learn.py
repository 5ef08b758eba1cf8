"""`tagengine rules learn`: starter rules from a vocabulary and labelled records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.labelled import folds_option, gold_option
from tagengine.commands.options import output_option, preset_option, say
from tagengine.commands.parameters import option, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.errors import UsageError
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning import learned_from, relearning
from tagengine.learning.learn import Learned, Source, learn, more_helps
from tagengine.learning.learned_from import LearnedFrom
from tagengine.learning.relearning import Before, Merged
from tagengine.learning.starter_examples import example, with_examples
from tagengine.learning.tag_names import TagNames
from tagengine.metadata.adoption import ENOUGH
from tagengine.metadata.configuration.chosen_rules import ChosenRules
from tagengine.reporting.as_text import several
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system import atomic_files
from tagengine.system.extras import require
from tagengine.system.progress import watched

_BAR = 30  # cells of the bar of a perfect micro F1
_WHERE = (
    "or `rules:` and `vocabulary:` in a configuration, which tagengine init writes "
    f"if {ENOUGH} records have tags"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    vocabulary: str | None = option(
        shell_complete=FILE,
        metavar="FILE",
        help="The tags, as YAML, JSON or a pattern of files (default: those of the configuration).",
    )
    gold: str = gold_option()
    output: Path | None = output_option(
        "A new or empty folder for the rules (default: that of the configuration)."
    )
    folds: int = folds_option()
    borrow: bool = option(
        "--borrow/--no-borrow",
        default=True,
        show_default=True,
        help="Also take keywords from the rules of tags that mean the same as yours.",
    )
    rules: str | None = option(
        shell_complete=FOLDER,
        metavar="DIR",
        help="Take them from these rules instead of the shipped ones.",
    )
    into: str | None = option(
        shell_complete=FOLDER,
        metavar="DIR",
        help="Learn words for the rules in this folder, which do not change.",
    )
    like: str | None = option(
        shell_complete=FILE,
        metavar="FILE",
        help="With --into: weight records so that tags are as frequent as in these records.",
    )
    preset: str | None = preset_option()
    config: str | None = option(
        shell_complete=FILE, metavar="FILE", help="The configuration to use."
    )


@verb("learn", _Asked)
def command(asked: _Asked) -> int:
    """Learn rules from labelled records.

    In a catalogue with a configuration, no option is needed. Keywords come from the
    names and scope notes of the tags, from the records, and from rules of tags that
    mean the same. Each rule shows what supports it. The figures are measured on
    records that were held out.

    With --into, words are learned for rules that people wrote. Each tag gets a file
    in learned/, and scale.yaml combines the two. Lines that end in ", pinned" stay,
    and words listed under "struck:" are not learned again.

    \b
    Examples:
      tagengine rules learn
      tagengine rules learn --vocabulary tags.yaml --gold gold.jsonl --output new/
      tagengine rules learn --into my-rules/ --gold gold.jsonl
    """
    require("learning", "rules learn")
    rules = RulesAsked(None, asked.vocabulary, asked.config, no_config=False)
    if asked.into is not None:
        if asked.output is not None:
            raise UsageError("--into cannot be used with --output (leave it out)")
        return _learn_into(Path(asked.into), asked, rules)
    if asked.like is not None:
        raise UsageError("--like needs --into (leave it out, or add --into)")
    chosen = rules.chosen(asked.gold if Path(asked.gold).exists() else ".")
    folder = _folder(asked.output, chosen)
    if chosen.vocabulary is None:
        raise UsageError(f"no vocabulary (name one with --vocabulary FILE, {_WHERE})")
    tags = rule_sources.read_vocabulary(chosen.vocabulary)
    labelled = labelled_records.read_whole(asked.gold, rules, asked.preset, tags)
    before = _before(folder, tags)
    source = Source.load(tags, labelled, asked.rules, asked.borrow)
    if before is not None:
        source = source.with_settings(before.settings_text)
    learned = watched(learn(source, labelled, asked.folds))
    if learned is None:
        raise UsageError(f"{asked.gold}: nothing was learned")
    merged = None if before is None else before.merged(learned.files, set(map(example, labelled)))
    told = _told(learned, labelled, asked.folds)
    rule_set = _write(folder, learned, labelled, told, merged)
    summary = _summary(replace(learned, rule_set=rule_set), labelled, folder, asked.folds)
    kept = () if merged is None else _kept(merged)
    for line in (*summary, *kept, *_curve(learned.curve), _next(folder, chosen)):
        say(line)
    return 0


def _next(folder: Path, chosen: ChosenRules) -> str:
    """Return the command that shows what the rules in a folder do."""
    is_configured = chosen.rules is not None and Path(chosen.rules) == folder
    command = "check" if is_configured else f"rules check --rules {folder.as_posix()}/"
    return f"next: tagengine {command}"


def _learn_into(folder: Path, asked: _Asked, rules: RulesAsked) -> int:
    """Learn words beside the rules of a folder, and write them there."""
    from tagengine.learning.beside import Folder  # noqa: PLC0415 -- needs the extra

    others = _tags_beside(folder, rules)
    found = Folder.of(rule_sources.read_files(folder), folder.as_posix(), others)
    tags = found.reading.rule_set.vocabulary
    labelled, like = (
        [] if path is None else labelled_records.read_whole(path, rules, asked.preset, tags)
        for path in (asked.gold, asked.like)
    )
    learned = watched(found.learn(labelled, like), "steps")
    if learned is None:
        raise UsageError(f"{asked.gold}: nothing was learned")
    (folder / "learned").mkdir(exist_ok=True)
    for name, text in found.written(learned).items():
        atomic_files.write(folder / name, text.encode())
    words = sum(len(one.words) for one in learned.tags)
    say(f"{words:,} words for {len(tags)} tags in {folder.as_posix()}/learned/")
    _, points, share = learned.limits
    say(f"from {len(labelled):,} records")
    say(f"a tag needs {several(points, 'point')}, and {share} % of the best score")
    say(f"next: tagengine rules test --rules {folder.as_posix()}/")
    return 0


def _tags_beside(folder: Path, rules: RulesAsked) -> Vocabulary | None:
    """Return the tags beside a folder's own: by option, or by the configuration that names it."""
    chosen = rules.chosen(folder.as_posix())
    is_named = chosen.rules is not None and Path(chosen.rules).resolve() == folder.resolve()
    if chosen.vocabulary is None or not (is_named or rules.vocabulary):
        return None
    return rule_sources.read_vocabulary(chosen.vocabulary)


def _folder(output: Path | None, chosen: ChosenRules) -> Path:
    if output is None and chosen.rules is None:
        raise UsageError(f"no folder for the rules (name one with --output DIR, {_WHERE})")
    return output or Path(chosen.rules or "")


def _before(folder: Path, tags: Vocabulary) -> Before | None:
    """Return what a folder of learned rules has already, None for a new or an empty one."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    before = relearning.before(folder, tags) if folder.is_dir() else None
    if before is None:
        hint = "--output names a new one"
        if (folder / learned_from.FILE).exists():
            hint = "remove it to learn again, or name a new one with --output"
        raise UsageError(f"{folder.as_posix()}: not an empty folder ({hint})")
    return before


def _told(learned: Learned, labelled: list[Labelled], folds: int) -> LearnedFrom:
    """Return what is to be remembered of the records that rules were learned from."""
    figures = learned.figures
    return LearnedFrom(
        learned_from.digests(labelled),
        folds,
        figures.micro_f1,
        figures.first_tag_precision,
        figures.mean_jaccard,
        learned.margins,
        learned_from.held_out(labelled, learned.unseen),
        TagNames(learned.rule_set.vocabulary).unclear(labelled),
        learned.curve,
    )


def _write(
    folder: Path,
    learned: Learned,
    labelled: list[Labelled],
    told: LearnedFrom,
    merged: Merged | None,
) -> RuleSet:
    """Write the files of rules, and what is remembered of them; return the rules."""
    files, rule_set, struck = learned.files, learned.rule_set, {}
    if merged is not None:
        files, struck = merged.files, merged.struck
        rule_set = rule_files.read(files).rule_set
    files = with_examples(files, rule_set, labelled)
    told = replace(told, written=relearning.written(rule_set), struck=struck)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**files, learned_from.FILE: told.text()}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        atomic_files.write(path, text.encode())
    for name in () if merged is None else merged.gone:
        (folder / name).unlink()
    return rule_set


def _summary(learned: Learned, labelled: list[Labelled], folder: Path, folds: int) -> Iterator[str]:
    vocabulary, figures = learned.rule_set.vocabulary, learned.figures
    rules = len(learned.rule_set.rules)
    yield f"{rules:,} rules for {len(vocabulary)} tags in {folder.as_posix()}/"
    yield (
        f"from {len(labelled):,} records, which have {learned.tags_with_records} of the tags;"
        f" at most {learned.limits.max_tags} tag{'s'[: learned.limits.max_tags > 1]} a record"
    )
    yield f"on records held out ({folds} folds):"
    yield f"  micro F1         {figures.micro_f1:.3f}"
    yield f"  first tag right  {figures.first_tag_precision:.3f}"
    yield f"  mean Jaccard     {figures.mean_jaccard:.3f}"
    without = learned.rule_set.tags_without_rules()
    if without:
        yield f"without rules: {', '.join(name.strip() for name in without)}"


def _kept(merged: Merged) -> Iterator[str]:
    """Yield in a line what stays of what people did to the rules."""
    struck = sum(map(len, merged.struck.values()))
    if merged.kept or struck:
        entries = f"{merged.kept} entr{'y' if merged.kept == 1 else 'ies'}"
        keywords = several(struck, "keyword")
        yield f"kept your changes: {entries} written or changed, {keywords} removed"


def _curve(points: tuple[CurvePoint, ...]) -> Iterator[str]:
    """Yield how good rules are that were learned from fewer records, and what follows from it."""
    if not points:
        return
    yield "learned from fewer of them:"
    width = len(f"{points[-1].records:,}")
    for one in points:
        bar = "█" * round(one.micro_f1 * _BAR)
        yield f"  {one.records:>{width},} records  micro F1 {one.micro_f1:.3f}  {bar}".rstrip()
    more = "would probably help" if more_helps(points) else "would change little"
    yield f"  more records {more}"
