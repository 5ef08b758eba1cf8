"""`tagengine rules suggest`: keywords that would help, and rules that hurt."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.commands import labelled as labelled_records
from tagengine.commands.completion import TAG
from tagengine.commands.labelled import gold_option
from tagengine.commands.options import preset_option, say
from tagengine.commands.parameters import WholeNumber, option, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.learning import advice as printed
from tagengine.learning.suggestions import advise
from tagengine.system.extras import require
from tagengine.system.progress import counted


@dataclass(frozen=True, slots=True)
class _Asked:
    gold: str = gold_option()
    tag_name: str | None = option(
        "--tag", shell_complete=TAG, metavar="NAME", help="Suggest keywords only for this tag."
    )
    preset: str | None = preset_option()
    rules: RulesAsked = part(RulesAsked)
    most: int = option(
        type=WholeNumber(1, 1000),
        default=10,
        show_default=True,
        metavar="N",
        help="The most keywords to suggest for a tag.",
    )


@verb("suggest", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Suggest keywords for tags that are often missed, and find rules that do harm.

    The output is YAML that you can add to the file of a tag, with the records that
    support each entry. It is made from these records only: keep what makes sense,
    and measure it on others.

    \b
    Examples:
      tagengine rules suggest --gold gold.jsonl --tag cache
      tagengine rules suggest --gold gold.jsonl --rules my-rules/
    """
    require("learning", "rules suggest")
    rule_set = asked.rules.chosen(asked.gold).load()
    vocabulary = rule_set.vocabulary
    tags = range(len(vocabulary))
    if asked.tag_name is not None:
        index = vocabulary.tags.index(vocabulary.find(asked.tag_name))
        tags = range(index, index + 1)
    labelled = labelled_records.read_whole(asked.gold, asked.rules, asked.preset, vocabulary)
    is_first = True
    for advice in counted(advise(rule_set, labelled, tags, asked.most), "tags"):
        if advice.suggestions or advice.harms or asked.tag_name is not None:
            say(("" if is_first else "---\n") + printed.as_yaml(advice, vocabulary))
            is_first = False
    if is_first:
        say("# nothing to suggest")
    return 0
