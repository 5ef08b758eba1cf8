"""`tagengine check`: the tags of a metadata repository compared with what they should be."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from tagengine.commands.completion import FILE
from tagengine.commands.finding_output import FindingOutput
from tagengine.commands.inputs import adjustment
from tagengine.commands.options import (
    format_option,
    max_tags_option,
    output_file_option,
    preset_option,
    put,
    put_diff,
    say,
    terminal,
    warn,
)
from tagengine.commands.rule_options import RulesAsked, rule_options
from tagengine.errors import UsageError
from tagengine.metadata.check_report import CheckReport, Contents
from tagengine.metadata.checking.baseline import identified
from tagengine.metadata.checking.checking import RecordCheck
from tagengine.metadata.configuration import deletions
from tagengine.metadata.configuration.discovery import Finder, Target
from tagengine.metadata.configuration.language import POLICIES
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.run import Mode, Run, relative_to, write_baseline
from tagengine.reporting import findings
from tagengine.reporting.as_text import several
from tagengine.system.progress import counted
from tagengine.system.result_cache import ResultCache

_NOTHING = (
    "no record files here (say in .tagengine.yaml which files hold records, or run tagengine init)"
)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=FILE)
@click.option(
    "--fix", is_flag=True, help="Fix misspelled tags and the like, and add tags that are sure."
)
@click.option(
    "--unsafe-fixes",
    "unsafe",
    is_flag=True,
    help="With --fix or --diff: also remove and replace tags if the rules are sure enough.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change.")
@click.option(
    "--min-confidence",
    type=click.IntRange(0, 100),
    metavar="N",
    help="How sure the rules must be, in percent (default: 80, learned rules: 90); 0 accepts all.",
)
@click.option("--strict", is_flag=True, help="Exit with code 1 on warnings too.")
@click.option(
    "--unsure", is_flag=True, help="Also show findings that the rules are not sure enough of."
)
@click.option("--explain", is_flag=True, help="Show the evidence behind each wrong record.")
@click.option(
    "--statistics", is_flag=True, help="Count how often each tag is right, missing or wrong."
)
@format_option(*findings.FORMATS)
@preset_option
@click.option("--policy", type=click.Choice(list(POLICIES)), help="Which tags a record must have.")
@click.option(
    "--baseline",
    "known",
    type=FILE,
    metavar="FILE",
    help="A file of known findings, which are not shown again.",
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=FILE,
    metavar="FILE",
    help="Save the findings of this run in FILE, so that they are known.",
)
@click.option(
    "--changed",
    is_flag=True,
    help="For hooks: check what the changes to the PATHs affect; git says which are deleted.",
)
@click.option("--no-cache", is_flag=True, help="Check every record again, without the cache.")
@max_tags_option
@rule_options
@output_file_option
def command(
    paths: tuple[str, ...],
    fix: bool,
    unsafe: bool,
    diff: bool,
    min_confidence: int | None,
    strict: bool,
    unsure: bool,
    explain: bool,
    statistics: bool,
    form: str,
    preset: str | None,
    policy: str | None,
    known: str | None,
    new_baseline: str | None,
    changed: bool,
    no_cache: bool,
    max_tags: int | None,
    asked: RulesAsked,
) -> int:
    """Check the tags of metadata records, and fix them.

    PATH is a record file or a folder (default: this folder). The nearest
    .tagengine.yaml says which files hold records, and how. If PATH is that file, or
    one that it names, such as a rule file, all records are checked.
    Exit code 1 means that tags are wrong.

    \b
    Examples:
      tagengine check
      tagengine check software/ --preset awesome-selfhosted
      tagengine check --diff
      tagengine check --fix
    """
    if unsafe and not (fix or diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff (add one of them)")
    if fix and (diff or new_baseline):
        raise UsageError("--fix cannot be used with --diff or --write-baseline (leave one out)")
    chosen = asked.configured() if asked.config is not None else None
    adjust = adjustment(asked, policy, max_tags, min_confidence)
    finder = Finder(warn, chosen, preset, adjust, ignores_configurations=asked.no_config)
    mode = Mode.FIX if fix else Mode.SHOW if diff else Mode.REPORT
    deleted = deletions.deleted() if changed else []
    found: Iterable[Target] = finder.targets(paths if changed else paths or (".",), deleted)
    if fix or new_baseline:
        found = _made_explicit(list(found), "--fix" if fix else "--write-baseline")
    targets = counted(found)
    contents = Contents.DIFF if diff else Contents.STATISTICS if statistics else Contents.FINDINGS
    write = put_diff if diff else say if statistics or form == "text" else put
    shows_bars = statistics and sys.stdout.isatty()
    shown = _explain if explain else None
    report = CheckReport(
        contents, form, write, FindingOutput().put, warn, shown, shows_bars, unsure, strict
    )
    is_cached = not (no_cache or statistics)
    with ResultCache.of_user() if is_cached else ResultCache(None) as results:
        baseline = Path(known) if known else None
        run = Run(mode, baseline, bool(new_baseline), explain, unsafe, results)
        if new_baseline:
            return _write_baseline(Path(new_baseline), run, targets)
        for target in targets:
            report.add(run.outcome(target))
    if changed and not report.files and form == "text":
        return 0
    unused = [] if changed else finder.unused_entries()
    if not report.files and not changed:
        raise UsageError("; ".join(unused) or _NOTHING)
    for judge in run.checker.judges():
        report.tell_of(judge)
    report.finish()
    if unused:
        raise UsageError("; ".join(unused))
    return int(report.is_wrong)


def _made_explicit(targets: list[Target], option: str) -> list[Target]:
    """Return the files; raises `UsageError` if one is only guessed to hold records."""
    guessed = Counter(target.guess for target in targets if target.guess)
    if guessed:
        looks = " and ".join(
            f"{several(count, 'file')} look{'s' * (count == 1)} like the preset {name} "
            f"({PRESETS[name].sureness})"
            for name, count in guessed.items()
        )
        preset = guessed.most_common(1)[0][0]
        raise UsageError(
            f"{option} needs a configuration or a preset, because a guess is only good for "
            f"reading: {looks} "
            f"(say: tagengine check {option} --preset {preset}; or write a configuration with: "
            "tagengine init)"
        )
    return targets


def _write_baseline(path: Path, run: Run, targets: Iterable[Target]) -> int:
    found = {}
    for target in targets:
        check = run.outcome(target).check
        found[relative_to(path, target)] = [identity for _, identity in identified(check)]
    write_baseline(path, found)
    known = sum(map(len, found.values()))
    say(f"{path}: {known:,} {'finding is' if known == 1 else 'findings are'} known now")
    return 0


def _explain(check: RecordCheck) -> None:
    from tagengine.reporting import explanation_text  # noqa: PLC0415 -- only where a person reads

    with terminal() as console:
        explanation_text.explain(check.result, console)
