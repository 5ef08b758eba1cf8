"""`tagengine rules check`: every mistake in a folder of rule files, at its place."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.authoring import checks
from tagengine.authoring.checks import corpus as corpora
from tagengine.commands.completion import FILE
from tagengine.commands.finding_output import FindingOutput, below
from tagengine.commands.inputs import Inputs, InputsAsked
from tagengine.commands.options import format_option, preset_option, say, strict_option
from tagengine.commands.parameters import option, part, verb
from tagengine.commands.rule_options import RulesAsked, tell_rules
from tagengine.errors import DocumentError, RuleErrors
from tagengine.reporting import findings
from tagengine.reporting.findings import codes
from tagengine.system.progress import counted


@dataclass(frozen=True, slots=True)
class _Asked:
    corpus: str | None = option(
        shell_complete=FILE,
        metavar="PATH",
        help="Documents or records; warn about rules that never make a difference in them.",
    )
    form: str = format_option(*findings.FORMATS)
    strict: bool = strict_option()
    preset: str | None = preset_option()
    rules: RulesAsked = part(RulesAsked)


@verb("check", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Find the mistakes in all rule files.

    An error means that the rules cannot be loaded (exit code 1). A warning means that
    something is probably not what you meant, such as a rule that can never count.

    \b
    Examples:
      tagengine rules check
      tagengine rules check --rules my-rules/ --corpus projects/
      tagengine rules check --format sarif --strict
    """
    inputs = Inputs(InputsAsked.usual(asked.rules, asked.preset, quiet=True))
    failures = inputs.failures
    chosen = asked.rules.chosen()
    try:
        reading = chosen.read()
        observed = None
        if asked.corpus is not None:
            documents = (one.record for one in counted(inputs.read((asked.corpus,))))
            observed = corpora.observe(reading.rule_set, documents)
        if observed is not None and not observed.documents:
            if not failures:
                raise DocumentError(f"{asked.corpus}: no documents found")
            observed = None
        found = checks.run(reading, observed)
    except RuleErrors as error:
        found = list(error.problems)
    if asked.form == "text":
        tell_rules(chosen)
    if failures and not found and asked.form == "text":
        say("no problems in the rules; not all of the documents could be read")
        return 2
    FindingOutput(below(chosen.origin, chosen.folder)).put_all(
        found, asked.form, codes.meanings(codes.RULES)
    )
    if failures:
        return 2
    return int(any(one.fails(is_strict=asked.strict) for one in found))
