"""What `tagengine check` does: files found, judged, fixed where asked, and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.commands.check_report import CheckReport
from tagengine.commands.options import say
from tagengine.commands.record_finder import adjustment
from tagengine.errors import UsageError
from tagengine.inputs.project_readmes import is_readme
from tagengine.metadata import foreign_tags
from tagengine.metadata.checking.baseline import identified, render
from tagengine.metadata.checking.target_checks import Checker
from tagengine.metadata.configuration import deletions
from tagengine.metadata.configuration.discovery import Finder, Target
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.run import Mode, Run, relative_to
from tagengine.reporting.as_text import several
from tagengine.system import atomic_files
from tagengine.system.progress import counted
from tagengine.system.result_cache import ResultCache

if TYPE_CHECKING:
    from tagengine.commands.check import CheckAsked

_NOTHING = (
    "no record files here (say in .tagengine.yaml which files hold records, or run tagengine init)"
)


def run(asked: CheckAsked) -> int:
    """Check the records that are asked for, and return the exit code."""
    if asked.unsafe and not (asked.fix or asked.diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff (add one of them)")
    if asked.fix and (asked.diff or asked.new_baseline):
        raise UsageError("--fix cannot be used with --diff or --write-baseline (leave one out)")
    finder = _finder(asked)
    targets = _targets(asked, finder)
    report = CheckReport(asked)
    is_cached = not (asked.no_cache or asked.statistics)
    with ResultCache.of_user() if is_cached else ResultCache(None) as results:
        mode = Mode.FIX if asked.fix else Mode.SHOW if asked.diff else Mode.REPORT
        baseline = Path(asked.known) if asked.known else None
        run = Run(
            mode, Checker(results), baseline, bool(asked.new_baseline), asked.explain, asked.unsafe
        )
        if asked.new_baseline:
            return _write_baseline(Path(asked.new_baseline), run, counted(targets))
        if mode is not Mode.REPORT:
            targets = list(targets)
            foreign_tags.refuse(targets, run.checker)
        chosen: dict[str, None] = {}
        for target in counted(targets):
            chosen.setdefault(asked.rules.chosen_for(target).line())
            report.add(run.outcome(target))
    if asked.changed and not report.files and asked.form == "text":
        return 0
    unused = [] if asked.changed else finder.unused_entries()
    if not report.files and not asked.changed:
        raise UsageError("; ".join(unused) or _nothing(asked.paths))
    for line in chosen:
        asked.verbosity.tell(line)
    for judge in run.checker.judges():
        report.tell_of(judge)
    report.finish()
    if unused:
        raise UsageError("; ".join(unused))
    return int(report.is_wrong)


def _finder(asked: CheckAsked) -> Finder:
    rules = asked.rules
    chosen = rules.configured() if rules.config is not None else None
    adjust = adjustment(rules, asked.policy, asked.max_tags, asked.min_confidence)
    return Finder(
        asked.verbosity.warn, chosen, asked.preset, adjust, ignores_configurations=rules.no_config
    )


def _targets(asked: CheckAsked, finder: Finder) -> Iterable[Target]:
    deleted = deletions.deleted() if asked.changed else []
    paths = asked.paths if asked.changed else asked.paths or (".",)
    found = finder.targets(paths, deleted)
    if not (asked.fix or asked.new_baseline):
        return found
    return _made_explicit(list(found), "--fix" if asked.fix else "--write-baseline")


def _nothing(paths: tuple[str, ...]) -> str:
    """Return why there is nothing to check; a document is something else than a record."""
    document = next((path for path in paths if is_readme(Path(path))), None)
    if document is None:
        return _NOTHING
    return (
        f"{document}: a document, not a record with tags to check "
        f"(tagengine tag {document} gives it tags)"
    )


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
    atomic_files.write(path, render(found).encode())
    known = sum(map(len, found.values()))
    say(f"{path}: {known:,} {'finding is' if known == 1 else 'findings are'} known now")
    return 0
