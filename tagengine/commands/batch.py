"""`tagengine batch`: very many documents, by several processes, to a file or a folder."""

from __future__ import annotations

import sys
import time
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
    as_format,
    input_format_option,
    max_bytes_option,
    max_tags_option,
    min_confidence_option,
    warn,
)
from tagengine.commands.rule_options import RulesAsked, loaded, rule_options
from tagengine.errors import UsageError
from tagengine.reporting.as_text import several
from tagengine.system import processors
from tagengine.system.progress import Bar

_OF_OTHER_ENGINES = {
    "local": {"master": "master"},
    "spark": {
        "workers": "workers",
        "resume": "resume",
        "cache": "cache",
        "pattern": "glob",
        "input_format": "input-format",
    },
}
"""The options that do not go with an engine, by the names of their parameters."""
_SIGNAL = 128  # added to a signal's number, as shells do


@click.command("batch")
@click.argument("input_name", metavar="INPUT", type=FILE)
@click.argument("output_name", metavar="OUTPUT", type=FILE)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="The number of processes (default: one for each processor).",
)
@click.option(
    "--evidence",
    type=click.Choice(rows.LEVELS),
    default=rows.NONE,
    show_default=True,
    help="What to write with the tags. top: points and the best matches; full: the audit too.",
)
@click.option("--resume", is_flag=True, help="Continue an unfinished run.")
@click.option("--overwrite", is_flag=True, help="Replace OUTPUT, or an unfinished run.")
@click.option("--strict", is_flag=True, help="Stop at the first document with an error.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to list documents with errors (default: OUTPUT.errors.jsonl).",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep results in this folder, and skip what has not changed.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="Parquet: the name of the column for id, name, description, topics, readme or language.",
)
@click.option(
    "--glob",
    "pattern",
    metavar="PATTERN",
    help="Folder: tag files like '*.md' instead of READMEs.",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    help="local: processes on this machine; spark: a Spark cluster, for Parquet only.",
)
@click.option(
    "--master",
    metavar="URL",
    help="Spark: the address of the cluster (default: Spark's own configuration).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no progress, warnings or summary.")
@click.option("-v", "--verbose", is_flag=True, help="Also show which rules are used.")
@max_tags_option
@min_confidence_option
@max_bytes_option
@input_format_option
@rule_options
@click.pass_context
def command(
    context: click.Context,
    input_name: str,
    output_name: str,
    workers: int | None,
    evidence: str,
    resume: bool,
    overwrite: bool,
    strict: bool,
    errors: Path | None,
    cache: Path | None,
    columns: tuple[str, ...],
    pattern: str | None,
    engine: str,
    master: str | None,
    quiet: bool,
    verbose: bool,
    max_tags: int | None,
    min_confidence: int,
    max_bytes: int,
    input_format: str | None,
    asked: RulesAsked,
) -> int:
    """Tag very many documents, with several processes.

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
    others = _OF_OTHER_ENGINES[engine]
    for name in others:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(
                f"--{others[name]} cannot be used with --engine {engine} (leave it out)"
            )
    chosen = asked.chosen(input_name if Path(input_name).exists() else ".")
    if verbose:
        warn(chosen.line())
    plan = Plan(
        input_name,
        output_name,
        processors.usable() if workers is None else workers,
        max_bytes,
        evidence,
        chosen.max_tags if max_tags is None else max_tags,
        min_confidence,
        chosen.rules,
        chosen.vocabulary,
        _columns(columns),
        pattern,
        errors,
        cache,
        strict,
        resume,
        overwrite,
        as_format(input_format),
    )
    if engine == "spark":
        return _by_spark(plan, master, is_quiet=quiet)
    start = time.monotonic()
    with Bar(is_quiet=quiet, prints_between=output_name == "-") as bar:
        watcher = Watcher(bar, is_quiet=quiet)
        summary = Batch(plan, lambda: loaded(chosen, min_confidence), watcher).run()
    if not quiet or summary.stopped is not None:
        watcher.tell_histogram()
        tell_summary(plan, summary, watcher.warned, time.monotonic() - start)
    if summary.stopped is not None:
        return _SIGNAL + summary.stopped
    return 1 if summary.point.errors else 0


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
