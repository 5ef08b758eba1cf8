"""`tagengine rules test`: the examples of rule files, tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.authoring import trial_report, trials
from tagengine.authoring.trials import Trial
from tagengine.commands.finding_output import FindingOutput, below
from tagengine.commands.options import format_option, put, say
from tagengine.commands.parameters import option, part, verb
from tagengine.commands.rule_options import RulesAsked, tell_rules
from tagengine.errors import UsageError


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: RulesAsked = part(RulesAsked)
    only: str = option(
        "-k",
        default="",
        metavar="FILTER",
        help="Run only examples whose file, tag or rule contains this text.",
    )
    form: str = format_option("text", "json", "junit")


@verb("test", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Test rules with the examples in their files, and show why an example fails.

    An example of a tag must get the tag, or must not. In an example of an entry, one
    of its rules must count, or none may. Exit code 1 means that an example failed.

    \b
    Examples:
      tagengine rules test
      tagengine rules test --rules my-rules/ -k cache
      tagengine rules test --format junit > report.xml
    """
    chosen = asked.rules.chosen()
    tried = list(trials.run(chosen.read(), asked.only))
    if not tried and asked.only:
        raise UsageError(
            f'no example is in a file, or of a tag or rule, that contains "{asked.only}"'
        )
    if asked.form == "text":
        tell_rules(chosen)
        put_trials(tried, FindingOutput(below(chosen.origin, chosen.folder)))
    else:
        put(trial_report.line(tried) if asked.form == "json" else trial_report.junit(tried))
    return 0 if all(trial.passed for trial in tried) else 1


def put_trials(trials_: Sequence[Trial], output: FindingOutput) -> None:
    """Write what failed and why, and how many examples there were."""
    for trial in trials_:
        if not trial.passed:
            output.put(trial_report.finding(trial))
            say(f"{trial_report.details(trial)}\n")
    say(trial_report.summary(trials_))
