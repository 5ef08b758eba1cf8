"""`zones.yaml` to settings."""

from __future__ import annotations

from tagengine.rules.files.settings import read_settings
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.zones import SECTION_NAMES, Section, Zone
from tests.rules.files.test_broken_rules import BASE

TEXT = BASE["zones.yaml"]


def problems(text: str | None) -> list[str]:
    """Return the problems of settings."""
    file = StrictFile("zones.yaml")
    read_settings(file, text)
    return [str(problem) for problem in file.problems]


def test_the_values_are_those_of_the_file() -> None:
    file = StrictFile("zones.yaml")
    settings = read_settings(file, TEXT)
    assert file.problems == []
    assert settings.zone_factors[Zone.HEAD] == 400
    assert settings.section_factors[Section.INSTALL] == 40
    assert settings.headings == {
        "features": SECTION_NAMES.index("features"),
        "highlights": SECTION_NAMES.index("features"),
        "setup": SECTION_NAMES.index("install"),
    }
    assert settings.groups["prose"] == ("lead", "features")
    assert settings.repeats == (100, 50, 25)
    limits = (settings.max_tags, settings.threshold, settings.share)
    assert (*limits, settings.kind_share, settings.kind_rank) == (3, 10, 38, 18, 55)


def test_a_section_that_is_not_named_counts_in_full() -> None:
    settings = read_settings(StrictFile("zones.yaml"), TEXT)
    assert settings.section_factors[Section.LICENSE] == 100


def test_a_missing_file_is_one_problem() -> None:
    assert problems(None) == [
        "zones.yaml:1:1: the file is missing (copy the one that tagengine init NEW makes)"
    ]
    assert problems("") == [
        "zones.yaml:1:1: the file is empty "
        "(write the settings of zones, sections, repeats and selection)"
    ]


def test_one_missing_key_hides_no_other_mistake() -> None:
    text = TEXT.replace("repeats: [100, 50, 25]\n", "").replace("head: 400", "head: 4000")
    text = text.replace("share: 38", "share: 380")
    assert problems(text) == [
        'zones.yaml:1:1: no key "repeats" (as in: repeats: [100, 50, 25])',
        "zones.yaml:1:68: the factor of head 4000 is out of range (0 to 1000 percent)",
        "zones.yaml:11:48: share 380 is out of range (0 to 100 percent)",
    ]


def test_headings_are_compared_as_words() -> None:
    text = TEXT.replace("[setup]", "['Set-Up!', FEATURES]")
    settings = read_settings(StrictFile("zones.yaml"), text)
    assert settings.headings["set up"] == Section.INSTALL
    assert problems(text) == [
        'zones.yaml:7:47: the heading "FEATURES" occurs twice '
        '(it is in the section "features" already)'
    ]


def test_the_parts_of_single_words_are_parts_of_the_zones_factors() -> None:
    text = TEXT + "words: {tagline: 60}\nkind_words: {head: 50, lead: 0}\n"
    settings = read_settings(StrictFile("zones.yaml"), text)
    zone_factors = settings.zone_factors
    assert settings.word_factors[Zone.TAGLINE] == zone_factors[Zone.TAGLINE] * 60 // 100
    assert settings.word_factors[Zone.HEAD] == zone_factors[Zone.HEAD]
    assert settings.kind_word_factors[Zone.HEAD] == zone_factors[Zone.HEAD] * 50 // 100
    assert settings.kind_word_factors[Zone.LEAD] == 0


def test_without_parts_a_word_counts_like_a_phrase() -> None:
    settings = read_settings(StrictFile("zones.yaml"), TEXT)
    assert settings.word_factors == settings.kind_word_factors == settings.zone_factors


def test_parts_are_checked_like_factors() -> None:
    start = 1 + TEXT.count("\n")
    assert problems(TEXT + "words: {titel: 60}\nkind_words: {head: much}\n") == [
        f'zones.yaml:{start}:9: unknown key "titel" (did you mean "title"?)',
        f"zones.yaml:{start + 1}:20: expected a whole number for the part of head, found text "
        "(0 to 1000 percent)",
    ]


def test_a_file_from_before_a_zone_was_added_goes_on_working() -> None:
    text = TEXT.replace(", language: 0", "")
    assert text != TEXT
    file = StrictFile("zones.yaml")
    settings = read_settings(file, text)
    assert file.problems == []
    assert settings.zone_factors[Zone.LANGUAGE] == 0
    assert settings == read_settings(StrictFile("zones.yaml"), TEXT)
