"""Text as a reader sees it: one form of each character, sentences apart, links between notes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine.document.reading import read, read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings
from tests.invariants import check_document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A data\u00adbase and a data&shy;base", "A database and a database"),
        ("A ﬁle\u2060system", "A filesystem"),
        ("A ｗｉｄｅ　ｎａｍｅ", "A wide\u3000name"),
        ("A database.It is fast", "A database. It is fast"),
        ("A database.**Fast** too", "A database. Fast too"),
        ("A database.it is fast", "A database. it is fast"),
        ("A database.1 And", "A database. 1 And"),
        ("Is it one?Yes", "Is it one? Yes"),
        ("A [[database]] for [[notes|texts]]", "A database for texts"),
        ("A database<sup>1</sup> here", "A database 1  here"),
    ],
)
def test_seen(text: str, expected: str, settings: Settings) -> None:
    document = read(f"# Ember\n\n{text}\n", settings)
    check_document(document)
    assert document.text.partition("\v ")[2] == expected


@pytest.mark.parametrize(
    "text",
    [
        "node.js and Vue.Js",
        "ASP.NET",
        "example.com",
        "a.b.C",
        "v1.2",
        "`is.It so`",
    ],
)
def test_names_with_dots_stay(text: str, settings: Settings) -> None:
    document = read(f"# Ember\n\n{text}\n", settings)
    assert document.text.partition("\v ")[2] == text.replace("`", "")


def test_evidence_stands_at_the_characters_of_the_source(settings: Settings) -> None:
    source = "# Ember\n\nAn ｅｍｂｅｄｄｅｄ data\u00adbase of ﬁles.\n"
    document = read(source, settings)
    for word, written in (
        ("embedded", "ｅｍｂｅｄｄｅｄ"),
        ("database", "data\u00adbase"),
        ("files", "ﬁles"),
    ):
        start = document.text.index(word)
        _, first, last = document.source_span(start, start + len(word))
        assert source[first:last] == written


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record("", readme="# MessageQueue\n"), "MessageQueue \v Message Queue "),
        (Record("", name="KvStore"), "KvStore \v Kv Store "),
        (Record("", description="A KeyValueStore"), "A KeyValueStore \v Key Value Store "),
        (Record("", name="ｋｖ", topics=("ＫＶ",)), "kv \v KV"),
        (Record("", name="MsgQueue", readme="# MsgQueue"), "MsgQueue \v Msg Queue  \v MsgQueue"),
    ],
)
def test_words_in_camel_case_are_read_both_ways(
    record: Record, expected: str, settings: Settings
) -> None:
    document = read_record(record, settings)
    check_document(document)
    assert document.text == expected


@given(text=st.text(st.sampled_from("a.B! [|]&\u00ad\u3099ホﬁ１²_*`\n"), max_size=60))
@example(text="²")
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read(text, settings))
