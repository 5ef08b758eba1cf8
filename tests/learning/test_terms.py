from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.record import Record
from tagengine.learning import terms
from tagengine.rules.rule_set import RuleSet
from tagengine.text import words


def test_terms_stay_inside_clauses_and_have_no_stop_words_at_their_ends() -> None:
    found = terms.of_text("A fast, self-hosted reader of feeds. See https://example.org/x")
    assert list(found.values()) == [
        "fast", "self", "hosted", "reader", "feeds", "self hosted", "hosted reader",
        "self hosted reader", "reader of feeds", "see",
    ]  # fmt: skip


def test_forms_of_a_word_have_one_stem() -> None:
    assert {terms.stem(form) for form in ("galleries", "gallery")} == {"galleri"}
    assert terms.stem("feed readers") == terms.stem("feeds reader")


def test_links_count_with_their_text_alone() -> None:
    assert list(terms.of_text("[wiki](https://example.org/a_(b)) pages")) == [
        "wiki", "page", "wiki page",
    ]  # fmt: skip


def test_a_readme_counts_up_to_its_lead(shipped: RuleSet) -> None:
    readme = "# Ember\n\nA key store.\n\n## Install\n\nRun the installer.\n"
    found = terms.of_record(Record(1, readme=readme), shipped.settings)
    assert sorted(found) == ["ember", "key", "key store", "store"]


def test_parts() -> None:
    assert list(terms.parts("a b c")) == ["a", "b", "c", "a b", "b c"]


@given(st.text())
def test_every_form_is_a_keyword_that_the_engine_finds(text: str) -> None:
    for stem, form in terms.of_text(text).items():
        assert terms.stem(form) == stem
        assert words.pattern(form).strip() == form.strip()


def test_forms_that_a_plural_finds_are_no_keywords_of_their_own() -> None:
    claimed: set[str] = set()
    assert terms.distinct(["galleries", "gallery", "shared"], claimed) == ["gallery", "shared"]
    assert terms.distinct(["shared", "https"], claimed) == ["https"]
    assert terms.distinct(["http"], claimed) == []
