"""Requests written for a language model: read in many wordings, answered as asked."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import PromptError
from tagengine.inputs.prompts.request import fill_in, parse
from tagengine.rules.vocabulary import Tag
from tests.growth import LINEAR, growth

LIST = '[{"id":7,"name":"database"},{"id":8,"name":"cache "}]'
ASKED = '{"id":"42","tags":[]}'
DOCUMENT = "A small store. # Ember\n\nEmber is a database."


def test_the_parts_of_a_request() -> None:
    request = parse(
        f'AI prompts\nbase on {DOCUMENT}", Assign "at most 2 tags" to the expected json: {ASKED} '
        f'"only from the tags list I provide: {LIST}" returns me the "expected json"'
    )
    assert request.records[0].id == "42"
    assert request.records[0].description == "A small store."
    assert request.records[0].readme == "# Ember\n\nEmber is a database."
    assert [tag.name for tag in request.vocabulary] == ["database", "cache "]
    assert request.max_tags == 2
    answer = fill_in(request, [(Tag(8, "cache "),)])
    assert answer == '{"id":"42","tags":[{"id":8,"name":"cache "}]}'


@pytest.mark.parametrize(
    "text",
    [
        f"Based on the following README:\n{DOCUMENT}\n\nPlease choose up to three tags from this "
        f"tag list {LIST} and fill in the JSON {ASKED}",
        f"Tags: {LIST}\nExpected JSON: {ASKED} (maximum of 3 tags). The README:\n{DOCUMENT}",
        f"base on {DOCUMENT} assign at most 3 tags to the expected json: "
        '{"id": "42", "tags": [ ]} only from the tags list [ {"id": 7, "name": "database"},\n'
        '{"id": 8, "name": "cache "} ]',
    ],
)
def test_other_wordings(text: str) -> None:
    request = parse(text)
    assert request.expected == {"id": "42", "tags": []}
    assert len(request.vocabulary) == 2
    assert request.max_tags == 3
    assert "Ember is a database." in request.records[0].readme
    assert "expected" not in request.records[0].readme.casefold()


def test_json_inside_the_document_is_not_taken_for_the_request_s() -> None:
    example = 'Returns [{"id":1,"name":"Ann"}] and {"id":"x","tags":[]}.'
    request = parse(
        f"base on # Api\n\n{example}\n\n, Assign at most 3 tags to the expected json: {ASKED} "
        f"only from the tags list {LIST}"
    )
    assert request.expected["id"] == "42"
    assert [tag.name for tag in request.vocabulary] == ["database", "cache "]
    assert "Ann" in request.records[0].readme


def test_what_is_missing_is_named() -> None:
    with pytest.raises(PromptError) as caught:
        parse("base on # Ember, assign tags")
    assert str(caught.value) == (
        'not found in the prompt: the list of tags (like [{"id":1,"name":"x"}]); '
        'the expected JSON (like {"id":"1","tags":[]})'
    )
    with pytest.raises(PromptError, match=r"^not found in the prompt: the expected JSON"):
        parse(f"base on # Ember, assign tags of the tags list {LIST}")
    with pytest.raises(PromptError, match=r"^not found in the prompt: the text to tag"):
        parse(f"assign to the expected json {ASKED} tags of the tags list {LIST}")


def test_a_list_with_a_wrong_tag_is_named() -> None:
    tags = '[{"id":1,"name":"x"},{"name":"y"}]'
    with pytest.raises(PromptError) as caught:
        parse(f"base on # Ember, assign to the json {ASKED} of the tags list {tags}")
    assert str(caught.value) == (
        'the prompt\'s list of tags: tag 2: no "id" (a number or a text is needed)'
    )


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_numbers_that_json_does_not_have_are_not_given_back(number: str) -> None:
    with pytest.raises(PromptError, match=r"^not found in the prompt: the expected JSON"):
        parse(f'base on {DOCUMENT}, assign to {{"id":{number},"tags":[]}} of the tags list {LIST}')


def test_spaces_behind_a_limit_do_not_take_long() -> None:
    def prompt(spaces: int) -> str:
        asked = f'{{"id":"42","tags":[],"note":"at most{" " * spaces}"}}'
        return f"base on {DOCUMENT}, assign to the expected json {asked} of the tags {LIST}"

    assert parse(prompt(19_000)).max_tags is None
    assert growth(prompt, parse, 1_200) < LINEAR


def test_elements_that_are_not_closed_do_not_take_long() -> None:
    prose = "The quick brown fox has a store of things.\n\n" * 20

    def prompt(count: int) -> str:
        form = '{"id":"42","tags":[]}'
        opened, closed = "<readme>\n\n" * count, "</readme>\n" * count
        return f"{prose}{opened}Tags: {LIST}\n\n{form}\n\n{prose}{closed}"

    assert growth(prompt, parse, 200) < LINEAR


@given(st.text(st.sampled_from('[]{}":,tagsid1 nme\n'), max_size=200))
def test_any_text_gives_a_request_or_an_error(text: str) -> None:
    with suppress(PromptError):
        assert parse(text).vocabulary
