"""The rules that a server tags by: read whole or not at all, and the engines made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tagengine.engine import Engine
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Tag, Vocabulary

_ENGINES_KEPT = 4  # for vocabularies of prompts; one takes about 0.4 s to make, and 30 MB


@dataclass(frozen=True, slots=True)
class RulesInUse:
    """One reading of the rules.

    `tagging` are the rules for the server's vocabulary; `own` those of the folder's whole
    vocabulary, which prompts with a list of tags of their own are answered by.
    """

    tagging: RuleSet
    own: RuleSet


def read(rules: str | None, vocabulary: str | None, min_confidence: int = 0) -> RulesInUse:
    """Return the rules of a folder (None: the shipped ones) for a vocabulary file, if one is given.

    Tags of less than `min_confidence` percent will not be given. Raises `TagEngineError` as
    `Engine.load` does.
    """
    folder = rule_sources.shipped_folder() if rules is None else Path(rules)
    if vocabulary is None or not (folder / rule_sources.VOCABULARY_FILE).exists():
        rule_set = rule_sources.load(rules, vocabulary).with_min_confidence(min_confidence)
        return RulesInUse(rule_set, rule_set)
    tags = rule_sources.read_vocabulary(vocabulary)
    own = rule_sources.load_whole(rules, tags).with_min_confidence(min_confidence)
    return RulesInUse(own.with_vocabulary(tags), own)


class Engines:
    """The engine of the server's vocabulary, and a few for vocabularies that prompts bring."""

    def __init__(self, rules: RulesInUse) -> None:
        self.engine = Engine(rules.tagging)
        self._own = rules.own
        self._made = lru_cache(_ENGINES_KEPT)(self._make)

    def for_vocabulary(self, vocabulary: Vocabulary) -> Engine:
        """Return an engine of the folder's rules for another vocabulary, kept for the next time."""
        return self._made(vocabulary.tags)

    def _make(self, tags: tuple[Tag, ...]) -> Engine:
        return Engine(self._own.with_vocabulary(Vocabulary(tags)))
