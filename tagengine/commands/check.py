"""`tagengine check`: the tags of a metadata repository compared with what they should be."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from tagengine.commands.options import max_tags_option, put, rule_options, warn
from tagengine.errors import Code, UsageError
from tagengine.metadata import configuration_files
from tagengine.metadata.baseline import identified
from tagengine.metadata.checking import EXPLANATIONS, RecordCheck
from tagengine.metadata.configuration import Judging
from tagengine.metadata.configuration_language import POLICIES
from tagengine.metadata.discovery import Finder
from tagengine.metadata.fixing import NOT_FIXABLE
from tagengine.metadata.presets import PRESETS
from tagengine.metadata.running import Mode, Outcome, Run, relative_to, write_baseline
from tagengine.progress import counted
from tagengine.reporting import as_text, findings, metadata


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Write the expected tags; nothing else is changed.")
@click.option("--diff", is_flag=True, help="Show what --fix would change.")
@click.option("--explain", is_flag=True, help="Show the evidence behind each wrong record.")
@click.option("--statistics", is_flag=True, help="Count by tag what is right and wrong.")
@click.option(
    "--format",
    "form",
    type=click.Choice(findings.FORMATS),
    default="text",
    show_default=True,
)
@click.option("--preset", type=click.Choice(list(PRESETS)), help="A known layout of records.")
@click.option("--config", metavar="FILE", help="This configuration, for all files.")
@click.option("--policy", type=click.Choice(list(POLICIES)), help="What the tags must be.")
@click.option("--baseline", "known", metavar="FILE", help="Findings that are known already.")
@click.option(
    "--write-baseline", "new_baseline", metavar="FILE", help="Make what is found now known."
)
@max_tags_option
@rule_options
def command(
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    explain: bool,
    statistics: bool,
    form: str,
    preset: str | None,
    config: str | None,
    policy: str | None,
    known: str | None,
    new_baseline: str | None,
    max_tags: int | None,
    rules: str | None,
    vocabulary: str | None,
) -> int:
    """Compare the tags of metadata records with what they should be.

    PATH is a record file or a folder (default: this one). Which files hold
    records, and how, is said by .tagengine.yaml, found upwards from each file.
    Exit code 1 says that tags are wrong.

    \b
    Examples:
      tagengine check
      tagengine check software/ --preset awesome-selfhosted
      tagengine check --diff
      tagengine check --fix
    """
    if fix and (diff or new_baseline):
        raise UsageError("--fix changes the records; leave out --diff and --write-baseline")
    chosen = None if config is None else configuration_files.from_file(Path(config))
    finder = Finder(warn, chosen, preset, _adjust(rules, vocabulary, policy, max_tags))
    mode = Mode.FIX if fix else Mode.SHOW if diff else Mode.REPORT
    run = Run(mode, Path(known) if known else None, ignore_baselines=bool(new_baseline))
    outcomes = []
    for target in counted(finder.targets(paths or (".",))):
        outcome = run.outcome(target)
        outcomes.append(outcome)
        if diff and outcome.before != outcome.after:
            put(metadata.diff(target.shown, outcome.before, outcome.after))
    if not outcomes:
        warn("no record files here (.tagengine.yaml says which files hold records)")
    if new_baseline:
        return _write_baseline(Path(new_baseline), outcomes)
    if diff:
        for outcome in outcomes:
            for problem in outcome.check.problems:
                if problem.code in (NOT_FIXABLE, Code.SYNTAX.value):
                    warn(str(problem))
        return 1 if any(outcome.mended for outcome in outcomes) else 0
    if statistics:
        put(metadata.statistics(one for outcome in outcomes for one in outcome.check.records))
    elif form == "text":
        _put_findings(outcomes, explain)
    else:
        problems = [problem for outcome in outcomes for problem in outcome.check.problems]
        put(findings.render(problems, form, EXPLANATIONS, Path.cwd()))
    wrong = (
        problem
        for outcome in outcomes
        for problem in outcome.check.problems
        if not problem.is_warning
    )
    return 1 if any(wrong) else 0


def _put_findings(outcomes: list[Outcome], explain: bool) -> None:
    fixed = 0
    for outcome in outcomes:
        for one in outcome.mended:
            put(metadata.mended(outcome.check, one))
        fixed += len(outcome.mended)
        evidence = {id(one.difference): one for one in outcome.check.records}
        for problem in outcome.check.problems:
            put(metadata.finding(problem))
            if explain and id(problem) in evidence:
                _explain(evidence[id(problem)])
    problems = [problem for outcome in outcomes for problem in outcome.check.problems]
    records = sum(len(outcome.check.records) for outcome in outcomes)
    put(metadata.summary(problems, records, len(outcomes), fixed))


def _explain(check: RecordCheck) -> None:
    from rich.console import Console  # noqa: PLC0415 -- only where a person reads

    sys.stdout.flush()
    as_text.explain(check.result, Console(file=sys.stdout, highlight=False, soft_wrap=False))
    sys.stdout.flush()


def _write_baseline(path: Path, outcomes: list[Outcome]) -> int:
    found = {
        relative_to(path, outcome.target): [name for _, name in identified(outcome.check)]
        for outcome in outcomes
    }
    write_baseline(path, found)
    known = sum(map(len, found.values()))
    put(f"{path}: {known:,} finding{' is' if known == 1 else 's are'} known now")
    return 0


def _adjust(
    rules: str | None, vocabulary: str | None, policy: str | None, max_tags: int | None
) -> Callable[[Judging], Judging]:
    """Return the change that the options make; their paths are relative to the current folder."""
    folder, tags = (name and os.path.abspath(name) for name in (rules, vocabulary))  # noqa: PTH100

    def adjusted(judging: Judging) -> Judging:
        return replace(
            judging,
            rules=folder or judging.rules,
            vocabulary=tags or judging.vocabulary,
            policy=policy or judging.policy,
            max_tags=judging.max_tags if max_tags is None else max_tags,
        )

    return adjusted
