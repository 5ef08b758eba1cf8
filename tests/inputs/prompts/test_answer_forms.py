"""The form of the answer: outer objects and lists, examples, several documents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tagengine import PromptError
from tagengine.inputs.prompts.request import fill_in, parse
from tagengine.rules.vocabulary import Tag
from tests.inputs.prompts.support import LIST, README

DATABASE, LIB = Tag(7, "database"), Tag(9, "lib")
OBJECT = {"id": 7, "name": "database"}


@pytest.mark.parametrize(
    ("form", "answered"),
    [
        ('{"id": "1", "tags": []}', {"id": "1", "tags": [OBJECT]}),
        (
            '{"result": {"id": "1", "tags": []}, "done": true}',
            {"result": {"id": "1", "tags": [OBJECT]}, "done": True},
        ),
        ('[{"id": "1", "tags": []}]', [{"id": "1", "tags": [OBJECT]}]),
        ('{"items": [{"id": "1", "tags": []}]}', {"items": [{"id": "1", "tags": [OBJECT]}]}),
        ('{"id": "1", "tags": ["tag1", "tag2"]}', {"id": "1", "tags": ["database"]}),
        ('{"id": "1", "tags": [12, 34]}', {"id": "1", "tags": [7]}),
        ('{"id": "1", "tags": [{"id": 0, "name": "x"}]}', {"id": "1", "tags": [OBJECT]}),
        ('{"id": "1", "tags": [{"name": "x"}]}', {"id": "1", "tags": [{"name": "database"}]}),
        ('{"id": "1", "tags": [...]}', {"id": "1", "tags": [OBJECT]}),
        ("{'id': '1', 'tags': []}", {"id": "1", "tags": [OBJECT]}),
        ('{"id": "1", "labels": []}', {"id": "1", "labels": [OBJECT]}),
        ('{"tags": [], "note": null}', {"tags": [OBJECT], "note": None}),
        ('{"": "7", "tags": []}', {"": "7", "tags": [OBJECT]}),
        ('{"tide": []}', {"tide": [OBJECT]}),
        ('{"picked": [], "rejected": "none"}', {"picked": [OBJECT], "rejected": "none"}),
        ('{"tags": [<tag>, <tag>]}', {"tags": [OBJECT]}),
        ('{"tags": string[]}', {"tags": [OBJECT]}),
        ('{\n  // best first\n  "tags": []\n}', {"tags": [OBJECT]}),
        ('{id: "1", tags: [],}', {"id": "1", "tags": [OBJECT]}),
        ("{“id”: “1”, “tags”: []}", {"id": "1", "tags": [OBJECT]}),
        ('{"id": "1", "tags": null}', {"id": "1", "tags": [OBJECT]}),
        ('{"id": "1", "tag_ids": []}', {"id": "1", "tag_ids": [7]}),
    ],
)
def test_shapes(form: str, answered: Any) -> None:
    request = parse(f"{README}\nTags: {LIST}\nAnswer with this JSON: {form}")
    assert json.loads(fill_in(request, [(DATABASE,)])) == answered


@pytest.mark.parametrize(
    ("order", "answered"),
    [
        ("Answer with a JSON array of tag names.", ["database"]),
        ('Return only a list of strings, like ["tag1", "tag2"].', ["database"]),
        ("Respond with an array of ids.", [7]),
        ('Reply as JSON with a key "labels" that holds a list of names.', {"labels": ["database"]}),
    ],
)
def test_an_array_that_words_ask_for(order: str, answered: Any) -> None:
    for text in (
        f"Tags: {LIST}\n{order}\n\nREADME:\n{README}",
        f"{README}\nTags: {LIST}\n{order}",
    ):
        request = parse(text)
        assert json.loads(fill_in(request, [(DATABASE,)])) == answered
        assert request.records[0].readme.strip() == README.strip()


def test_a_list_to_choose_from_is_no_form_of_the_answer() -> None:
    with pytest.raises(PromptError, match="not found in the prompt: the expected JSON"):
        parse(f"{README}\nReturn tags from this list of tags: {LIST}")


def test_an_example_is_not_what_is_to_be_filled_in() -> None:
    example = 'Example:\nInput: A cache.\nOutput: {"id": "x", "tags": [{"id": 8, "name": "cache"}]}'
    form = '{"id": "tide", "tags": []}'
    request = parse(f"Tags: {LIST}\n\n{example}\n\nAnswer with {form}\n\nREADME:\n{README}")
    assert json.loads(fill_in(request, [(DATABASE,)])) == {"id": "tide", "tags": [OBJECT]}


@pytest.mark.parametrize(
    "mark",
    [
        "Document {}:",
        "Doc {}:",
        "## README {}",
        "[document {}]",
        '<document id="{}">',
        "=== Text {} ===",
    ],
)
def test_several_documents(mark: str) -> None:
    documents = "\n\n".join(
        f"{mark.format(number)}\n# {name}\n\n{name} is a {what}.\n"
        for number, name, what in ((1, "Tide", "queue"), (2, "Reef", "cache"))
    )
    form = '{"items": [{"id": "a", "tags": []}, {"id": "b", "tags": []}]}'
    for text in (
        f"{documents}\nTags: {LIST}\nAnswer: {form}",
        f"Choose tags for each document from {LIST}\nAnswer with {form}\n\n{documents}",
    ):
        request = parse(text)
        assert [(one.id, one.readme.strip()[:6]) for one in request.records] == [
            ("a", "# Tide"),
            ("b", "# Reef"),
        ]
        assert fill_in(request, [(DATABASE,), (LIB,)]) == (
            '{"items":[{"id":"a","tags":[{"id":7,"name":"database"}]},'
            '{"id":"b","tags":[{"id":9,"name":"lib"}]}]}'
        )


def test_several_documents_in_elements_with_an_end() -> None:
    text = (
        '<doc id="1">\n# Tide\n\nTide is a queue.\n</doc>\n<doc id="2">\n# Reef\n</doc>\n'
        f'Tags: {LIST}\nAnswer: {{"1": {{"tags": []}}, "2": {{"tags": []}}}}'
    )
    request = parse(text)
    assert [one.readme.strip()[:6] for one in request.records] == ["# Tide", "# Reef"]
    assert fill_in(request, [(DATABASE,), ()]) == (
        '{"1":{"tags":[{"id":7,"name":"database"}]},"2":{"tags":[]}}'
    )


def test_fewer_documents_than_answers() -> None:
    form = '[{"id": "a", "tags": []}, {"id": "b", "tags": []}]'
    with pytest.raises(PromptError) as caught:
        parse(f"{README}\nTags: {LIST}\nAnswer: {form}")
    assert str(caught.value) == (
        "the JSON to fill in asks for the tags of 2 documents, but the prompt holds one document "
        '(begin each with a line like "Document 1:")'
    )


def test_fields_of_a_document() -> None:
    text = "Name: Tide\nDescription: a queue\nTopics: rust, queue\nREADME:\n# Tide\n\nFast.\n"
    record = parse(
        f"{text}\nChoose tags from {LIST}\nAnswer with {{'id': '1', 'tags': []}}"
    ).records[0]
    assert (record.name, record.description, record.topics) == (
        "Tide",
        "a queue",
        ("rust", "queue"),
    )
    assert record.readme.strip() == "# Tide\n\nFast."
    data = json.dumps({"name": "Tide", "description": "a queue", "readme": "# Tide\n"})
    record = parse(f"Tags: {LIST}\nAnswer: {{'id': '1', 'tags': []}}\nProject:\n{data}").records[0]
    assert (record.id, record.name, record.description) == ("1", "Tide", "a queue")
