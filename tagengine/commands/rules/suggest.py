"""`tagengine rules suggest`: keywords that would help, and rules that hurt."""

from __future__ import annotations

import click

from tagengine.commands.options import rules_option, say
from tagengine.evaluation import gold
from tagengine.learning import advice as printed
from tagengine.learning.suggestions import advise
from tagengine.rules import sources as rule_sources
from tagengine.system.extras import require
from tagengine.system.progress import counted


@click.command("suggest")
@click.option("--gold", "gold_path", required=True, metavar="FILE", help="Labelled records.")
@click.option("--tag", "tag_name", metavar="NAME", help="Only for this tag.")
@rules_option
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="At most so many keywords a tag.",
)
def command(gold_path: str, tag_name: str | None, rules: str | None, most: int) -> int:
    """Suggest keywords for tags that are missed, and name rules that hurt.

    The output is YAML: entries for the rules of a tag's file, with what speaks
    for each and where it stands. It is made from these records, so judge it by
    reading, and measure it on others.

    \b
    Examples:
      tagengine rules suggest --gold gold.jsonl --tag cache
      tagengine rules suggest --gold gold.jsonl --rules my-rules/
    """
    require("learning", "rules suggest")
    rule_set = rule_sources.load(rules)
    vocabulary = rule_set.vocabulary
    tags = range(len(vocabulary))
    if tag_name is not None:
        index = vocabulary.tags.index(vocabulary.find(tag_name))
        tags = range(index, index + 1)
    labelled = gold.read_whole(gold_path, vocabulary)
    is_first = True
    for advice in counted(advise(rule_set, labelled, tags, most), "tags"):
        if advice.suggestions or advice.harms or tag_name is not None:
            say(("" if is_first else "---\n") + printed.as_yaml(advice, vocabulary))
            is_first = False
    if is_first:
        say("# nothing to suggest")
    return 0
