"""`tagengine eval`: agreement with gold labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tagengine.commands.options import load_engine, max_tags_option, put, rule_options, warn
from tagengine.engine import Engine
from tagengine.errors import RecordError
from tagengine.evaluation import Judged, evaluate
from tagengine.inputs import Failure, read_records
from tagengine.progress import counted
from tagengine.records import RecordLine
from tagengine.reporting import as_json, as_text
from tagengine.vocabulary import unknown_tag


@click.command("eval")
@click.argument("gold", metavar="GOLD.jsonl")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@max_tags_option
@rule_options
def command(
    gold: str, form: str, max_tags: int | None, rules: str | None, vocabulary: str | None
) -> int:
    """Compare the tags with the labels of GOLD.jsonl and print the agreement.

    A line is a record with its labels: "tags" (names, best first) and, optionally,
    "also" (names that would not be wrong).

    \b
    Example:
      tagengine eval gold.jsonl
    """
    engine = load_engine(rules, vocabulary)
    problems: list[str] = []
    judged = list(counted(_judged(Path(gold), engine, max_tags, problems)))
    for problem in problems:
        warn(problem)
    if not judged:
        raise RecordError(f"{gold}: no labelled record")
    figures = evaluate(judged, [tag.name for tag in engine.rule_set.vocabulary])
    put(as_json.line(as_json.figures(figures)) if form == "json" else as_text.evaluation(figures))
    return 2 if problems else 0


def _judged(
    gold: Path, engine: Engine, max_tags: int | None, problems: list[str]
) -> Iterator[Judged]:
    for read in read_records(gold, problems.append):
        if isinstance(read, Failure):
            problems.append(read.message)
            continue
        try:
            labels, also = (_labels(read, key, engine) for key in ("tags", "also"))
        except RecordError as error:
            problems.append(str(error))
            continue
        result = engine.tag_record(read.record, max_tags=max_tags)
        yield Judged(read.record.id, labels, also, tuple(tag.name for tag in result.tags))


def _labels(read: RecordLine, key: str, engine: Engine) -> tuple[str, ...]:
    """Return the vocabulary's names of a record's labels; an unknown one is a `RecordError`."""
    given = read.fields.get(key, () if key == "also" else None)
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise RecordError(f'{read.place}: "{key}" is no list of names (the labels to compare with)')
    names = []
    for name in given:
        index = engine.rule_set.vocabulary.index_of(name)
        if index is None:
            raise RecordError(f"{read.place}: {unknown_tag(name, engine.rule_set.vocabulary)}")
        names.append(engine.rule_set.vocabulary[index].name)
    return tuple(names)
