"""AsciiDoc: a whole document, each text in its zone."""

from __future__ import annotations

from textwrap import dedent

from hypothesis import given

from tagengine.document.formats.known import Format
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings
from tests.document.formats.support import words_of
from tests.invariants import check_document
from tests.support import zones_of

DOCUMENT = """\
= Ember
Jane Doe <jane@ember.test>
v1.0, 2026-01-01
:toc: left
:url-docs: https://docs.test

// a comment
image:https://shields.io/build.svg[Build status,link=https://ci.test]

Ember is an *embedded* database for https://rust.test[Rust] +
and more.

////
a linter
////

== Features

* fast `get` and _put_
** see {url-docs}/x[the docs] and <<install,Install>>
. first

term:: what it means

NOTE: Mind the gap.

|===
|store |table

|a | b
|===

[[install]]
=== Install

[source,console]
----
$ ember up
----

 let x = 1

include::more.adoc[]
"""
ZONES = [
    ("title", "Ember"),
    ("html_comment", "a comment"),
    ("badge", "https://shields.io/build.svg"),
    ("badge", "Build status"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust and more."),
    ("url", "https://rust.test"),
    ("html_comment", "a linter"),
    ("heading", "Features"),
    ("list_item", "fast"),
    ("inline_code", "get"),
    ("list_item", "and put"),
    ("list_item", "see"),
    ("link_text", "the docs"),
    ("list_item", "and"),
    ("link_text", "Install"),
    ("list_item", "first"),
    ("list_item", "term"),
    ("list_item", "what it means"),
    ("body", "Mind the gap."),
    ("table", "store"),
    ("table", "table"),
    ("table", "a"),
    ("table", "b"),
    ("heading", "Install"),
    ("command", "$ ember up"),
    ("code_block", "let x = 1"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.ASCIIDOC), settings)
    check_document(document)
    assert zones_of(document) == ZONES


def test_attributes(settings: Settings) -> None:
    source = dedent("""\
        = Ember
        :kind: database
        :what: embedded {kind}
        :url-docs: https://x.example/cache

        Ember is a {What} for Rust. See {url-docs}[docs] and {unknown}.
        """)
    document = read_record(Record("", readme=source, format=Format.ASCIIDOC), settings)
    check_document(document)
    assert "a embedded database for Rust" in document.text
    assert "cache" not in document.text


def test_what_is_marked_as_a_comment(settings: Settings) -> None:
    text = (
        "= Tide\n\n[comment]\nA database.\n\n[comment]\n--\nA linter.\n\nA cache.\n--\n\nA queue.\n"
    )
    document = read_record(Record("", readme=text, format=Format.ASCIIDOC), settings)
    assert [text for zone, text in zones_of(document) if zone != "html_comment"] == [
        *("Tide", "A queue.")
    ]


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.ASCIIDOC), settings))
