import yaml
from hypothesis import given
from hypothesis import strategies as st

from tagengine.learning.starter import Belief, Term, name_terms, starter_terms
from tagengine.learning.starter_files import starter_files, starter_rule_set
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.sources import read_files, shipped_folder
from tagengine.rules.vocabulary import Tag, Vocabulary
from tests.learning.support import VOCABULARY, labelled


def _terms(shipped: RuleSet) -> list[list[Term]]:
    return starter_terms(VOCABULARY, labelled(), shipped.settings)


def _settings_text() -> str:
    return read_files(shipped_folder())["zones.yaml"]


def test_the_last_part_of_a_name_names_the_tag() -> None:
    assert name_terms(Tag(1, "Media - Music Players")) == {
        "music": 100, "player": 100, "music player": 100, "media": 30,
    }  # fmt: skip


def test_terms_come_from_name_scope_and_records(shipped: RuleSet) -> None:
    photos = {term.stem: term for term in _terms(shipped)[0]}
    assert photos["galleri"].source == "name"
    assert photos["pictur"].source == "scope"
    album = photos["album"]
    assert (album.source, album.with_tag, album.records) == ("records", 4, 4)
    assert album.forms == ("albums", "album")
    assert "song" not in photos


@given(st.integers(1, 100), st.integers(0, 100), st.integers(1, 9), st.integers(0, 100), st.data())
def test_weights_are_bounded_and_grow_with_support(
    points: int, prior: int, strength: int, share: int, data: st.DataObject
) -> None:
    belief = Belief(points, prior, strength)
    records = data.draw(st.integers(1, 50))
    with_tag = data.draw(st.integers(0, records - 1))
    weight = belief.weight(share, with_tag, records)
    assert 0 <= weight <= belief.weight(share, with_tag + 1, records) <= points


def test_files_are_what_the_rule_set_is(shipped: RuleSet) -> None:
    listed = _terms(shipped)
    parsed = rule_files.read(starter_files(VOCABULARY, listed, _settings_text())).rule_set
    direct = starter_rule_set(VOCABULARY, listed, shipped.settings)
    assert [(rule.tag, rule.patterns, rule.weight) for rule in parsed.rules] == [
        (rule.tag, rule.patterns, rule.weight) for rule in direct.rules
    ]
    assert parsed.policies == direct.policies


def test_every_rule_says_what_supports_it(shipped: RuleSet) -> None:
    files = starter_files(VOCABULARY, _terms(shipped), _settings_text())
    assert sorted(files) == [
        "media-music-players.yaml", "money-budgeting.yaml", "photo-galleries.yaml",
        "vocabulary.yaml", "wikis.yaml", "zones.yaml",
    ]  # fmt: skip
    entries = yaml.safe_load(files["photo-galleries.yaml"])["rules"]
    assert entries[:3] == [
        {
            "keywords": ["photo"],
            "weight": 30,
            "source": "the tag's name",
            "note": "1 of 1 labelled record with it",
            "learned": True,
        },
        {
            "keywords": ["gallery"],
            "weight": 27,
            "source": "the tag's name",
            "note": "in no labelled record",
            "learned": True,
        },
        {
            "keywords": ["album"],
            "weight": 13,
            "source": "labelled records",
            "note": "4 of 4 labelled records with it",
            "learned": True,
        },
    ]


def test_names_that_make_the_same_file_name() -> None:
    vocabulary = Vocabulary([Tag(1, "a b"), Tag(2, "a-b"), Tag(3, "zones"), Tag(4, "日本")])
    term = Term("x", ("x",), 5, "name", 0, 0)
    files = starter_files(vocabulary, [[term]] * 4, "")
    assert sorted(files) == [
        "a-b-2.yaml", "a-b.yaml", "tag.yaml", "vocabulary.yaml", "zones-2.yaml", "zones.yaml",
    ]  # fmt: skip
