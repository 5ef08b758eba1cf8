"""Pages as HTML text, from templates that escape every text put into them.

A page asks for nothing: its style and its script are inside, and a Content-Security-Policy lets
the browser use those two alone, known by their SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tagengine.evidence.audit_json import data
from tagengine.reporting.pages import document_view, index_view
from tagengine.reporting.pages.document_view import Explained
from tagengine.reporting.pages.index_view import IndexRow
from tagengine.reporting.pages.visible import one_line, visible

_LOADER = PackageLoader("tagengine.reporting.pages")


def document_page(explained: Explained, index: str | None = None) -> str:
    """Return the page of a document; `index` is the address of the index that it belongs to."""
    return _template("document").render(
        view=document_view.view(explained),
        digest=data(explained.explanation.audit)["digest"],
        index=index,
    )


def index_page(rows: list[IndexRow]) -> str:
    """Return the index of the documents with these rows."""
    return _template("index").render(view=index_view.view(rows))


@cache
def _template(name: str) -> Template:
    """Return a template that knows its style, its script and their policy."""
    style = template_file("theme.css") + template_file("page.css")
    script = template_file("theme.js") + template_file(f"{name}.js")
    policy = (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    inside = {"style": style, "script": script, "policy": policy}
    return _environment().get_template(f"{name}.html", globals=inside)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_LOADER,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "points": document_view.signed,
        "visible": visible,
        "one_line": one_line,
        "hue": document_view.hue,
        "reckoning": document_view.reckoning,
        "sign": lambda hundredths: " minus" if hundredths < 0 else "",
        "words": lambda name: name.replace("_", " "),
    }
    return environment


def template_file(name: str) -> str:
    """Return the text of a style or a script; `theme.css` and `theme.js` fit other pages too."""
    return _LOADER.get_source(_environment(), name)[0]


def _source(text: str) -> str:
    """Return the source expression of Content Security Policy Level 3 for an inline text."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
