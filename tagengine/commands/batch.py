"""`tagengine batch`: large collections, by several processes, to a file or a folder."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from click.core import ParameterSource

from tagengine.batch.plan import Plan, errors_beside
from tagengine.batch.run import Batch
from tagengine.batch.spark.job import run
from tagengine.batch.writing import rows
from tagengine.commands.batch_messages import Watcher, rate, tell_summary
from tagengine.commands.completion import FILE
from tagengine.commands.options import (
    input_format_option,
    max_bytes_option,
    max_tags_option,
    min_confidence_option,
    quiet_option,
    verbose_option,
    warn,
)
from tagengine.commands.parameters import WholeNumber, argument, flag, option, part, verb
from tagengine.commands.rule_options import RulesAsked, loaded
from tagengine.document.formats.known import Format
from tagengine.errors import UsageError
from tagengine.metadata.configuration.chosen_rules import ChosenRules
from tagengine.reporting.as_text import several
from tagengine.system import processors
from tagengine.system.progress import Bar

_OF_OTHER_ENGINES = {
    "local": ("master",),
    "spark": ("workers", "resume", "cache", "pattern", "input_format"),
}
"""The options that do not go with an engine, by the names of their parameters."""
_SIGNAL = 128  # added to a signal's number, as shells do


@dataclass(frozen=True, slots=True)
class _Asked:
    input: str = argument(metavar="INPUT", shell_complete=FILE)
    output: str = argument(metavar="OUTPUT", shell_complete=FILE)
    workers: int | None = option(
        type=WholeNumber(1, 1024),
        metavar="N",
        help="The number of processes (default: one for each processor).",
    )
    evidence: str = option(
        type=click.Choice(rows.LEVELS),
        default=rows.NONE,
        show_default=True,
        help="What to write with the tags. top: points and the best matches; full: the audit too.",
    )
    resume: bool = flag("Continue an unfinished run.")
    overwrite: bool = flag("Replace OUTPUT, or an unfinished run.")
    strict: bool = flag("Stop at the first document with an error.")
    errors: Path | None = option(
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Where to list documents with errors (default: OUTPUT.errors.jsonl).",
    )
    cache: Path | None = option(
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Keep results in this folder, and skip what has not changed.",
    )
    columns: tuple[str, ...] = option(
        "--column",
        multiple=True,
        metavar="FIELD=NAME",
        help="Parquet: the name of the column for id, name, description, topics, readme or "
        "language.",
    )
    pattern: str | None = option(
        "--glob", metavar="PATTERN", help="Folder: tag files like '*.md' instead of READMEs."
    )
    engine: str = option(
        type=click.Choice(("local", "spark")),
        default="local",
        show_default=True,
        help="local: processes on this machine; spark: a Spark cluster, for Parquet only.",
    )
    master: str | None = option(
        metavar="URL",
        help="Spark: the address of the cluster (default: Spark's own configuration).",
    )
    quiet: bool = quiet_option("Print no progress, warnings or summary.")
    verbose: bool = verbose_option("Also show which rules are used.")
    max_tags: int | None = max_tags_option()
    min_confidence: int = min_confidence_option()
    max_bytes: int = max_bytes_option()
    input_format: Format | None = input_format_option()
    rules: RulesAsked = part(RulesAsked)


@verb("batch", _Asked)
def command(asked: _Asked) -> int:
    """Tag large collections of documents, with several processes.

    INPUT is a folder, a file of records (.jsonl, .jsonl.gz, .jsonl.zst, .parquet),
    or - for JSON Lines on standard input. OUTPUT is such a file, a folder (end its
    name with /), or -.

    \b
    Examples:
      tagengine batch records.jsonl tags.jsonl
      tagengine batch projects/ tags.parquet --evidence top
      tagengine batch repos.parquet tags.jsonl.zst --column readme=content
      tagengine batch records.jsonl tags.jsonl --resume
      tagengine batch readmes.parquet tags/ --engine spark --master 'local[4]'
    """
    _refuse_options_of_others(asked.engine)
    chosen = asked.rules.chosen(asked.input if Path(asked.input).exists() else ".")
    if asked.verbose:
        warn(chosen.line())
    plan = _plan(asked, chosen)
    if asked.engine == "spark":
        return _by_spark(plan, asked.master, is_quiet=asked.quiet)
    start = time.monotonic()
    with Bar(is_quiet=asked.quiet, prints_between=asked.output == "-") as bar:
        watcher = Watcher(is_quiet=asked.quiet)
        load = partial(loaded, chosen, asked.min_confidence)
        summary = Batch(plan, load, bar, watcher.count, watcher.warn).run()
    if not asked.quiet or summary.stopped is not None:
        watcher.tell_histogram()
        tell_summary(plan, summary, watcher.warned, time.monotonic() - start)
    if summary.stopped is not None:
        return _SIGNAL + summary.stopped
    return 1 if summary.point.errors else 0


def _refuse_options_of_others(engine: str) -> None:
    context = click.get_current_context()
    for one in context.command.params:
        is_given = context.get_parameter_source(one.name or "") is ParameterSource.COMMANDLINE
        if one.name in _OF_OTHER_ENGINES[engine] and is_given:
            raise UsageError(f"{one.opts[0]} cannot be used with --engine {engine} (leave it out)")


def _plan(asked: _Asked, chosen: ChosenRules) -> Plan:
    return Plan(
        asked.input,
        asked.output,
        processors.usable() if asked.workers is None else asked.workers,
        asked.max_bytes,
        asked.evidence,
        chosen.max_tags if asked.max_tags is None else asked.max_tags,
        asked.min_confidence,
        chosen.rules,
        chosen.vocabulary,
        _columns(asked.columns),
        asked.pattern,
        asked.errors,
        asked.cache,
        asked.strict,
        asked.resume,
        asked.overwrite,
        asked.input_format,
    )


def _by_spark(plan: Plan, master: str | None, *, is_quiet: bool) -> int:
    errors = plan.errors or errors_beside(_local(plan.output))
    shows_progress = not is_quiet and sys.stderr.isatty()
    start = time.monotonic()
    counts = run(plan, errors, master, shows_progress=shows_progress)
    seconds = time.monotonic() - start
    if not is_quiet:
        seen = f" (see {errors})" if counts.errors else ""
        warn(
            f"{several(counts.documents, 'document')}, {several(counts.tags, 'tag')}, "
            f"{several(counts.errors, 'error')}{seen}, "
            f"{rate(counts.documents, seconds)}"
        )
    return 1 if counts.errors else 0


def _local(output: str) -> str:
    """Return an output's name in this folder where it is an address (`s3://…/tags`)."""
    return output.rstrip("/").rpartition("/")[2] if "://" in output else output


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for one in given:
        field, equals, name = one.partition("=")
        if not equals or not name:
            raise UsageError(f'--column: "{one}" is not FIELD=NAME (such as readme=content)')
        columns[field] = name
    return columns
