"""Plain text: a whole document, each text in its zone."""

from __future__ import annotations

import pytest
from hypothesis import given

from tagengine import Engine
from tagengine.document.formats.known import Format
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings
from tests.document.formats.support import words_of
from tests.invariants import check_document
from tests.support import zones_of

DOCUMENT = """\
Ember 1.0

Ember is an embedded database for Rust.
It is fast.

INSTALLATION

  $ cargo install ember

Usage:

 * open a store <https://ember.test/use>
   and close it
 2) read https://docs.test/more.

License
-------

MIT
"""
ZONES = [
    ("title", "Ember 1.0"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust."),
    ("lead", "It is fast."),
    ("heading", "INSTALLATION"),
    ("code_block", "$ cargo install ember"),
    ("heading", "Usage:"),
    ("list_item", "open a store and close it"),
    ("url", "https://ember.test/use"),
    ("list_item", "read ."),
    ("url", "https://docs.test/more"),
    ("heading", "License"),
    ("body", "MIT"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.TEXT), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.TEXT), settings))


@pytest.mark.parametrize(
    "text",
    [
        "/*\n * Ember - an embedded database\n *\n * It is fast.\n */\n",
        "*********\n*  Ember *\n*        *\n*  An embedded database *\n*********\n",
        "##########\n# Ember\n#\n# An embedded database\n##########\n\nIt stores rows.\n",
        "+------+\n| Ember, an embedded database |\n+------+\n",
    ],
)
def test_a_frame_around_the_top_is_no_text(text: str, settings: Settings, engine: Engine) -> None:
    record = Record("x", readme=text, format=Format.TEXT)
    check_document(read_record(record, settings))
    assert "database" in [tag.name for tag in engine.tag_record(record).tags]


def test_lines_of_marks_that_frame_nothing(settings: Settings) -> None:
    text = "* Ember\n* Tide\n\nA database.\n"
    document = read_record(Record("x", readme=text, format=Format.TEXT), settings)
    assert ("list_item", "Ember") in zones_of(document)
