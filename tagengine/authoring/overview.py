"""What rule files say of tags, for those who read them: counts of all, and one tag as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.rules.files.entries import Entry
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.tag_file import TagFile
from tagengine.rules.files.yaml_nodes import place
from tagengine.rules.rule_set import Rule, TagPolicy
from tagengine.rules.vocabulary import Tag
from tagengine.text import words


@dataclass(frozen=True, slots=True)
class TagCounts:
    """How much there is for a tag.

    `written` are the rules of its file that people wrote, `starter` those that were learned, as a
    start for people; `learned` the words that were learned beside them, `implied` the rules that
    other tags' files give it; `path` is '' if it has no file.
    """

    tag: Tag
    kind: bool
    written: int
    starter: int
    learned: int
    implied: int
    match: int
    no_match: int
    path: str

    @property
    def rules(self) -> int:
        """All the rules that speak for it."""
        return self.written + self.starter + self.learned + self.implied


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a file: its rules, what they share, and what else it says, key by key.

    `rule` is one of its `rules`, which has all that they share; `aliases` are those of each;
    `gap` the words that a gap in one of them may have; `zones` are names as written, with the
    entry's own factor in percent where it has one.
    """

    line: int
    rule: Rule
    gap: int
    rules: tuple[Rule, ...]
    aliases: tuple[tuple[str, ...], ...]
    zones: tuple[tuple[str, int | None], ...]
    lists: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag with its entries, heaviest first, and its relations to others; parts in percent."""

    tag: Tag
    path: str
    policy: TagPolicy
    entries: tuple[EntryView, ...]
    implies: tuple[tuple[Tag, int], ...]
    implied_by: tuple[tuple[Tag, int], ...]
    suppresses: tuple[Tag, ...]
    excludes: tuple[Tag, ...]
    counts: TagCounts


def counts(reading: Reading) -> list[TagCounts]:
    """Return the counts of all tags, by name."""
    rule_set = reading.rule_set
    total = Counter(rule.tag for rule in rule_set.rules)
    learned = Counter(rule.tag for rule in rule_set.rules if rule.support is not None)
    of_tag = {tag_file.tag: tag_file for tag_file in reading.tag_files}
    examples = Counter((example.tag, example.expected) for example in reading.examples())
    found = []
    for index, tag in enumerate(rule_set.vocabulary):
        tag_file = of_tag.get(index)
        own = 0 if tag_file is None else len(tag_file.rules)
        starter = 0 if tag_file is None else sum(rule.starter for rule in tag_file.rules)
        found.append(
            TagCounts(
                tag,
                rule_set.policies[index].kind,
                own - starter,
                starter,
                learned[index],
                total[index] - own - learned[index],
                examples[index, True],
                examples[index, False],
                "" if tag_file is None else tag_file.file.path,
            )
        )
    return sorted(found, key=lambda one: one.tag.key)


def view(reading: Reading, name: str) -> TagView:
    """Return one tag's rules and relations; raises `VocabularyError` if there is no such tag."""
    rule_set = reading.rule_set
    vocabulary = rule_set.vocabulary
    tag = vocabulary.find(name)
    index = vocabulary.index(tag)
    policy = rule_set.policies[index]
    own = next((one for one in reading.tag_files if one.tag == index), None)
    entries = [] if own is None else [_entry(own, one) for one in own.entries if one.rules]
    return TagView(
        tag,
        "" if own is None else own.file.path,
        policy,
        tuple(sorted(entries, key=lambda one: (-one.rule.weight, one.line))),
        tuple((vocabulary[one], part) for one, part in (own.implies if own else {}).items()),
        tuple(
            (vocabulary[one.tag], one.implies[index])
            for one in reading.tag_files
            if one.tag is not None and index in one.implies
        ),
        tuple(vocabulary[one] for one in policy.suppresses),
        tuple(vocabulary[one] for one in policy.excludes),
        next(one for one in counts(reading) if one.tag == tag),
    )


def _entry(tag_file: TagFile, entry: Entry) -> EntryView:
    by_id = {rule.id: rule for rule in tag_file.rules}
    rules = [by_id[rule_id] for rule_id in entry.rules]
    return EntryView(
        place(entry.node)[0],
        rules[0],
        max(rule.gap for rule in rules),
        tuple(rules),
        tuple(_aliases(rule, entry) for rule in rules),
        tuple(_named(entry.keys.get("zones"))),
        tuple(name for name, _ in _named(entry.keys.get("lists"))),
        entry,
    )


def _aliases(rule: Rule, entry: Entry) -> tuple[str, ...]:
    """Return a keyword's aliases: its forms without the plurals that were made of them."""
    if rule.regex:
        return ()
    made = set() if "plural" in entry.keys else {words.plural(form) for form in rule.forms}
    return tuple(form for form in rule.forms[1:] if form not in made)


def _named(node: Node | None) -> list[tuple[str, int | None]]:
    """Return the names of a list, or the names and numbers of a mapping."""
    if isinstance(node, SequenceNode):
        return [(item.value, None) for item in node.value if isinstance(item, ScalarNode)]
    if isinstance(node, MappingNode):
        return [(key.value, int(value.value)) for key, value in node.value]
    return []
