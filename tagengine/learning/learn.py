"""A vocabulary and labelled records to starter rules, and how good they are on other records."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tagengine.engine import Engine
from tagengine.evaluation import judging
from tagengine.evaluation.figures import Figures, Judged, evaluate
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.report import CurvePoint
from tagengine.learning import limits as limiting
from tagengine.learning import margins
from tagengine.learning.borrowing import Background
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of, ordered, splits
from tagengine.learning.limits import Limits
from tagengine.learning.margins import Margins
from tagengine.learning.starter import Term, starter_terms
from tagengine.learning.starter_files import starter_files, starter_rule_set
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files import settings as rule_settings
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Settings
from tagengine.system.progress import Result, Step, Steps

_ALL_TAGS = 100
_PARTS = (25, 50, 75, 100)  # percent of the records that are not held out
_FEWER = (25, 50)
_ENOUGH = 40  # records of which parts say something
_MORE_HELPS = 0.02  # gain in micro F1 by the second half of the records
_WORDS = re.compile(r"^(?:kind_)?words: *\{[^}]*\} *\n(?:\n(?=kind_|\n))?", re.MULTILINE)


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
        kept = Limits(now.max_tags, now.threshold, now.share)
        text = rule_settings.with_limits(text, kept._asdict())
        return replace(self, settings_text=text, settings=_read_settings(text))


@dataclass(frozen=True, slots=True)
class Learned:
    """Starter rules: their files by name, the limits they were made by, and figures.

    `figures` are cross-validated: of each record, by rules and limits that were learned and chosen
    without its fold. `unseen` are these answers; `margins` say, from them, how sure the rules are
    of a tag. `curve` has how good rules of fewer records are, if there are many.
    """

    files: dict[str, str]
    rule_set: RuleSet
    limits: Limits
    figures: Figures
    tags_with_records: int
    margins: Margins
    unseen: tuple[Judged, ...]
    curve: tuple[CurvePoint, ...]


def learn(
    source: Source, labelled: Sequence[Labelled], folds: int = DEFAULT_FOLDS
) -> Steps[Learned]:
    """Learn rules; yields after every fit, the result last."""
    parts = _FEWER if len(labelled) >= _ENOUGH else ()
    step = Step[Learned](0, folds * (1 + len(parts)) + 1)
    held, size = yield from _held_out(source, labelled, folds, 100, step)
    limits = limiting.fitted(held, source.vocabulary, source.settings)
    unseen = _with_limits(source, held, folds)
    figures = _figures(source, unseen)
    curve = yield from _points(source, labelled, folds, parts, step)
    if curve:
        curve.append(CurvePoint(size, figures.micro_f1, figures.first_tag_precision))
    written = rule_settings.with_limits(source.settings_text, limits._asdict())
    files = starter_files(source.vocabulary, _terms(source, labelled), written)
    step.done, step.result = step.total, Learned(
        files,
        rule_files.read(files).rule_set,
        limits,
        figures,
        len({label for one in labelled for label in one.labels}),
        margins.fitted(unseen),
        tuple(unseen),
        tuple(curve),
    )  # fmt: skip
    yield step


def learning_curve(source: Source, labelled: Sequence[Labelled]) -> Steps[tuple[CurvePoint, ...]]:
    """Show how good rules are that were learned from a part of the records, for several parts.

    Yields after every fit, the result last.
    """
    step = Step[tuple[CurvePoint, ...]](0, len(_PARTS) * DEFAULT_FOLDS)
    points = yield from _points(source, labelled, DEFAULT_FOLDS, _PARTS, step)
    step.done, step.result = step.total, tuple(points)
    yield step


def more_helps(points: Sequence[CurvePoint]) -> bool:
    """Return whether more records would probably make better rules: the last ones still did."""
    return points[-1].micro_f1 - points[-2].micro_f1 >= _MORE_HELPS


def _points(
    source: Source,
    labelled: Sequence[Labelled],
    folds: int,
    parts: Sequence[int],
    step: Step[Result],
) -> Generator[Step[Result], None, list[CurvePoint]]:
    """Yield after each fit, and return how good rules of parts of the records are."""
    points = []
    for part in parts:
        held, size = yield from _held_out(source, labelled, folds, part, step)
        figures = _figures(source, _with_limits(source, held, folds))
        points.append(CurvePoint(size, figures.micro_f1, figures.first_tag_precision))
    return points


def _held_out(
    source: Source, labelled: Sequence[Labelled], folds: int, part: int, step: Step[Result]
) -> Generator[Step[Result], None, tuple[list[Judged], int]]:
    """Yield after each fit, and return the answers to records held out from it.

    Rules are learned from a part of the others, in percent: from the first by the SHA-256 of their
    ids, so that each part holds those before it. The number is how many these are on average.
    """
    held: list[Judged] = []
    sizes = []
    for others, held_out in splits(labelled, folds):
        known = ordered(others)[: max(len(others) * part // 100, 1)]
        sizes.append(len(known))
        terms = _terms(source, known)
        engine = Engine(starter_rule_set(source.vocabulary, terms, source.settings))
        held += [judging.judge(engine, one, _ALL_TAGS)[0] for one in held_out]
        step.done += 1
        yield step
    return held, sum(sizes) // max(len(sizes), 1)


def _figures(source: Source, answers: Sequence[Judged]) -> Figures:
    return evaluate(answers, [tag.name for tag in source.vocabulary])


def _read_settings(text: str) -> Settings:
    return rule_settings.read_settings(StrictFile(SETTINGS_FILE), text)


def _with_limits(source: Source, held: Sequence[Judged], folds: int) -> list[Judged]:
    """Return each record's answer by the limits that are best for the other folds' records."""
    answers = []
    for fold in range(folds):
        here = [one for one in held if fold_of(one.id, folds) == fold]
        rest = [one for one in held if fold_of(one.id, folds) != fold]
        limits = limiting.fitted(rest, source.vocabulary, source.settings)
        answers += limiting.apply(here, limits, source.vocabulary, source.settings)
    return answers


def _terms(source: Source, labelled: Sequence[Labelled]) -> list[list[Term]]:
    listed = starter_terms(source.vocabulary, labelled, source.settings)
    if source.background is None:
        return listed
    return source.background.add(listed, source.vocabulary, labelled)
