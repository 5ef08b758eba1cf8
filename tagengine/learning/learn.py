"""A vocabulary and labelled records to starter rules, and how good they are on other records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tagengine.engine import Engine
from tagengine.evaluation import judging
from tagengine.evaluation.figures import Figures, Judged, evaluate
from tagengine.evaluation.gold import Labelled
from tagengine.learning import limits as limiting
from tagengine.learning import margins
from tagengine.learning.borrowing import Background
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of, splits
from tagengine.learning.limits import Limits
from tagengine.learning.margins import Margins
from tagengine.learning.starter import Plan, Term, starter_terms
from tagengine.learning.starter_files import starter_files, starter_rule_set
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files import settings as rule_settings
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Settings

_ALL_TAGS = 100
_WORDS = re.compile(r"^(?:kind_)?words: *\{[^}]*\} *\n(?:\n(?=kind_|\n))?", re.MULTILINE)

PLAN = Plan()


@dataclass(frozen=True, slots=True)
class Source:
    """What rules are learned with: the vocabulary, settings as text and read, other rules."""

    vocabulary: Vocabulary
    settings_text: str
    settings: Settings
    background: Background | None = None

    @classmethod
    def load(
        cls,
        vocabulary: Vocabulary,
        labelled: Sequence[Labelled],
        rules: str | None = None,
        borrow: bool = True,
    ) -> Source:
        """Return the source with the settings of a folder of rules (default: the shipped one).

        Only what single words count by is left out.

        With `borrow` its keywords may be borrowed, unless it is for the same tags. Raises
        `TagEngineError` if the rules cannot be loaded.
        """
        engine = Engine.load(rules)
        folder = rule_sources.shipped_folder() if rules is None else Path(rules)
        is_same = engine.rule_set.vocabulary.tags == vocabulary.tags
        # Starter rules are single words for the most part, so that these count in full.
        text = _WORDS.sub("", rule_sources.read_files(folder)[SETTINGS_FILE])
        return cls(
            vocabulary,
            text,
            _read_settings(text),
            Background(engine, labelled) if borrow and not is_same else None,
        )

    def with_settings(self, text: str) -> Source:
        """Return the source with other settings, as text, but for the limits of the selection."""
        now = self.settings
        text = limiting.written(text, Limits(now.max_tags, now.threshold, now.share))
        return replace(self, settings_text=text, settings=_read_settings(text))


@dataclass(frozen=True, slots=True)
class Learned:
    """Starter rules: their files by name, the limits they were made by, and figures.

    `figures` are cross-validated: of each record, by rules and limits that were learned and chosen
    without its fold. `unseen` are these answers; `margins` say, from them, how sure the rules are
    of a tag.
    """

    files: dict[str, str]
    rule_set: RuleSet
    limits: Limits
    figures: Figures
    tags_with_records: int
    margins: Margins = field(default_factory=lambda: Margins(()))
    unseen: tuple[Judged, ...] = ()


def fits(folds: int) -> int:
    """Return how many times `learn` fits rules, at most."""
    return folds + 1


def learn(
    source: Source, labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Iterator[Learned | None]:
    """Learn rules; yields None after each fold, so that progress can be shown.

    The last that it yields is what was learned.
    """
    held: list[Judged] = []
    for others, held_out in splits(labelled, folds):
        held += judge_with(rules(source, others), held_out)
        yield None
    limits = limiting.fitted(held, source.vocabulary, source.settings)
    unseen = with_limits(source, held, folds)
    written = limiting.written(source.settings_text, limits)
    files = starter_files(source.vocabulary, _terms(source, labelled), written)
    yield Learned(
        files,
        rule_files.parse(files),
        limits,
        evaluate(unseen, [tag.name for tag in source.vocabulary]),
        len({label for one in labelled for label in one.labels}),
        margins.fitted(unseen),
        tuple(unseen),
    )


def _read_settings(text: str) -> Settings:
    return rule_settings.read_settings(StrictFile(SETTINGS_FILE), text)


def rules(source: Source, labelled: Sequence[Labelled]) -> RuleSet:
    """Return the rule set of starter rules, with the settings' own limits."""
    listed = _terms(source, labelled)
    return starter_rule_set(source.vocabulary, listed, source.settings)


def judge_with(rule_set: RuleSet, labelled: Sequence[Labelled]) -> list[Judged]:
    """Return the answers of rules to labelled records, with the scores of all tags."""
    engine = Engine(rule_set)
    return [judging.judge(engine, one, _ALL_TAGS)[0] for one in labelled]


def with_limits(source: Source, held: Sequence[Judged], folds: int) -> list[Judged]:
    """Return each record's answer by the limits that are best for the other folds' records."""
    answers = []
    for fold in range(folds):
        here = [one for one in held if fold_of(one.id, folds) == fold]
        rest = [one for one in held if fold_of(one.id, folds) != fold]
        limits = limiting.fitted(rest, source.vocabulary, source.settings)
        answers += limiting.apply(here, limits, source.vocabulary, source.settings)
    return answers


def _terms(source: Source, labelled: Sequence[Labelled]) -> list[list[Term]]:
    listed = starter_terms(source.vocabulary, labelled, source.settings, PLAN)
    if source.background is None:
        return listed
    return source.background.add(listed, source.vocabulary, labelled, PLAN)
