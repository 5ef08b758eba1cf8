"""`tagengine rules`: what authors of rules need, a verb a module, loaded when it is called."""

from __future__ import annotations

import click

from tagengine.commands.lazy_group import LazyGroup, Verb

_VERBS = {
    "check": Verb("tagengine.commands.rules.check", "Find mistakes in rule files."),
    "test": Verb("tagengine.commands.rules.test", "Test rules with their examples."),
    "changed": Verb("tagengine.commands.rules.changed", "Check and test the rules that changed."),
    "fmt": Verb("tagengine.commands.rules.fmt", "Format rule files."),
    "impact": Verb("tagengine.commands.rules.impact", "Show what a change of the rules does."),
    "schema": Verb("tagengine.commands.rules.schema", "Print JSON Schemas for editors."),
    "list": Verb("tagengine.commands.rules.list", "Count the rules and examples of each tag."),
    "show": Verb("tagengine.commands.rules.show", "Describe the rules of one tag."),
    "tune": Verb("tagengine.commands.rules.tune", "Fit the numbers in rules to labelled records."),
    "suggest": Verb(
        "tagengine.commands.rules.suggest", "Suggest keywords, and find rules that do harm."
    ),
    "learn": Verb("tagengine.commands.rules.learn", "Learn rules from labelled records."),
}


@click.group("rules", cls=LazyGroup, verbs=_VERBS)
def command() -> None:
    """Check, test, compare and learn rules.

    \b
    Examples:
      tagengine rules check --rules my-rules/
      tagengine rules test
    """
