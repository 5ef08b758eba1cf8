"""Textile: a whole document, each text in its zone."""

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
h1. Ember

!https://shields.io/build.svg(Build status)!:https://ci.test

Ember is an *embedded* database for "Rust":https://rust.test.

###. a comment

h2(#f). Features

* fast @get@ and _put_
* -gone- here
# first

|_. store |_. table |
| a | b |

bc. ember up

<pre><code class="ruby">
let x = 1
</code></pre>

p. See https://docs.test.
"""
ZONES = [
    ("title", "Ember"),
    ("badge", "https://shields.io/build.svg"),
    ("badge", "Build status"),
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
    ("list_item", "and put"),
    ("list_item", "here"),
    ("html_comment", "gone"),
    ("list_item", "first"),
    ("table", "store"),
    ("table", "table"),
    ("table", "a"),
    ("table", "b"),
    ("command", "ember up"),
    ("code_block", "let x = 1"),
    ("body", "See ."),
    ("url", "https://docs.test"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.TEXTILE), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.TEXTILE), settings))
