"""`tagengine check`: the tags of a metadata repository compared with what they should be."""

from __future__ import annotations

from dataclasses import dataclass

import click

from tagengine.commands.completion import FILE
from tagengine.commands.options import (
    Verbosity,
    format_option,
    max_tags_option,
    preset_option,
    strict_option,
)
from tagengine.commands.parameters import WholeNumber, argument, flag, option, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.metadata.configuration.language import POLICIES
from tagengine.reporting import findings


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """What a user asks of a check."""

    paths: tuple[str, ...] = argument(nargs=-1, metavar="[PATH]...", shell_complete=FILE)
    fix: bool = flag("Fix misspelled and repeated tags, and add tags that are very sure.")
    unsafe: bool = flag(
        "With --fix or --diff: also remove and replace tags if the rules are sure enough.",
        "--unsafe-fixes",
    )
    diff: bool = flag("Show what --fix would change.")
    min_confidence: int | None = option(
        type=WholeNumber(0, 100),
        metavar="N",
        help="How sure the rules must be, in percent (default: 80, or 90 if they were learned "
        "from the records); 0 accepts everything.",
    )
    strict: bool = strict_option()
    unsure: bool = flag("Also show findings that the rules are not sure enough of.")
    likeliest: int | None = option(
        type=WholeNumber(0),
        metavar="N",
        help="Also show the N of these findings that are most likely mistakes.",
    )
    explain: bool = flag("Show the evidence behind each wrong record.")
    statistics: bool = flag("Count how often each tag is correct, missing or wrong.")
    form: str = format_option(*findings.FORMATS)
    preset: str | None = preset_option()
    policy: str | None = option(
        type=click.Choice(list(POLICIES)), help="Which tags a record must have."
    )
    known: str | None = option(
        "--baseline",
        shell_complete=FILE,
        metavar="FILE",
        help="A file of known findings, which are not shown again.",
    )
    new_baseline: str | None = option(
        "--write-baseline",
        shell_complete=FILE,
        metavar="FILE",
        help="Write the current findings to FILE, as a baseline.",
    )
    changed: bool = flag(
        "For hooks: check all records that a change of the PATHs affects, also if git deletes them."
    )
    no_cache: bool = flag("Check every record again, without the cache.")
    max_tags: int | None = max_tags_option()
    verbosity: Verbosity = part(Verbosity)
    rules: RulesAsked = part(RulesAsked)


@verb("check", CheckAsked, has_output=True)
def command(asked: CheckAsked) -> int:
    """Check the tags of metadata records, and fix them.

    PATH is a record file or a folder (default: this folder). The nearest
    .tagengine.yaml says which files hold records, and how. If PATH is that file, or
    one that it names, such as a rule file, all records are checked.
    Exit code 1 means that there are findings.

    \b
    Examples:
      tagengine check
      tagengine check software/ --preset awesome-selfhosted
      tagengine check --diff
      tagengine check --fix
    """
    from tagengine.commands import check_run  # noqa: PLC0415 -- help and completion need no engine

    return check_run.run(asked)
