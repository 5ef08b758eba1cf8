"""Learned words: `learned/TAG.yaml` to rules, each with its weight and its support.

A line such as `memcached: +21, in 41 of 47` says that 41 of the 47 labelled projects with the word
have the tag. `pinned` after it keeps the line as it is when words are learned again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, ScalarNode

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import key_nodes, kind_of, place
from tagengine.rules.language import FACTOR_LIMIT, LEARNED_KEYS, LEARNED_WORD
from tagengine.rules.rule_set import Rule
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Vocabulary
from tagengine.text import words

LEARNED_FOLDER = "learned/"
_LINE = re.compile(LEARNED_WORD)


@dataclass(slots=True)
class LearnedFile:
    """What one tag's file of learned words says; `offset` is in hundredths of a point."""

    file: StrictFile
    tag: int | None = None
    tag_node: Node | None = None
    offset: int = 0
    by_hand: dict[int, int] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    pinned: set[str] = field(default_factory=set)
    struck: tuple[str, ...] = ()


def read_learned(path: str, text: str, vocabulary: Vocabulary, scale: Scale) -> LearnedFile:
    """Return what a file of learned words says; what is wrong becomes a problem of its `file`."""
    file = StrictFile(path)
    learned = LearnedFile(file)
    root = file.compose(text, "a tag and its words")
    fields = root and file.fields(root, LEARNED_KEYS, "a tag and its learned words")
    if not fields:
        return learned
    name = None if fields.get("tag") is None else fields.text("tag")
    if name is not None:
        learned.tag_node = fields.values["tag"]
        learned.tag = vocabulary.index_of(name)
        if learned.tag is None:
            hint = "add it to the vocabulary, or correct it"
            problem = f'no tag "{name}" in the vocabulary'
            file.problem(learned.tag_node, Code.UNKNOWN_NAME, problem, hint)
    learned.offset = 100 * fields.integer("offset", 0)
    if (by_hand := fields.get("by_hand")) is not None:
        values = file.mapping(by_hand, (), "tags with percentages, as in {database: 40}") or {}
        for other, value in values.items():
            index = vocabulary.index_of(other)
            if index is None:
                problem = f'no tag "{other}" in the vocabulary'
                file.problem(key_nodes(by_hand)[other], Code.UNKNOWN_NAME, problem, "remove it")
            limits = -FACTOR_LIMIT, FACTOR_LIMIT, "percent"
            percent = file.integer(value, f"the part for {other}", *limits)
            if index is not None and percent is not None:
                learned.by_hand[index] = percent
    if (struck := fields.get("struck")) is not None:
        learned.struck = tuple(text for text, _ in file.texts(struck, "a word"))
    if (node := fields.get("words")) is not None and learned.tag is not None:
        _read_words(learned, node, vocabulary[learned.tag].key, learned.tag, scale)
    return learned


def _read_words(learned: LearnedFile, node: Node, key: str, tag: int, scale: Scale) -> None:
    if not isinstance(node, MappingNode):
        problem = f"expected words with their weights, found {kind_of(node)}"
        hint = "as in: memcached: +21, in 41 of 47"
        learned.file.problem(node, Code.WRONG_TYPE, problem, hint)
        return
    claims: dict[str, int] = {}
    for word_node, value in node.value:
        line = place(word_node)[0]
        word = str(word_node.value) if isinstance(word_node, ScalarNode) else ""
        pattern = words.pattern(word)
        if not pattern or words.GAP in word:
            problem = f'the word "{word}" has no letter or digit to search for'
            learned.file.problem(word_node, Code.NO_WORD, problem, "write a word or a short phrase")
            continue
        found = _LINE.fullmatch(value.value) if isinstance(value, ScalarNode) else None
        if found is None:
            problem = f'cannot read the weight of "{word}"'
            hint = "write weight and support: +21, in 41 of 47"
            learned.file.problem(value, Code.NOTATION, problem, hint)
            continue
        plural = words.plural(word)
        forms = (word,) if plural is None else (word, plural)
        patterns = tuple(map(words.pattern, forms))
        for one in patterns:
            if (earlier := claims.setdefault(one, line)) != line:
                hint = f"line {earlier} already finds it; keep one"
                problem = f'the word "{word}" occurs twice'
                learned.file.problem(word_node, Code.DUPLICATE, problem, hint)
                break
        right, projects = int(found[2]), int(found[3])
        weight = 100 * int(value.value.partition(",")[0])
        if right > projects:
            problem = f"{right} of {projects} projects cannot be"
            learned.file.problem(
                value, Code.BAD_VALUE, problem, "the second number must be the larger one"
            )
        if found[4]:
            learned.pinned.add(word)
        learned.rules.append(
            Rule(
                f"{key}/~{word.replace(' ', '-')}", tag, word, forms, patterns, False, weight,
                learned.file.path, line, (right, projects), scale.zones, scale.sections, cap=1,
            )
        )  # fmt: skip
