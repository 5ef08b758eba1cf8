"""`tagengine check`: the tags of a metadata repository compared with what they should be."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from tagengine.commands.options import max_tags_option, put, rule_options, warn
from tagengine.errors import Problem, UsageError
from tagengine.metadata import configuration_files
from tagengine.metadata.baseline import identified
from tagengine.metadata.checking import EXPLANATIONS, UNKNOWN_TAG, RecordCheck
from tagengine.metadata.configuration import Judging
from tagengine.metadata.configuration_language import POLICIES
from tagengine.metadata.discovery import Finder
from tagengine.metadata.judge import Judge
from tagengine.metadata.presets import PRESETS
from tagengine.metadata.running import Mode, Outcome, Run, relative_to, write_baseline
from tagengine.progress import counted
from tagengine.reporting import as_text, findings, metadata

_NAMED = 5  # tags without rules that are named


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
@click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    metavar="NAME",
    help=f"A known layout of records: {', '.join(PRESETS)}.",
)
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
    tally = _Tally(form, explain, statistics, diff, Path(new_baseline) if new_baseline else None)
    for target in counted(finder.targets(paths or (".",))):
        tally.add(run.outcome(target))
    if not tally.files:
        warn("no record files here (.tagengine.yaml says which files hold records)")
    for judge in run.checker.judges():
        _tell_mute(judge)
    tally.finish()
    return 0 if new_baseline else int(tally.is_wrong)


@dataclass(slots=True)
class _Tally:
    """What a run found; text is written as it comes, the rest at the end."""

    form: str
    explain: bool
    statistics: bool
    diff: bool
    new_baseline: Path | None
    files: int = 0
    records: int = 0
    fixed: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: metadata.Statistics = field(default_factory=metadata.Statistics)
    known: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        return any(not problem.is_warning for problem in self.problems)

    def add(self, outcome: Outcome) -> None:
        self.files += 1
        self.records += len(outcome.check.records)
        self.fixed += len(outcome.mended)
        self.problems += outcome.check.problems
        if self.new_baseline is not None:
            found = [identity for _, identity in identified(outcome.check)]
            self.known[relative_to(self.new_baseline, outcome.target)] = found
        elif self.diff:
            self._put_diff(outcome)
        elif self.statistics:
            for one in outcome.check.records:
                self.counts.add(one)
        elif self.form == "text":
            self._put_findings(outcome)

    def finish(self) -> None:
        if self.new_baseline is not None:
            write_baseline(self.new_baseline, self.known)
            known = len(self.problems)
            are = "finding is" if known == 1 else "findings are"
            put(f"{self.new_baseline}: {known:,} {are} known now")
        elif self.statistics:
            put(self.counts.table())
        elif self.form != "text":
            text = findings.render(self.problems, self.form, EXPLANATIONS, Path.cwd())
            if text:
                put(text)
        elif not self.diff:
            put(metadata.summary(len(self.problems), self.records, self.files, self.fixed))

    def _put_diff(self, outcome: Outcome) -> None:
        if outcome.before != outcome.after:
            put(metadata.diff(outcome.target.shown, outcome.before, outcome.after))
        mended = [one.difference for one in outcome.mended]
        for problem in outcome.check.problems:
            if problem not in mended and problem.code != UNKNOWN_TAG:
                warn(metadata.finding(problem))

    def _put_findings(self, outcome: Outcome) -> None:
        for one in outcome.mended:
            put(metadata.mended(outcome.check, one))
        evidence = {id(one.difference): one for one in outcome.check.records}
        for problem in outcome.check.problems:
            put(metadata.finding(problem))
            if self.explain and id(problem) in evidence:
                _explain(evidence[id(problem)])


def _explain(check: RecordCheck) -> None:
    from rich.console import Console  # noqa: PLC0415 -- only where a person reads

    sys.stdout.flush()
    as_text.explain(check.result, Console(file=sys.stdout, highlight=False, soft_wrap=False))
    sys.stdout.flush()


def _tell_mute(judge: Judge) -> None:
    """Tell which tags have no rules, so that nobody takes their silence for praise."""
    if judge.mute:
        names = sorted(tag.name.strip() for tag in judge.mute)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        warn(
            f"{len(names)} of {len(judge.vocabulary)} tags have no rules and cannot be judged: "
            f"{', '.join(names[:_NAMED])}{more}"
        )


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
