"""Org: a whole document, each text in its zone."""

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
#+TITLE: Ember
#+AUTHOR: Jane

[[https://ci.test][https://shields.io/build.svg]]
Ember is an *embedded* database for [[https://rust.test][Rust]].
# a comment
* TODO Features :tag:
:PROPERTIES:
:ID: 1
:END:
- fast =get= and ~put~
  and more
- [X] done +not+
1. first
| store | table |
|-------+-------|
#+begin_src sh
ember up
#+end_src
#+begin_comment
a linter
#+end_comment
: let x = 1
** Install
See https://docs.test.
"""
ZONES = [
    ("title", "Ember"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust."),
    ("url", "https://ci.test"),
    ("badge", "https://shields.io/build.svg"),
    ("url", "https://rust.test"),
    ("html_comment", "# a comment"),
    ("heading", "Features"),
    ("list_item", "fast"),
    ("inline_code", "get"),
    ("list_item", "and"),
    ("inline_code", "put"),
    ("list_item", "and more"),
    ("list_item", "done"),
    ("html_comment", "not"),
    ("list_item", "first"),
    ("table", "store"),
    ("table", "table"),
    ("command", "ember up"),
    ("html_comment", "a linter"),
    ("code_block", "let x = 1"),
    ("heading", "Install"),
    ("body", "See ."),
    ("url", "https://docs.test"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.ORG), settings)
    check_document(document)
    assert zones_of(document) == ZONES


def test_a_commented_heading_with_all_below_it(settings: Settings) -> None:
    text = "* Tide\n** COMMENT Old\nA database.\n*** More\n** What\nA queue.\n"
    document = read_record(Record("", readme=text, format=Format.ORG), settings)
    assert [text for zone, text in zones_of(document) if zone != "html_comment"] == [
        *("Tide", "What", "A queue.")
    ]


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.ORG), settings))
