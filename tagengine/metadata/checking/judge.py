"""The engine for a repository: its rules and its vocabulary, and which tags it cannot judge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import TagEngineError
from tagengine.evidence.result import Result
from tagengine.learning import learned_from
from tagengine.learning.learned_from import LearnedFrom
from tagengine.learning.margins import Margins
from tagengine.learning.tag_names import Named, TagNames
from tagengine.metadata.checking import held_out
from tagengine.metadata.configuration.chosen_rules import ChosenRules, from_here
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Tag, Vocabulary


@dataclass(frozen=True, slots=True)
class Judge:
    """An engine; `without_rules` are the tags that it has no rule for, and so no opinion of.

    `learned` is what its rules were learned from, None if they were not, or nobody knows.
    `vocabulary_source` is the file of its vocabulary, or the pattern of its files; `names` find its
    tags by their names.
    """

    engine: Engine
    without_rules: frozenset[Tag]
    learned: LearnedFrom | None = None
    vocabulary_source: str = ""
    names: TagNames | None = None

    @property
    def knows_little(self) -> bool:
        """Whether most tags have no rules, so that the others say little about a record."""
        return 2 * len(self.without_rules) > len(self.vocabulary)

    @property
    def margins(self) -> Margins | None:
        """How sure the rules are by margins, None if they were not learned."""
        return None if self.learned is None else self.learned.margins

    def named(self, texts: Record) -> list[Named]:
        """Return the tags that a record's text names; only a catalogue's own rules tell."""
        if self.names is None or self.learned is None:
            return []
        unclear = self.learned.unclear_names
        return [one for one in self.names.of_record(texts) if one.tag.name not in unclear]

    def as_unseen(self, texts: Record, result: Result, max_tags: int) -> Result:
        """Return a result; of a record that the rules were learned from, as if they were not."""
        learned = self.learned
        scores = None if learned is None else learned.held_out.get(learned_from.digest(texts))
        return result if scores is None else held_out.unseen(result, scores, max_tags)

    @property
    def vocabulary(self) -> Vocabulary:
        """The tags to tag from."""
        return self.engine.rule_set.vocabulary


def load(root: Path, rules: str | None, vocabulary: str | None) -> Judge:
    """Return the judge for a repository's rules and vocabulary; errors as for `Engine.load`."""
    folder = None if rules is None else from_here(root, rules)
    if folder is not None and not Path(folder).exists():
        raise TagEngineError(
            f"{folder}: this folder of rules does not exist (tagengine rules learn makes one "
            "from records)"
        )
    chosen = ChosenRules(folder, None if vocabulary is None else from_here(root, vocabulary))
    engine = Engine.load(chosen.rules, chosen.vocabulary)
    without = engine.rule_set.tags_without_rules()
    learned = None if folder is None else learned_from.read(Path(folder))
    return Judge(
        engine,
        frozenset(tag for tag in engine.rule_set.vocabulary if tag.name in without),
        learned,
        chosen.vocabulary or (chosen.folder / VOCABULARY_FILE).as_posix(),
        None if learned is None else TagNames(engine.rule_set.vocabulary),
    )
