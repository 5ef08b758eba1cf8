"""HTML pages: a whole document, each text in its zone."""

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
<!DOCTYPE html>
<html><head><title>Ember</title><style>p { color: red }</style></head>
<body>
<nav><a href="/blog">Blog</a></nav>
<h1>Ember</h1>
<img src="https://shields.io/build.svg" alt="Build status">
<p>Ember is an <b>embedded</b> database
 for <a href="https://rust.test">Rust</a> &amp; more.</p>
<!-- a comment -->
<h2>Features</h2>
<ul><li>fast <code>get</code></li><li><del>slow</del> put</li></ul>
<table><tr><th>store</th><td>table</td></tr></table>
<pre><code class="language-sh">ember up
</code></pre>
<script>linter()</script>
<footer>MIT</footer>
</body></html>
"""
ZONES = [
    ("html_comment", "DOCTYPE html"),
    ("title", "Ember"),
    ("badge", "Build status"),
    ("badge", "https://shields.io/build.svg"),
    ("definition", "Ember is an"),
    ("head", "embedded"),
    ("noun", "database"),
    ("definition", "for Rust & more."),
    ("url", "https://rust.test"),
    ("html_comment", "a comment"),
    ("heading", "Features"),
    ("list_item", "fast"),
    ("inline_code", "get"),
    ("list_item", "put"),
    ("table", "store"),
    ("table", "table"),
    ("command", "ember up"),
]


def test_a_document(settings: Settings) -> None:
    document = read_record(Record("", readme=DOCUMENT, format=Format.HTML), settings)
    check_document(document)
    assert zones_of(document) == ZONES


@given(text=words_of(DOCUMENT))
def test_any_text_keeps_its_places(text: str, settings: Settings) -> None:
    check_document(read_record(Record("", readme=text, format=Format.HTML), settings))
