"""MediaWiki's markup: a whole document, each text in its zone."""

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
= Ember =
[[File:logo.png|thumb|A logo]]
{{Infobox
| name = linter
}}
Ember is an '''embedded''' database for [https://rust.test Rust].<ref>a cache</ref>

<!-- a comment -->

== Features ==
* fast <code>get</code> and ''put''
# first
; term
{| class="wikitable"
! store !! table
|-
| a || style="x" | b
|}
<syntaxhighlight lang="sh">
ember up
</syntaxhighlight>
 let x = 1

See [[Guide|the guide]] and [[Docs]]. __NOTOC__
"""
ZONES = [
    ("title", "Ember"),
    ("url", "logo.png"),
    ("image_alt", "A logo"),
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
    ("list_item", "first"),
    ("list_item", "term"),
    ("table", "store"),
    ("table", "table"),
    ("table", "a"),
    ("table", "b"),
    ("command", "ember up"),
    ("code_block", "let x = 1"),
    ("body", "See"),
    ("link_text", "the guide"),
    ("body", "and"),
    ("link_text", "Docs"),
    ("body", "."),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.MEDIAWIKI), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.MEDIAWIKI), settings))
