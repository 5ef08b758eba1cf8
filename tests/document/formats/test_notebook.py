"""Notebooks: a whole document, each text in its zone."""

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
{"cells": [
 {"cell_type": "markdown", "metadata": {}, "source": ["# Ember\\n", "\\n",
  "Ember is an \\"embedded\\" **database** f\\u00fcr Rust.\\n"]},
 {"cell_type": "code", "outputs": [{"text": ["a linter"]}], "source": "import ember\\nember.up()"},
 {"cell_type": "raw", "source": "a cache"},
 {"cell_type": "markdown", "source": ["- fast \\\\* `get` \\ud83d\\ude80"]}
], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}
"""
ZONES = [
    ("title", "Ember"),
    ("definition", "Ember is an"),
    ("head", '"embedded" database für'),
    ("noun", "Rust"),
    ("head", "."),
    ("import", "import ember"),
    ("code_block", "ember.up()"),
    ("list_item", "fast *"),
    ("inline_code", "get"),
    ("list_item", "🚀"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.NOTEBOOK), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.NOTEBOOK), settings))
