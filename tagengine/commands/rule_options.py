"""The options that say which rules a verb uses, and what comes of them and the configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.commands.completion import FILE, FOLDER
from tagengine.commands.options import say, warn
from tagengine.commands.parameters import flag, option
from tagengine.errors import UsageError
from tagengine.metadata.configuration.places import is_any_above
from tagengine.system import garbage_collection

if TYPE_CHECKING:
    from tagengine.metadata.configuration.chosen_rules import ChosenRules
    from tagengine.metadata.configuration.discovery import Target
    from tagengine.metadata.configuration.files import ConfiguredRepository
    from tagengine.rules.rule_set import RuleSet

_NAMED = 10  # tags without rules that are named


@dataclass(frozen=True, slots=True)
class RulesAsked:
    """What the options say of rules; the configuration says the rest, unless it is to be ignored.

    The configuration is `config`, or the nearest one from an input, or from here, upwards.
    """

    rules: str | None = option(
        "--rules",
        shell_complete=FOLDER,
        metavar="DIR",
        help="A folder of rule files (default: that of the configuration, or the shipped rules).",
    )
    vocabulary: str | None = option(
        "--vocabulary",
        shell_complete=FILE,
        metavar="FILE",
        help="Tags to choose from instead of the rules' own: a list of id and name as YAML or "
        "JSON, or a pattern of files with one tag each.",
    )
    config: str | None = option(
        "--config",
        shell_complete=FILE,
        metavar="FILE",
        help="The configuration to use (default: the nearest .tagengine.yaml).",
    )
    no_config: bool = flag("Ignore the configuration; use the shipped rules, or --rules.")

    def __post_init__(self) -> None:
        """Raise `UsageError` where options contradict each other."""
        if self.config is not None and self.no_config:
            raise UsageError("--config and --no-config cannot be used together (leave one out)")

    def configured(self, near: str = ".") -> ConfiguredRepository | None:
        """Return the configuration for an input, None if there is none; errors as `from_file`."""
        path = Path(near)
        if self.no_config or (self.config is None and not is_any_above(path)):
            return None
        from tagengine.metadata.configuration import files  # noqa: PLC0415 -- only where there is one

        return files.from_file(Path(self.config)) if self.config else files.nearest(path)

    def chosen(self, near: str = ".") -> ChosenRules:
        """Return the rules for an input: those of the options, over those of its configuration."""
        from tagengine.metadata.configuration.chosen_rules import ChosenRules  # noqa: PLC0415

        is_all_said = self.rules is not None and self.vocabulary is not None
        configured = None if is_all_said else self.configured(near)
        return ChosenRules.of(configured, self.rules, self.vocabulary)

    def chosen_for(self, target: Target) -> ChosenRules:
        """Return the rules that judge a record file: those of the options, or of its entry."""
        from tagengine.metadata.configuration.chosen_rules import ChosenRules  # noqa: PLC0415

        judging = target.kind.judging
        return ChosenRules.of_records(target.configured, judging, self.rules, self.vocabulary)


def loaded(
    chosen: ChosenRules, min_confidence: int = 0, warn: Callable[[str], None] = warn
) -> RuleSet:
    """Return the rule set that is chosen; `warn` is told of tags that no rule can give.

    Tags of less than `min_confidence` percent will not be given. Raises `UsageError` if the rules
    cannot tell confidence.
    """
    with garbage_collection.frozen():
        rule_set = chosen.load().with_min_confidence(min_confidence)
    warn_of_tags_without_rules(rule_set, warn)
    return rule_set


def warn_of_tags_without_rules(rule_set: RuleSet, warn: Callable[[str], None] = warn) -> None:
    """Name the tags that no rule can give, the first few of many."""
    without = rule_set.tags_without_rules()
    if without:
        from tagengine.reporting.as_text import listed  # noqa: PLC0415 -- not for completion

        names = listed([name.strip() for name in without], _NAMED)
        plural = "tags have" if len(without) > 1 else "tag has"
        warn(f"{len(without)} {plural} no rules and cannot be given: {names}")


def tell_rules(chosen: ChosenRules) -> None:
    """Write whose rules these are, unless `--rules` has just said so."""
    if not chosen.is_by_option:
        say(chosen.line())
