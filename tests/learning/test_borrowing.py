from tagengine.learning.borrowing import Background
from tagengine.learning.starter import Term, starter_terms
from tests.learning.support import VOCABULARY, labelled
from tests.support import Folder


def _borrowed(rules: Folder) -> list[list[Term]]:
    rules.write("vocabulary.yaml", "- music\n- album\n- other\n")
    rules.write_rules("music", "- {keywords: [songs, melody, song book], weight: 10}")
    rules.write_rules("album", "- {keywords: [albums], weight: 10}")
    rules.write_rules("other", "- {keywords: [wiki], weight: 10, unless: {any: [small]}}")
    found = labelled()
    background = Background(rules.engine(), found)
    own = starter_terms(VOCABULARY, found, rules.load().settings)
    added = background.add(own, VOCABULARY, found)
    return [
        [term for term in with_borrowed if term not in before]
        for with_borrowed, before in zip(added, own, strict=True)
    ]


def test_keywords_come_from_the_tag_that_means_the_same(rules: Folder) -> None:
    photos, music, money, wikis = _borrowed(rules)
    assert [(term.stem, term.source) for term in music] == [
        ("melodi", "rules of music"), ("song book", "rules of music"),
    ]  # fmt: skip
    assert (music[0].with_tag, music[0].records) == (4, 4)
    assert photos == money == wikis == []


def test_a_longer_keyword_weighs_no_less_than_what_it_hides(rules: Folder) -> None:
    own = {term.stem: term.weight for term in starter_terms(
        VOCABULARY, labelled(), rules.load().settings)[1]}  # fmt: skip
    borrowed = {term.stem: term.weight for term in _borrowed(rules)[1]}
    assert borrowed["song book"] >= own["song"]
