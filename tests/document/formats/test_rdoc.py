"""RDoc: a whole document, each text in its zone."""

from __future__ import annotations

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

{rdoc-image:https://shields.io/build.svg}[https://ci.test]

Ember is an *embedded* database for {Rust}[https://rust.test].

--
a comment
++

== Features

* fast +get+ and <tt>put</tt>
  and more
1. first
[term] what it means
home :: https://ember.test

  ember up
  let x = 1

See docs[https://docs.test].
"""
ZONES = [
    ("title", "Ember"),
    ("badge", "https://shields.io/build.svg"),
    ("url", "https://ci.test"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust."),
    ("url", "https://rust.test"),
    ("html_comment", "a comment"),
    ("heading", "Features"),
    ("list_item", "fast"),
    ("inline_code", "get"),
    ("list_item", "and"),
    ("inline_code", "put"),
    ("list_item", "and more"),
    ("list_item", "first"),
    ("list_item", "term"),
    ("list_item", "what it means"),
    ("list_item", "home"),
    ("url", "https://ember.test"),
    ("command", "ember up"),
    ("code_block", "let x = 1"),
    ("body", "See"),
    ("link_text", "docs"),
    ("body", "."),
    ("url", "https://docs.test"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.RDOC), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.RDOC), settings))
