"""`tagengine check`: the tags of a metadata repository compared with what they should be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from tagengine.commands.options import max_tags_option, put, rule_options, warn
from tagengine.errors import Problem
from tagengine.metadata import configuration_files
from tagengine.metadata.checking import EXPLANATIONS
from tagengine.metadata.configuration import Judging
from tagengine.metadata.configuration_language import POLICIES
from tagengine.metadata.discovery import Finder
from tagengine.metadata.presets import PRESETS
from tagengine.metadata.target_checks import Checker
from tagengine.progress import counted
from tagengine.reporting import findings
from tagengine.reporting.findings.as_text import printable


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--preset", type=click.Choice(list(PRESETS)), help="A known layout of records.")
@click.option("--config", metavar="FILE", help="This configuration, for all files.")
@click.option("--policy", type=click.Choice(list(POLICIES)), help="What the tags must be.")
@click.option(
    "--format",
    "form",
    type=click.Choice(findings.FORMATS),
    default="text",
    show_default=True,
)
@max_tags_option
@rule_options
def command(
    paths: tuple[str, ...],
    preset: str | None,
    config: str | None,
    policy: str | None,
    form: str,
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
    """
    chosen = None if config is None else configuration_files.from_file(Path(config))
    adjust = _adjust(rules, vocabulary, policy, max_tags)
    finder = Finder(warn, chosen, preset, adjust)
    checker = Checker()
    problems: list[Problem] = []
    files = records = 0
    for target in counted(finder.targets(paths or (".",))):
        checked = checker.check(target)
        problems += checked.problems
        files, records = files + 1, records + len(checked.records)
    if not files:
        warn("no record files here (.tagengine.yaml says which files hold records)")
    if form == "text":
        for problem in problems:
            put(printable(str(problem)))
        put(_summary(problems, records, files))
    else:
        put(findings.render(problems, form, EXPLANATIONS, Path.cwd()))
    return 1 if any(not problem.is_warning for problem in problems) else 0


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


def _summary(problems: list[Problem], records: int, files: int) -> str:
    def several(count: int, word: str) -> str:
        return f"{count:,} {word}{'s' * (count != 1)}"

    found = several(len(problems), "finding") if problems else "no findings"
    return f"{found} in {several(records, 'record')} of {several(files, 'file')}"
