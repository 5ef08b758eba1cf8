"""How good learned words are by the number of projects, beside a regression on the same ones.

    python benchmarks/learning_curve.py projects.jsonl --readmes gold.jsonl

A quarter of the projects, by the SHA-256 of their ids, is tagged. Words are learned from 1,000,
3,000 and 9,000 of the others, and from all of them, together with the shipped rules by hand. The
regression needs scikit-learn, from `requirements-accuracy.txt`. `--readmes` names documents that
are tagged as well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial

from accuracy_peers import Limit

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evaluation import Judged, evaluate, gold, judging
from tagengine.evaluation.gold import Labelled
from tagengine.learning.beside import Folder
from tagengine.learning.folds import fold_of, ordered
from tagengine.rules import sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.vocabulary import Vocabulary

SIZES = (1000, 3000, 9000)
_QUARTERS = 4
_LIMIT_FOLDS = 5  # one of them chooses the regression's limit
_TITLES = (
    "system                     projects  set                      documents"
    "     F1  macro  first lenient  tags"
)
Judge = Callable[[Labelled], Judged]


def main() -> None:
    """Print a line of figures for each number of projects, and for the regression."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects")
    parser.add_argument("--readmes", action="append", default=[], help="can be repeated")
    parser.add_argument("--size", action="append", type=int, help="only this one; can be repeated")
    parser.add_argument("--regression", action="store_true", help="only the regression")
    options = parser.parse_args()
    folder = Folder.of(sources.read_files(sources.shipped_folder()), "rules")
    vocabulary = folder.reading.rule_set.vocabulary
    labelled = ordered(list(gold.read(options.projects, vocabulary, sys.exit)))
    held_out = [one for one in labelled if fold_of(one.record.id, _QUARTERS) == _QUARTERS - 1]
    others = [one for one in labelled if fold_of(one.record.id, _QUARTERS) != _QUARTERS - 1]
    sets = {"lines": held_out}
    sets |= {path: list(gold.read(path, vocabulary, sys.exit)) for path in options.readmes}
    print(_TITLES)
    sizes = () if options.regression else options.size or (*SIZES, len(others))
    for size in sizes:
        judge = partial(_judged, _learned(folder, others[:size]))
        _tell("tagengine", size, sets, vocabulary, judge)
    try:
        judge = _regression(others, vocabulary)
    except ModuleNotFoundError as error:
        print(f"not measured: TF-IDF + log. regression ({error})")
        return
    _tell("TF-IDF + log. regression", len(others), sets, vocabulary, judge)


def _learned(folder: Folder, labelled: Sequence[Labelled]) -> Engine:
    """Return an engine with words learned from records, beside the rules by hand."""
    *_, last = folder.learn(labelled, ())
    assert last.result is not None, "learning ends with what was learned"
    by_hand = {name: text for name, text in folder.files.items() if "learned/" not in name}
    return Engine(rule_files.read({**by_hand, **folder.written(last.result)}).rule_set)


def _judged(engine: Engine, one: Labelled) -> Judged:
    return judging.judge(engine, one)[0]


def _tell(
    name: str,
    size: int,
    sets: dict[str, list[Labelled]],
    vocabulary: Vocabulary,
    judge: Judge,
) -> None:
    for title, labelled in sets.items():
        judged = [judge(one) for one in labelled]
        figures = evaluate(judged, [tag.name for tag in vocabulary])
        tags = sum(len(one.answer) for one in judged) / len(judged)
        print(
            f"{name:<26} {size:>8,}  {title.rpartition('/')[2]:<24} {len(judged):>9,}"
            f" {figures.micro_f1:>6.3f} {figures.macro_f1:>6.3f}"
            f" {figures.first_tag_precision:>6.3f} {figures.lenient_precision:>7.3f} {tags:>5.2f}"
        )
    sys.stdout.flush()


def _regression(labelled: Sequence[Labelled], vocabulary: Vocabulary) -> Judge:
    """Return a judge by logistic regressions on TF-IDF of words and pairs of words."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    fitted_to = [one for one in labelled if fold_of(f"limit {one.record.id}", _LIMIT_FOLDS)]
    chosen_on = [one for one in labelled if not fold_of(f"limit {one.record.id}", _LIMIT_FOLDS)]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    columns = vectors.fit_transform([_text(one.record) for one in fitted_to])
    names = [tag.name for tag in vocabulary]
    models = {}
    for index, name in enumerate(names):
        truth = np.array([name in one.labels for one in fitted_to])
        if truth.any():
            models[index] = LogisticRegression(C=10, solver="liblinear").fit(columns, truth)
    # All models as one matrix: each asked by itself takes minutes for thousands of records.
    weights = np.vstack([model.coef_[0] for model in models.values()]).T
    offsets = np.array([model.intercept_[0] for model in models.values()])

    def scored(records: Sequence[Record]) -> list[list[tuple[float, int]]]:
        found = vectors.transform([_text(record) for record in records])
        chances = 1 / (1 + np.exp(-(found @ weights + offsets)))
        return [sorted(zip(map(float, row), models, strict=True), reverse=True) for row in chances]

    limit = Limit()
    index_of = {name: index for index, name in enumerate(names)}
    labels = [[index_of[name] for name in one.labels] for one in chosen_on]
    limit.fit(list(zip(scored([one.record for one in chosen_on]), labels, strict=True)))

    def judge(one: Labelled) -> Judged:
        (scores,) = scored([one.record])
        answer = tuple(names[index] for index in limit.answer(scores))
        return Judged(one.record.id, one.labels, one.also, answer)

    return judge


def _text(record: Record) -> str:
    return "\n".join([record.name, record.description, *record.topics, record.readme])


if __name__ == "__main__":
    main()
