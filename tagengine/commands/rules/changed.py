"""`tagengine rules changed`: the folders of rules that a commit changes, checked and tried."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import checks, trials
from tagengine.commands.finding_output import FindingOutput
from tagengine.commands.options import strict_option, warn
from tagengine.commands.parameters import argument, verb
from tagengine.commands.rules.test import put_trials
from tagengine.errors import RuleErrors
from tagengine.metadata.checking import rule_folders
from tagengine.metadata.checking.rule_folders import RuleFolder
from tagengine.metadata.configuration import deletions
from tagengine.metadata.configuration.discovery import Finder
from tagengine.reporting.findings import codes
from tagengine.rules import sources as rule_sources


@dataclass(frozen=True, slots=True)
class _Asked:
    files: tuple[str, ...] = argument(nargs=-1, metavar="[FILE]...")
    strict: bool = strict_option()


@verb("changed", _Asked)
def command(asked: _Asked) -> int:
    """Check and test the rules that changed files belong to.

    This is for hooks. FILEs are the files that a commit changes, and git says which
    files it deletes. Files that are not rules are skipped. A folder of rules is one
    that .tagengine.yaml names, or one with a vocabulary.yaml and a zones.yaml.

    \b
    Example:
      tagengine rules changed rules/cache.yaml
    """
    changed = [*asked.files, *deletions.deleted()]
    folders = rule_folders.of_changed(changed, Finder(warn))
    wrong = [_is_wrong(folder, asked.strict) for folder in folders]
    return int(any(wrong))


def _is_wrong(folder: RuleFolder, strict: bool) -> bool:
    """Check and try a folder, say what was found, and return whether anything is wrong."""
    tried = []
    try:
        reading = rule_sources.read(folder.path, folder.tags())
        found = checks.run(reading)
        tried = list(trials.run(reading))
    except RuleErrors as error:
        found = list(error.problems)
    output = FindingOutput()
    output.put_all(found, "text", codes.meanings(codes.RULES))
    if tried:
        put_trials(tried, output)
    is_bad = any(one.fails(is_strict=strict) for one in found)
    return is_bad or not all(trial.passed for trial in tried)
