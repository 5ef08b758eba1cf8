"""The one list of the systems whose speed is compared, and how each is made ready.

What a system needs is imported when it is made, so that its process holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from importlib import import_module
from typing import Any, NamedTuple

Way = Callable[[str], Sized]
Make = Callable[[Sequence[str], Sequence[str]], Way]

_TAGS = 90
_TRAINED_ON = 2_000  # paragraphs; how many there are changes nothing in a prediction's cost


class System(NamedTuple):
    """A way to read a document.

    `does` tells what one gets; `make` takes the keywords and the documents and returns a function
    of a document whose answer has a length: tags, matches, or tokens.
    """

    does: str
    make: Make
    uses_keywords: bool = True


def _tagengine_shipped(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    from tagengine import Engine

    engine = Engine.load()
    return lambda text: engine.tag(text).tags


def _tagengine(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    from speed_comparison.keywords import rule_set_of
    from tagengine import Engine

    engine = Engine(rule_set_of(keywords))
    return lambda text: engine.tag(text).tags


def _tagengine_matching(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    import ahocorasick_rs

    from tagengine.text import words

    automaton = ahocorasick_rs.AhoCorasick([words.pattern(keyword) for keyword in keywords])
    find = automaton.find_matches_as_indexes
    return lambda text: find(words.fold(f" {text} "), overlapping=True)


def _markdown_it(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse


def _flashtext(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    return _keyword_processor("flashtext", keywords)


def _flashtext2(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    return _keyword_processor("flashtext2", keywords)


def _keyword_processor(module: str, keywords: Sequence[str]) -> Way:
    processor: Any = import_module(module).KeywordProcessor(case_sensitive=False)
    for keyword in keywords:
        processor.add_keyword(keyword)
    found: Way = processor.extract_keywords
    return found


def _phrase_matcher(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    spacy: Any = import_module("spacy")
    matching: Any = import_module("spacy.matcher")
    language = spacy.blank("en")
    language.max_length = max(len(text) for text in texts) + 1
    matcher = matching.PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("KEYWORD", [language.make_doc(keyword) for keyword in keywords])
    return lambda text: matcher(language.make_doc(text))


def _re_each(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    return _one_each("re", keywords)


def _regex_each(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    return _one_each("regex", keywords)


def _one_each(module: str, keywords: Sequence[str]) -> Way:
    regexes: Any = import_module(module)
    patterns = [
        regexes.compile(rf"\b{regexes.escape(keyword)}\b", regexes.IGNORECASE)
        for keyword in keywords
    ]
    return lambda text: [found for pattern in patterns for found in pattern.findall(text)]


def _regex_list(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    import regex

    return regex.compile(r"\b\L<words>\b", regex.IGNORECASE, words=keywords).findall


def _linear_model(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    numpy: Any = import_module("numpy")
    extraction: Any = import_module("sklearn.feature_extraction.text")
    svm: Any = import_module("sklearn.svm")
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    step = max(1, len(paragraphs) // _TRAINED_ON)
    vectorizer = extraction.TfidfVectorizer(sublinear_tf=True).fit(paragraphs)
    some = paragraphs[::step]
    tags = [index % min(_TAGS, len(some)) for index in range(len(some))]  # made up
    model = svm.LinearSVC(max_iter=20, tol=0.1).fit(vectorizer.transform(some), tags)

    def best(text: str) -> Sized:
        values = model.decision_function(vectorizer.transform([text]))[0]
        three: Sized = numpy.argsort(values)[-3:]
        return three

    return best


def _hyperscan(keywords: Sequence[str], texts: Sequence[str]) -> Way:
    hyperscan: Any = import_module("hyperscan")
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    database.compile(
        expressions=[keyword.encode() for keyword in keywords],
        ids=list(range(len(keywords))),
        flags=[flags] * len(keywords),
        literal=True,
    )

    def scan(text: str) -> Sized:
        found: list[int] = []
        database.scan(text.encode(), match_event_handler=lambda keyword, *_: found.append(keyword))
        return found

    return scan


OURS = "tagengine"
OURS_SHIPPED = "tagengine, shipped rules"
OURS_MATCHING = "tagengine, matching alone"
PARSER = "markdown-it"
FLASHTEXT = "FlashText"
PHRASE_MATCHER = "spaCy PhraseMatcher"
RE_EACH = "one re a keyword"
REGEX_EACH = "one regex a keyword"

SYSTEMS: dict[str, System] = {
    OURS_SHIPPED: System("tags", _tagengine_shipped, uses_keywords=False),
    OURS: System("tags", _tagengine),
    OURS_MATCHING: System("words", _tagengine_matching),
    PARSER: System("parsed Markdown", _markdown_it, uses_keywords=False),
    FLASHTEXT: System("words", _flashtext),
    "flashtext2 (Rust)": System("words", _flashtext2),
    PHRASE_MATCHER: System("words", _phrase_matcher),
    RE_EACH: System("words", _re_each),
    REGEX_EACH: System("words", _regex_each),
    "regex, one named list": System("words", _regex_list),
    "TF-IDF + linear model": System("tags", _linear_model, uses_keywords=False),
    "hyperscan, literals": System("letters, inside words too", _hyperscan),
}
