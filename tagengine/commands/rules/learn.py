"""`tagengine rules learn`: starter rules from a vocabulary and labelled records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tagengine.commands.options import say
from tagengine.errors import UsageError
from tagengine.evaluation import gold
from tagengine.evaluation.gold import Labelled
from tagengine.learning.folds import DEFAULT_FOLDS
from tagengine.learning.learn import Learnt, Source, learn
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import vocabulary as vocabulary_file
from tagengine.system import atomic_files
from tagengine.system.extras import require
from tagengine.system.progress import counted


@click.command("learn")
@click.option("--vocabulary", required=True, metavar="FILE", help="The tags: YAML or JSON.")
@click.option("--gold", "gold_path", required=True, metavar="FILE", help="Labelled records.")
@click.option("--output", required=True, metavar="DIR", help="A new or empty folder for the rules.")
@click.option("--folds", type=click.IntRange(2, 20), default=DEFAULT_FOLDS, show_default=True)
@click.option(
    "--borrow/--no-borrow",
    default=True,
    show_default=True,
    help="Take keywords from rules whose tag means the same as one of yours.",
)
@click.option(
    "--rules", metavar="DIR", help="The rules to borrow from instead of the shipped ones."
)
def command(
    vocabulary: str, gold_path: str, output: str, folds: int, borrow: bool, rules: str | None
) -> int:
    """Write starter rules for another vocabulary, from a few hundred labelled records.

    The terms come from the tags' names and scope notes, from the records, and
    from rules whose tag means the same. Every rule says what supports it. How
    good they are is measured on records that they were not learnt from.

    \b
    Example:
      tagengine rules learn --vocabulary tags.yaml --gold gold.jsonl --output new/
    """
    require("learning", "rules learn")
    folder = _empty_folder(output)
    tags = vocabulary_file.parse(rule_sources.read_text(Path(vocabulary)), vocabulary)
    labelled = gold.read_whole(gold_path, tags)
    source = Source.load(tags, labelled, rules, borrow)
    learnt: Learnt | None = None
    progress = counted(learn(source, labelled, folds), "fits", prints_between=False)
    for learnt in progress:  # noqa: B007 -- the last one counts
        pass
    if learnt is None:
        raise UsageError(f"{gold_path}: nothing was learned")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in learnt.files.items():
        atomic_files.write(folder / name, text.encode())
    for line in _summary(learnt, labelled, folder, folds):
        say(line)
    return 0


def _empty_folder(output: str) -> Path:
    folder = Path(output)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{output}: not an empty folder (--output names a new one)")
    return folder


def _summary(learnt: Learnt, labelled: list[Labelled], folder: Path, folds: int) -> Iterator[str]:
    vocabulary, figures = learnt.rule_set.vocabulary, learnt.figures
    yield f"{len(learnt.rule_set.rules):,} rules for {len(vocabulary)} tags in {folder.as_posix()}/"
    yield (
        f"from {len(labelled):,} records, which have {learnt.tags_with_records} of the tags;"
        f" at most {learnt.limits.max_tags} tag{'s'[: learnt.limits.max_tags > 1]} a record"
    )
    yield f"on records held out ({folds} folds):"
    yield f"  micro F1         {figures.micro_f1:.3f}"
    yield f"  first tag right  {figures.first_tag_precision:.3f}"
    yield f"  mean Jaccard     {figures.mean_jaccard:.3f}"
    without = learnt.rule_set.tags_without_rules()
    if without:
        yield f"without rules: {', '.join(name.strip() for name in without)}"
    yield f"next: tagengine rules check --rules {folder.as_posix()}/"
