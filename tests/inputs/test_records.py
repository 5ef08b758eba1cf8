"""Records cut to what is read of them."""

from __future__ import annotations

from typing import Any

import pytest

from tagengine.document.record import Record
from tagengine.errors import RecordError
from tagengine.inputs.languages import preferred
from tagengine.inputs.records import cut, from_data, of_columns, parse_line


def test_a_record_within_the_limit_stays_itself() -> None:
    record = Record("a", "abc", "abc", ("a", "b"), "abcd")
    assert cut(record, 4) is record


def test_each_text_is_cut_and_the_topics_together() -> None:
    record = Record("a", "abc", "abcdef", ("ab", "cd", "ef"), "abcdef")
    assert cut(record, 4) == Record("a", "abc", "abcd", ("ab",), "abcd")


def test_topics_of_columns_that_are_null_are_none() -> None:
    assert of_columns({"id": 1, "topics": ["a", None, "b"]}) == {"id": 1, "topics": ["a", "b"]}
    assert of_columns({"topics": []}) == {"topics": []}
    assert of_columns({"topics": None}) == {"topics": None}
    assert of_columns({"readme": None}) == {"readme": None}


@pytest.mark.parametrize(
    ("data", "expected", "said"),
    [
        (
            {"id": None, "name": "a"},
            Record("p", "a"),
            '"id" is null, so the record gets the id "p"',
        ),
        (
            {"id": 1, "name": 2048},
            Record(1, "2048"),
            '"name" is a number, and was read as a text',
        ),
        (
            {"id": 1, "readme": 1.5},
            Record(1, readme="1.5"),
            '"readme" is a number, and was read as a text',
        ),
        (
            {"id": 1, "topics": "a, b c,"},
            Record(1, topics=("a", "b c")),
            '"topics" is one text, and was split at its commas',
        ),
        (
            {"id": 1, "topics": ["a", None]},
            Record(1, topics=("a",)),
            'nulls in "topics" were left out',
        ),
        (
            {"id": 1, "topics": ["a", 3]},
            Record(1, topics=("a", "3")),
            'numbers in "topics" were read as texts',
        ),
        (
            {"id": 1, "topics": [{"name": "a", "count": 3}, "b"]},
            Record(1, topics=("a", "b")),
            'of objects in "topics" the "name" was read',
        ),
        (
            {"id": 1, "description": ["a b", "c"]},
            Record(1, description="a b\nc"),
            '"description" is a list, and was read as one text',
        ),
        (
            {"id": 1, "description": {"en": None, "de": "x"}},
            Record(1, description="x"),
            '"description" is in several languages; only "de" was read',
        ),
        (
            {"id": 1, "description": {"de": "x", "en": "y"}},
            Record(1, description="y"),
            '"description" is in several languages; only "en" was read',
        ),
        (
            {"id": 1, "description": [{"lang": "de", "text": "x"}, {"lang": "en", "text": "y"}]},
            Record(1, description="y"),
            '"description" is in several languages; only "en" was read',
        ),
        (
            {"id": 1, "description": {"zh-Hant": "x"}},
            Record(1, description="x"),
            '"description" is in several languages; only "zh-Hant" was read',
        ),
        (
            {"id": 1, "name": "a", "topics": {"b": True, "c": False}},
            Record(1, "a", topics=("b",)),
            'of "topics" the keys that are true were read',
        ),
        (
            {"id": 1, "readme": {"content": "x"}},
            Record(1, readme="x"),
            'of "readme" the "content" was read',
        ),
        (
            {"ID": 1, "Description": "x"},
            Record(1, description="x"),
            "keys in upper case were read as in lower case",
        ),
    ],
)
def test_what_means_one_thing_is_read_with_a_warning(
    data: dict[str, Any], expected: Record, said: str
) -> None:
    warnings: list[str] = []
    assert from_data(data, "p", warnings.append) == expected
    assert warnings == [f"p: {said}"]


@pytest.mark.parametrize(
    "nothing",
    [{"topics": "  "}, {"description": {}}, {"description": {"en": None}}, {"readme": []}],
)
def test_a_field_without_content_is_none(nothing: dict[str, Any]) -> None:
    warnings: list[str] = []
    assert from_data({"id": 1, "name": "a", **nothing}, "p", warnings.append) == Record(1, "a")
    assert warnings == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"name": True}, '"name" is not a text'),
        ({"name": ["a", 1]}, '"name" is not a text'),
        ({"name": "a", "topics": [{"topic": "a"}]}, '"topics" is not a list of texts'),
        ({"description": {"Some text": "x"}}, '"description" is not a text'),
        ({"description": {"en": 1}}, '"description" is not a text'),
        ({"description": [{"lang": "en"}]}, '"description" is not a text'),
        ({"name": "a", "topics": {"a": 1}}, '"topics" is not a list of texts'),
        ({"name": "a", "topics": [["a"]]}, '"topics" is not a list of texts'),
        ({"name": "a", "id": 1.5}, '"id" is neither a text nor a whole number'),
    ],
)
def test_what_may_mean_anything_is_refused(data: dict[str, Any], problem: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_data(data, "p")
    assert str(caught.value) == f"p: {problem}"


@pytest.mark.parametrize(
    ("value", "expected"), [("Rust", "Rust"), (None, ""), (["de"], ""), ({"en": "x"}, ""), (7, "")]
)
def test_a_main_language_is_a_text_or_something_else_is_meant(value: Any, expected: str) -> None:
    warnings: list[str] = []
    data = {"id": 1, "name": "a", "language": value}
    assert from_data(data, "p", warnings.append) == Record(1, "a", language=expected)
    assert warnings == []
    with pytest.raises(RecordError, match="the record has none of name, description, readme"):
        from_data({"id": 1, "language": value}, "p")


def test_the_language_that_is_read() -> None:
    assert preferred(["de", "en_GB", "en"]) == "en_GB"
    assert preferred(["fr", "de"]) == "fr"
    assert preferred([]) is preferred(["text"]) is preferred(["en", "Title"]) is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"x": ' + "9" * 5000 + "}", "a number too long to read"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_python_cannot_read(line: str, problem: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_line(line, "r.jsonl", 3)
    assert str(caught.value) == f"r.jsonl:3: cannot read this JSON: {problem}"
