"""MDX: a whole document, each text in its zone."""

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
---
title: x
---
import Tabs from './linter'

# Ember

<Tabs items={['a', 'b']}>

Ember is an **embedded** database for {lang} Rust. {/* a cache */}

</Tabs>

- fast `get {x}`

```sh
ember up
```

export const meta = {
  kind: 'queue',
}
"""
ZONES = [
    ("title", "Ember"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust."),
    ("list_item", "fast"),
    ("inline_code", "get {x}"),
    ("command", "ember up"),
    ("html_comment", "a cache"),
    ("code_block", "import Tabs from './linter'"),
    ("code_block", "export const meta = { kind: 'queue', }"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.MDX), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
@example(text="\t{}#")
@example(text="    <A {/* x */}>b</A>")
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.MDX), settings))
