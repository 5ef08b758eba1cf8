"""reStructuredText: a whole document, each text in its zone."""

from __future__ import annotations

from hypothesis import example, given

from tagengine.document.formats.known import Format
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings
from tests.document.formats.support import words_of
from tests.invariants import check_document
from tests.support import zones_of

DOCUMENT = """\
Ember
=====

|Build| |Chat|

Ember is an *embedded* database for `Rust <https://rust.test>`_ |edition|.

.. |Build| image:: https://shields.io/build.svg
   :target: https://ci.test
   :alt: Build status
.. |Chat| image:: chat.png
   :alt: Chat with us
.. |edition| replace:: 2021

.. a comment about a cache

Features
--------

- fast ``get`` and ``put``
- a \\*starred\\* item, see :ref:`queue` and :doc:`the guide <guide>`

1. first

term
    what it means

+-------+-------+
| store | table |
+-------+-------+

.. code-block:: console

   $ ember up

.. raw:: html

   <p>linter</p>

.. include:: /etc/passwd

.. note:: Mind the gap.

Literal::

    let x = 1

See docs_ and https://ember.test/more.

.. _docs: https://docs.test
"""
ZONES = [
    ("title", "Ember"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust 2021."),
    ("url", "https://rust.test"),
    ("badge", "https://shields.io/build.svg"),
    ("badge", "Build status"),
    ("badge", "https://ci.test"),
    ("url", "chat.png"),
    ("image_alt", "Chat with us"),
    ("html_comment", "a comment about a cache"),
    ("heading", "Features"),
    ("list_item", "fast"),
    ("inline_code", "get"),
    ("list_item", "and"),
    ("inline_code", "put"),
    ("list_item", "a *starred* item, see"),
    ("inline_code", "queue"),
    ("list_item", "and"),
    ("inline_code", "the guide"),
    ("list_item", "first"),
    ("list_item", "term"),
    ("list_item", "what it means"),
    ("table", "store"),
    ("table", "table"),
    ("command", "$ ember up"),
    ("body", "Mind the gap."),
    ("body", "Literal:"),
    ("code_block", "let x = 1"),
    ("body", "See"),
    ("link_text", "docs"),
    ("body", "and ."),
    ("url", "https://ember.test/more"),
    ("url", "https://docs.test"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.RST), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
@example(text="ﬁ\\*")
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.RST), settings))


def test_struck_text_and_notes_are_no_part_of_the_text(settings: Settings) -> None:
    text = (
        "Ember\n=====\n\nEmber is a :strike:`cache` database [1]_.\n\n.. [1] A queue by others.\n"
    )
    document = read_record(Record("x", readme=text, format=Format.RST), settings)
    assert "cache" not in document.text
    assert ("list_item", "A queue by others.") in zones_of(document)
