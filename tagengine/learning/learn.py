"""A vocabulary and labelled records to starter rules, and how good they are on other records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tagengine.authoring import formatting
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
from tagengine.learning.starter import Belief, Plan, Term, starter_terms
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

PLANS = (
    Plan(least_support=2),
    Plan(),
    Plan(labels=Belief(28, 4, 2)),
)
"""The plans that are tried; of several as good the first, which has the fewest rules."""


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

        With `borrow` its keywords may be borrowed, unless it is for the same tags. Raises
        `TagEngineError` if the rules cannot be loaded.
        """
        engine = Engine.load(rules)
        folder = rule_sources.shipped_folder() if rules is None else Path(rules)
        is_same = engine.rule_set.vocabulary.tags == vocabulary.tags
        return cls(
            vocabulary,
            rule_sources.read_files(folder)[SETTINGS_FILE],
            engine.rule_set.settings,
            Background(engine, labelled) if borrow and not is_same else None,
        )

    def with_settings(self, text: str) -> Source:
        """Return the source with other settings, as text, but for the limits of the selection."""
        now = self.settings
        text = limiting.written(text, Limits(now.max_tags, now.threshold, now.share))
        settings = rule_settings.read_settings(StrictFile(SETTINGS_FILE), text)
        return replace(self, settings_text=text, settings=settings)


@dataclass(frozen=True, slots=True)
class Learned:
    """Starter rules: their files by name, the plan and limits they were made by, and figures.

    `figures` are cross-validated: of each record, by rules and limits that were learned and chosen
    without its fold. `unseen` are these answers; `margins` say, from them, how sure the rules are
    of a tag.
    """

    files: dict[str, str]
    rule_set: RuleSet
    plan: Plan
    limits: Limits
    figures: Figures
    tags_with_records: int
    margins: Margins = field(default_factory=lambda: Margins(()))
    unseen: tuple[Judged, ...] = ()


def fits(folds: int) -> int:
    """Return how many times `learn` fits rules, at most."""
    return len(PLANS) * folds + 1


def learn(
    source: Source, labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Iterator[Learned | None]:
    """Learn rules; yields None after each fold of each plan, so that progress can be shown.

    The last that it yields is what was learned.
    """
    held: dict[Plan, list[Judged]] = {}
    for plan in PLANS:
        held[plan] = []
        for others, held_out in splits(labelled, folds):
            held[plan] += judge_with(rules(source, others, plan), held_out)
            yield None
    plan, limits = best_plan(source, held)
    unseen = _unseen(source, held, folds)
    written = limiting.written(source.settings_text, limits)
    files = starter_files(source.vocabulary, _terms(source, labelled, plan), written)
    files = formatting.format_files(files)
    yield Learned(
        files,
        rule_files.parse(files),
        plan,
        limits,
        evaluate(unseen, [tag.name for tag in source.vocabulary]),
        len({label for one in labelled for label in one.labels}),
        margins.fitted(unseen),
        tuple(unseen),
    )


def rules(source: Source, labelled: Sequence[Labelled], plan: Plan) -> RuleSet:
    """Return the rule set of starter rules by one plan, with the settings' own limits."""
    listed = _terms(source, labelled, plan)
    return starter_rule_set(source.vocabulary, listed, source.settings)


def judge_with(rule_set: RuleSet, labelled: Sequence[Labelled]) -> list[Judged]:
    """Return the answers of rules to labelled records, with the scores of all tags."""
    engine = Engine(rule_set)
    return [judging.judge(engine, one, _ALL_TAGS)[0] for one in labelled]


def best_plan(source: Source, held: dict[Plan, list[Judged]]) -> tuple[Plan, Limits]:
    """Return the plan, and its limits, whose rules agree best with records held out from them."""
    names = [tag.name for tag in source.vocabulary]
    best: tuple[float, Plan, Limits] | None = None
    for plan, judged in held.items():
        limits = limiting.fitted(judged, source.vocabulary, source.settings)
        answers = limiting.apply(judged, limits, source.vocabulary, source.settings)
        figure = evaluate(answers, names).micro_f1
        if best is None or figure > best[0]:
            best = (figure, plan, limits)
    if best is None:
        return PLANS[0], Limits(1, 1, 0)
    return best[1:]


def _unseen(source: Source, held: dict[Plan, list[Judged]], folds: int) -> list[Judged]:
    """Return each record's answer by the plan and limits chosen on the other folds' records."""
    answers = []
    for fold in range(folds):
        others = {
            plan: [one for one in judged if fold_of(one.id, folds) != fold]
            for plan, judged in held.items()
        }
        plan, limits = best_plan(source, others)
        here = [one for one in held[plan] if fold_of(one.id, folds) == fold]
        answers += limiting.apply(here, limits, source.vocabulary, source.settings)
    return answers


def _terms(source: Source, labelled: Sequence[Labelled], plan: Plan) -> list[list[Term]]:
    listed = starter_terms(source.vocabulary, labelled, source.settings, plan)
    if source.background is None:
        return listed
    return source.background.add(listed, source.vocabulary, labelled, plan)
